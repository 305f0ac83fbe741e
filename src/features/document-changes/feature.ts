import { maxConnections } from '../../api/api-parts.ts';
import { from } from '../../lib/profile.ts';
import type { Additions, Feature, Host } from '../feature.ts';
import type { Changes } from './changes.ts';

/** Per process. Leaves half of the connections to other requests. */
const maxStreams = maxConnections / 2;

/** Notifies open pages when a statement is replaced or removed, or a contest changes. */
export const documentChanges: Feature = {
  name: 'document-changes',
  open: (host) => openChanges(host),
};

/** @param listened for tests: used in place of new changes */
export async function openChanges(host: Host, listened?: Changes): Promise<Additions> {
  const { createChanges, refreshEveryMs } = await import('./changes.ts');
  const { createChangeStreams, tickEveryMs } = await import('./change-streams.ts');
  const { contestChangeRoutes, taskChangeRoutes } = await import('./change-routes.ts');
  const changes = listened ?? createChanges(host);
  const { onChangeStreams: onCount } = host.metrics;
  const changeStreams = createChangeStreams({ ...host, changes, maxStreams, onCount });
  const jobs = [
    {
      everyMs: refreshEveryMs,
      what: 'reading changes of PDFs and contests',
      atStart: changes.load,
      run: changes.refresh,
    },
    { everyMs: tickEveryMs, what: 'checking change streams', run: changeStreams.tick },
  ];
  const parts = { ...host, changeStreams };
  return {
    http: {
      routes: [taskChangeRoutes(parts), ...from('platform', host.profile, contestChangeRoutes(parts))],
      prepare: (server) => void server.addHook('preClose', async () => changeStreams.close()),
    },
    lifecycle: { jobs },
  };
}
