import { from } from '../../lib/profile.ts';
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
    const ofPlatforms = from(
      'platform',
      host.profile,
      taskReaderRoutes(createTaskReaders(host), host),
      contestProgressRoutes(createContestProgress(host), host),
    );
    return { http: { routes: [issuedUrlRoutes(host), ...ofPlatforms] } };
  },
};
