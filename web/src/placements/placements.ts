import { useQuery } from '@tanstack/react-query';
import type { Placement } from 'lectern-client';
import { client } from '../api/client.ts';
import { type PagesQuery, usePages } from '../api/pages.ts';
import { readAll } from '../api/read-all.ts';
import { readAssignment } from '../groups/group-query.ts';
import { thatOneRuns } from '../groups/own-groups.ts';

/** A group or a contest that a task can be given to. */
export interface PlacementTarget {
  readonly kind: Placement['kind'];
  readonly id: string;
  readonly name: string;
}

/** How a task stands in a place, and when it is open there; in a contest null is with the contest itself. */
export interface PlacementSlot {
  /** Undefined while the place does not have the task. */
  readonly etag: string | undefined;
  /** Empty in a group. */
  readonly label: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

function readPlacements(taskId: string, page: { limit: number; cursor?: string }, signal: AbortSignal) {
  return client.get('/api/v1/tasks/{taskId}/placements', { path: { taskId }, query: page, signal });
}

export function usePlacements(taskId: string): PagesQuery<Placement> {
  return usePages(['tasks', taskId, 'placements'], (page, signal) => readPlacements(taskId, page, signal), {
    limit: 100,
  });
}

/** What of the cache a change of a placement touches beside the task. */
export const placementTargetKey = ({ kind, id }: Pick<PlacementTarget, 'kind' | 'id'>) =>
  kind === 'group' ? ['groups', id] : ['contests', id];

export function removePlacement(
  taskId: string,
  { kind, id }: Pick<PlacementTarget, 'kind' | 'id'>,
): Promise<unknown> {
  return kind === 'group'
    ? client.delete('/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId: id, taskId } })
    : client.delete('/api/v1/contests/{contestId}/tasks/{taskId}', { path: { contestId: id, taskId } });
}

/** The groups and contests that somebody runs; for admins, all. */
export function useOwnPlacementTargets(isAdmin: boolean, enabled: boolean) {
  return useQuery({
    queryKey: ['placements', { isAdmin }],
    enabled,
    async queryFn({ signal }): Promise<ReadonlyArray<PlacementTarget>> {
      const filter = thatOneRuns(isAdmin);
      const [groups, contests] = await Promise.all([
        readAll((page) => client.get('/api/v1/groups', { query: { ...page, ...filter }, signal })),
        readAll((page) => client.get('/api/v1/contests', { query: { ...page, ...filter }, signal })),
      ]);
      return [
        ...groups.map(({ groupId, name }) => ({ kind: 'group' as const, id: groupId, name })),
        ...contests.map(({ contestId, name }) => ({ kind: 'contest' as const, id: contestId, name })),
      ];
    },
  });
}

/** A form begins from it and writes it back, so it must be of now, and stay as it is meanwhile. */
const heldForForm = { gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** A task of a group; null when the group does not have it. For its staff. */
export function useAssignment(groupId: string | undefined, taskId: string) {
  return useQuery({
    queryKey: ['groups', groupId, 'tasks', taskId],
    enabled: groupId !== undefined,
    ...heldForForm,
    queryFn: async ({ signal }) => (await readAssignment(groupId as string, taskId, signal)) ?? null,
  });
}

/** The tasks of a contest, with their own windows; for its staff. */
export function useContestTasks(contestId: string | undefined) {
  return useQuery({
    queryKey: ['contests', contestId, 'tasks', 'all'],
    enabled: contestId !== undefined,
    ...heldForForm,
    queryFn: ({ signal }) =>
      readAll((page) =>
        client.get('/api/v1/contests/{contestId}/tasks', {
          path: { contestId: contestId as string },
          query: page,
          signal,
        }),
      ),
  });
}
