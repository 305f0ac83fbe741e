import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.ts';

export const settingsQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'settings'],
    queryFn: ({ signal }) => client.get('/api/v1/tasks/{taskId}/settings', { path: { taskId }, signal }),
  });

export const documentsQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'documents'],
    queryFn: ({ signal }) => client.get('/api/v1/tasks/{taskId}/documents', { path: { taskId }, signal }),
  });
