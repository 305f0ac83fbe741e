import { maxConnections } from '../../api/api-parts.ts';
import type { Additions, Feature, Host } from '../feature.ts';
import type { DocumentChanges } from './document-changes.ts';

/** Of each process, so that who only listens leaves connections to others. */
const maxStreams = maxConnections / 2;

/** Tells open readers at once that a statement was replaced or removed. */
export const changes: Feature = {
  name: 'changes',
  open: (host) => openChanges(host),
};

/** @param listened what a test listens to as well */
export async function openChanges(host: Host, listened?: DocumentChanges): Promise<Additions> {
  const { createDocumentChanges, refreshEveryMs } = await import('./document-changes.ts');
  const { createChangeStreams, tickEveryMs } = await import('./change-streams.ts');
  const { taskChangeRoutes } = await import('./task-change-routes.ts');
  const documentChanges = listened ?? createDocumentChanges(host);
  const { onChangeStreams: onCount } = host.metrics;
  const changeStreams = createChangeStreams({ ...host, documentChanges, maxStreams, onCount });
  return {
    routes: [taskChangeRoutes({ ...host, changeStreams })],
    load: documentChanges.load,
    jobs: [
      { everyMs: refreshEveryMs, what: 'reading changes of PDFs', run: documentChanges.refresh },
      { everyMs: tickEveryMs, what: 'the tick of change streams', run: changeStreams.tick },
    ],
    stop: changeStreams.close,
  };
}
