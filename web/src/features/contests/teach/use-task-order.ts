// biome-ignore lint/style/noRestrictedImports: each of many quick clicks makes another order
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { notifyError } from '../../../lib/format/notify.ts';
import { client } from '../../../lib/server/client.ts';
import { readAgain } from '../../../lib/server/resource.ts';
import { contestTasksQuery } from '../../schedule/contest.ts';

/**
 * Puts the tasks of a contest into another order. It is seen at once; orders are sent one after another, and when
 * one is refused what the server has comes back.
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
      // The last one of a row of quick moves reads what has become of them all.
      if (queryClient.isMutating({ mutationKey: [scope.id] }) > 1) return;
      await readAgain('put', '/api/v1/contests/{contestId}/task-order', path);
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
