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
  /** In a contest; undefined in a group, and to leave it as it is. */
  readonly position?: number;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

export const useTaskUsages = (taskId: string): PagesQuery<Schemas.TaskUsage> =>
  usePages(pages('/api/v1/tasks/{taskId}/usages', { path: { taskId } }, { limit: 100 }));

/** A contest cuts off its tasks' windows, so a window outside the contest ends before it starts. */
export const neverOpens = ({ opensAt, closesAt }: Schemas.TaskUsage) =>
  closesAt !== null && Date.parse(closesAt) <= Date.parse(opensAt);

export type UsagePlace = Pick<TaskContainer, 'kind' | 'id'>;

export async function readTaskUsage({ kind, id }: UsagePlace, taskId: string): Promise<TaskUsageTimes> {
  if (kind === 'contest') {
    return client.get('/api/v1/contests/{contestId}/tasks/{taskId}', { path: { contestId: id, taskId } });
  }
  const path = { groupId: id, taskId };
  return { label: '', ...(await client.get('/api/v1/groups/{groupId}/tasks/{taskId}', { path })) };
}

interface TaskUsageChange {
  readonly fields: Omit<TaskUsageTimes, 'etag'>;
  readonly ifMatch?: string | undefined;
  readonly query?: { readonly dryRun?: boolean };
}

export function putTaskUsage(
  { kind, id }: UsagePlace,
  taskId: string,
  { fields: { label, position, opensAt, closesAt }, ...change }: TaskUsageChange,
): Promise<Schemas.TriedChange & Omit<TaskUsageTimes, 'label'>> {
  if (kind === 'contest') {
    const path = { contestId: id, taskId };
    const body = { label, ...(position !== undefined && { position }), opensAt, closesAt };
    return send('put', '/api/v1/contests/{contestId}/tasks/{taskId}', { ...change, path, body });
  }
  const path = { groupId: id, taskId };
  // In a group, tasks always have an opening time.
  const body = { opensAt: opensAt as string, closesAt };
  return send('put', '/api/v1/groups/{groupId}/tasks/{taskId}', { ...change, path, body });
}

/** Removes a task from a group or contest. @returns what puts it back as it was */
export async function takeTaskOut(taskId: string, place: UsagePlace): Promise<Undo> {
  const fields = await readTaskUsage(place, taskId);
  await removeTaskUsage(taskId, place);
  return () => putTaskUsage(place, taskId, { fields });
}

export const removeTaskUsage = (
  taskId: string,
  { kind, id }: UsagePlace,
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
