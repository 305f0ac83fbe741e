import { all, read } from '../../../lib/server/resource.ts';

export const taskSettingsQuery = (taskId: string) =>
  read('/api/v1/tasks/{taskId}/settings', { path: { taskId } });

/** Whether somebody may be reading the task, who would want to know why its PDF changes. */
export const readersNowQuery = (taskId: string) =>
  read('/api/v1/tasks/{taskId}/readers/now', { path: { taskId } });

/** In which the task has a PDF, or had one that was removed. */
export const languagesQuery = (taskId: string) =>
  all('/api/v1/tasks/{taskId}/languages', { path: { taskId } });

/** Whether an account can read the task at a time, by default now. An answer about "now" is old at once. */
export const accessQuery = (taskId: string, query: { readonly email: string; readonly at?: string }) => ({
  ...read('/api/v1/tasks/{taskId}/access', { path: { taskId }, query }),
  staleTime: 0,
  gcTime: 0,
});
