import type { Feature } from '../feature.ts';

/** Records of issued URLs, and the people who can read a task. */
export const reports: Feature = {
  name: 'reports',
  async open(host) {
    const { issuedUrlRoutes } = await import('./issued-url-routes.ts');
    const { issuedUrlCountRoutes } = await import('./issued-url-count-routes.ts');
    const { taskReaderRoutes } = await import('./task-reader-routes.ts');
    const { createTaskReaders } = await import('./task-readers.ts');
    const { createReadersNow } = await import('./readers-now.ts');
    const taskReaders = createTaskReaders(host);
    return {
      routes: [
        taskReaderRoutes({ ...host, taskReaders, readersNow: createReadersNow(host) }),
        issuedUrlRoutes(host),
        issuedUrlCountRoutes(host),
      ],
    };
  },
};
