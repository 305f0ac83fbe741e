// biome-ignore lint/style/noRestrictedImports: each of many quick clicks sends another order
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { notifyError } from '../../../lib/format/notify.ts';
import { client } from '../../../lib/server/client.ts';
import { refetchAfter } from '../../../lib/server/resource.ts';
import { contestTasksQuery } from '../../schedule/contest.ts';

/**
 * Reorders the tasks of a contest. The page shows the new order immediately; requests are sent one after another, and after an error the
 * server's order returns.
 */
export function useTaskOrder(contestId: string): (tasks: ReadonlyArray<Schemas.ContestTask>) => void {
  const queryClient = useQueryClient();
  const { queryKey } = contestTasksQuery(contestId);
  const path = { contestId };
  const scope = { id: `task-order-${contestId}` };
  const { mutate } = useMutation({
    scope,
    mutationKey: [scope.id],
    mutationFn: (tasks: ReadonlyArray<Schemas.ContestTask>) =>
      client.put('/api/v1/contests/{contestId}/task-order', {
        path,
        body: { tasks: tasks.map(({ taskId, label }) => ({ taskId, label })) },
      }),
    onError: notifyError,
    async onSettled() {
      // Only the last of several quick moves refetches.
      if (queryClient.isMutating({ mutationKey: [scope.id] }) > 1) return;
      await refetchAfter('put', '/api/v1/contests/{contestId}/task-order', path);
    },
  });
  return (tasks) => {
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(
      queryKey,
      (page) => page && { ...page, items: tasks.map((task, position) => ({ ...task, position })) },
    );
    mutate(tasks);
  };
}
