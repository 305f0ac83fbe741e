import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ContestTask } from 'lectern-client';
import { client } from '../api/client.ts';

/** What the pages of contests read. All keys begin with `contests`, and then the id. */

/** A contest has at most 100 tasks, so this is all of them. */
export const contestTasksQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['contests', contestId, 'tasks'],
    queryFn: ({ signal }) =>
      client.get('/api/v1/contests/{contestId}/tasks', {
        path: { contestId },
        query: { limit: 200 },
        signal,
      }),
    select: ({ items }) => items,
  });

/** A task of a contest as it is now; undefined when the contest has it no more. */
export async function readContestTask(
  queryClient: QueryClient,
  contestId: string,
  taskId: string,
): Promise<ContestTask | undefined> {
  const { items } = await queryClient.fetchQuery({ ...contestTasksQuery(contestId), staleTime: 0 });
  return items.find((task) => task.taskId === taskId);
}
