import type { Core } from '../../core/open-core.ts';
import type { Additions, Host } from '../feature.ts';
import { issuedUrlCountRoutes } from './issued-url-count-routes.ts';
import { issuedUrlRoutes } from './issued-url-routes.ts';
import { createReadersNow } from './readers-now.ts';
import { taskReaderRoutes } from './task-reader-routes.ts';
import { createTaskReaders } from './task-readers.ts';

export const openTaskReaders = ({ database, issueJournal }: Core) =>
  createTaskReaders(database, issueJournal);

export const open = (host: Host): Additions => ({
  routes: [
    taskReaderRoutes({ ...host, taskReaders: openTaskReaders(host), readersNow: createReadersNow(host) }),
    issuedUrlRoutes(host),
    issuedUrlCountRoutes(host),
  ],
});
