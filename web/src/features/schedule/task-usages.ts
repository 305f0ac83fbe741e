import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import type { Undo } from '../../lib/saving/use-action.ts';
import { client } from '../../lib/server/client.ts';
import { all, type PagesQuery, pages, send, usePages } from '../../lib/server/resource.ts';
import { runGroupsQuery, useStaffFilter } from './own-groups.ts';

/** A group or contest that a task can be added to. */
export interface TaskContainer extends Pick<Schemas.Container, 'kind' | 'id' | 'name'> {
  readonly contest?: Pick<Schemas.Contest, 'phase' | 'startsAt' | 'endsAt'>;
}

/** Label and times of a task in a place; null means the contest's own time. */
export interface TaskUsageTimes {
  /** Undefined if the place doesn't have the task. */
  readonly etag: string | undefined;
  /** Empty in a group. */
  readonly label: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

export const useTaskUsages = (taskId: string): PagesQuery<Schemas.TaskUsage> =>
  usePages(pages('/api/v1/tasks/{taskId}/usages', { path: { taskId } }, { limit: 100 }));

/** A contest cuts off its tasks' windows, so a window outside the contest ends before it starts. */
export const neverOpens = ({ opensAt, closesAt }: Schemas.TaskUsage) =>
  closesAt !== null && Date.parse(closesAt) <= Date.parse(opensAt);

/** Removes a task from a group or contest. @returns what puts it back as it was */
export async function takeTaskOut(
  taskId: string,
  { kind, id }: Pick<TaskContainer, 'kind' | 'id'>,
): Promise<Undo> {
  if (kind === 'group') {
    const input = { path: { groupId: id, taskId } };
    const { opensAt, closesAt } = await client.get('/api/v1/groups/{groupId}/tasks/{taskId}', input);
    await removeTaskUsage(taskId, { kind, id });
    const body = { opensAt, closesAt };
    return () => send('put', '/api/v1/groups/{groupId}/tasks/{taskId}', { ...input, body });
  }
  const input = { path: { contestId: id, taskId } };
  const { label, position, opensAt, closesAt } = await client.get(
    '/api/v1/contests/{contestId}/tasks/{taskId}',
    input,
  );
  await removeTaskUsage(taskId, { kind, id });
  const body = { label, position, opensAt, closesAt };
  return () => send('put', '/api/v1/contests/{contestId}/tasks/{taskId}', { ...input, body });
}

export const removeTaskUsage = (
  taskId: string,
  { kind, id }: Pick<TaskContainer, 'kind' | 'id'>,
  query: { readonly dryRun?: boolean } = {},
) =>
  kind === 'group'
    ? send('delete', '/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId: id, taskId }, query })
    : send('delete', '/api/v1/contests/{contestId}/tasks/{taskId}', {
        path: { contestId: id, taskId },
        query,
      });

/** The groups or contests that the user runs; for admins, all. */
export function useTaskContainers(kind: TaskContainer['kind']): UseQueryResult<ReadonlyArray<TaskContainer>> {
  const filter = useStaffFilter();
  const groups = useQuery({
    ...runGroupsQuery(filter),
    enabled: kind === 'group',
    select: (items) => items.map(({ groupId, name }) => ({ kind, id: groupId, name })),
  });
  const contests = useQuery({
    ...all('/api/v1/contests', { query: filter }),
    enabled: kind === 'contest',
    select: (items) => items.map((contest) => ({ kind, id: contest.contestId, name: contest.name, contest })),
  });
  return kind === 'group' ? groups : contests;
}
