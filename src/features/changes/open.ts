import { maxConnections } from '../../api/api-parts.ts';
import type { Additions, Host } from '../feature.ts';
import { createChangeStreams, tickEveryMs } from './change-streams.ts';
import { createDocumentChanges, refreshEveryMs } from './document-changes.ts';
import { taskChangeRoutes } from './task-change-routes.ts';

/** Of each process, so that who only listens leaves connections to others. */
const maxStreams = maxConnections / 2;

export function open(host: Host, documentChanges = createDocumentChanges(host)): Additions {
  const changeStreams = createChangeStreams({
    ...host,
    documentChanges,
    maxStreams,
    onCount: host.metrics.onChangeStreams,
  });
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
