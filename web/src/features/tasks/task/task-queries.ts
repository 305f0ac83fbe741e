import { all, read } from '../../../lib/server/resource.ts';

export const taskSettingsQuery = (taskId: string) =>
  read('/api/v1/tasks/{taskId}/settings', { path: { taskId } });

/** Whether people may be reading the task, who would need a note about a new PDF. */
export const readersNowQuery = (taskId: string) =>
  read('/api/v1/tasks/{taskId}/readers/now', { path: { taskId } });

/** Languages in which the task has or had a PDF. */
export const languagesQuery = (taskId: string) =>
  all('/api/v1/tasks/{taskId}/languages', { path: { taskId } });

/** Whether an account can read the task at a time, by default now. Not cached, because "now" changes. */
export const accessQuery = (
  taskId: string,
  query: { readonly email: string; readonly at?: string; readonly address?: string },
) => ({
  ...read('/api/v1/tasks/{taskId}/access', { path: { taskId }, query }),
  staleTime: 0,
  gcTime: 0,
});
