// biome-ignore lint/style/noRestrictedImports: each of many quick clicks makes another order
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContestTask, ContestTaskPage } from 'lectern-client';
import { client } from '../api/client.ts';
import { notifyError } from '../ui/notify.ts';
import { contestTasksQuery } from './contest-queries.ts';

/**
 * Puts the tasks of a contest into another order. It is seen at once; orders are sent one after another, and when
 * one is refused what the server has comes back.
 */
export function useTaskOrder(contestId: string): (tasks: ReadonlyArray<ContestTask>) => void {
  const queryClient = useQueryClient();
  const { queryKey } = contestTasksQuery(contestId);
  const scope = { id: `task-order-${contestId}` };
  const { mutate } = useMutation({
    scope,
    mutationKey: [scope.id],
    mutationFn: (tasks: ReadonlyArray<ContestTask>) =>
      client.put('/api/v1/contests/{contestId}/task-order', {
        path: { contestId },
        body: { tasks: tasks.map(({ taskId, label }) => ({ taskId, label })) },
      }),
    onError: notifyError,
    async onSettled() {
      // The last one of a row of quick moves reads what has become of them all.
      if (queryClient.isMutating({ mutationKey: [scope.id] }) > 1) return;
      await queryClient.invalidateQueries({ queryKey });
    },
  });
  return (tasks) => {
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData<ContestTaskPage>(
      queryKey,
      (page) => page && { ...page, items: tasks.map((task, position) => ({ ...task, position })) },
    );
    mutate(tasks);
  };
}
