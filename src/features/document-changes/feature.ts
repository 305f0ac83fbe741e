import { maxConnections } from '../../api/api-parts.ts';
import type { Additions, Feature, Host } from '../feature.ts';
import type { DocumentChanges } from './document-changes.ts';

/** Per process. Leaves half of the connections to other requests. */
const maxStreams = maxConnections / 2;

/** Notifies open readers when a statement is replaced or removed. */
export const documentChanges: Feature = {
  name: 'document-changes',
  open: (host) => openChanges(host),
};

/** @param listened for tests: used in place of new document changes */
export async function openChanges(host: Host, listened?: DocumentChanges): Promise<Additions> {
  const { createDocumentChanges, refreshEveryMs } = await import('./document-changes.ts');
  const { createChangeStreams, tickEveryMs } = await import('./change-streams.ts');
  const { taskChangeRoutes } = await import('./task-change-routes.ts');
  const documentChanges = listened ?? createDocumentChanges(host);
  const { onChangeStreams: onCount } = host.metrics;
  const changeStreams = createChangeStreams({ ...host, documentChanges, maxStreams, onCount });
  const jobs = [
    {
      everyMs: refreshEveryMs,
      what: 'reading changes of PDFs',
      atStart: documentChanges.load,
      run: documentChanges.refresh,
    },
    { everyMs: tickEveryMs, what: 'checking change streams', run: changeStreams.tick },
  ];
  return {
    http: {
      routes: [taskChangeRoutes({ ...host, changeStreams })],
      prepare: (server) => void server.addHook('preClose', async () => changeStreams.close()),
    },
    lifecycle: { jobs },
  };
}
