import type { Feature } from '../feature.ts';

/** Who can read a task, who got its URL and who opened it; the records of issued URLs. */
export const reports: Feature = {
  name: 'reports',
  async open(host) {
    const { issuedUrlRoutes } = await import('./issued-url-routes.ts');
    const { taskReaderRoutes } = await import('./task-reader-routes.ts');
    const { createTaskReaders } = await import('./task-readers.ts');
    const { contestProgressRoutes } = await import('./contest-progress-routes.ts');
    const { createContestProgress } = await import('./contest-progress.ts');
    const routes = [
      taskReaderRoutes(createTaskReaders(host), host),
      contestProgressRoutes(createContestProgress(host), host),
      issuedUrlRoutes(host),
    ];
    return { http: { routes } };
  },
};
