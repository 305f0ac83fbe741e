import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.ts';
import { readAll } from '../api/read-all.ts';

export const settingsQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'settings'],
    queryFn: ({ signal }) => client.get('/api/v1/tasks/{taskId}/settings', { path: { taskId }, signal }),
  });

/** Whether somebody may be reading the task, who would want to know why its PDF changes. */
export const readersNowQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'readers-now'],
    queryFn: ({ signal }) => client.get('/api/v1/tasks/{taskId}/readers/now', { path: { taskId }, signal }),
  });

/** In which the task has a PDF, or had one that was withdrawn. */
export const languagesQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'languages'],
    queryFn: ({ signal }) =>
      readAll((query) => client.get('/api/v1/tasks/{taskId}/languages', { path: { taskId }, query, signal })),
  });
