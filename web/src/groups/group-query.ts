import { queryOptions } from '@tanstack/react-query';
import type { Assignment } from 'lectern-client';
import { client } from '../api/client.ts';
import { readAll } from '../api/read-all.ts';

export const groupQuery = (groupId: string) =>
  queryOptions({
    queryKey: ['groups', groupId],
    queryFn: ({ signal }) => client.get('/api/v1/groups/{groupId}', { path: { groupId }, signal }),
  });

/** A task of a group as it is now; undefined when the group has it no more. */
export async function readAssignment(
  groupId: string,
  taskId: string,
  signal?: AbortSignal,
): Promise<Assignment | undefined> {
  const path = { groupId };
  const all = await readAll(
    (query) => client.get('/api/v1/groups/{groupId}/tasks', { path, query, signal }),
    Number.POSITIVE_INFINITY,
  );
  return all.find((assignment) => assignment.taskId === taskId);
}
