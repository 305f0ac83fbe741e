import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { contestQuery, contestTasksQuery } from '../../schedule/contest.ts';
import { useLive } from '../../schedule/live.ts';
import {
  openInContestQuery,
  openInGroupQuery,
  ownContestsQuery,
  ownGroupsQuery,
} from '../../schedule/memberships.ts';
import { ownTimes } from '../../schedule/own-times.ts';
import { type ContestPlace, type GroupPlace, neighboursOf, type Place, soleContest } from './place.ts';
import type { PlaceSearch } from './reader-search.ts';

/** A place: undefined while loading, null if the task isn't in it for this reader. */
type Found<Kind extends Place> = Kind | null | undefined;

/**
 * The contest or group in which a task is read: the one in the URL, or the only running contest with the task. The same object until its
 * content changes.
 * @param enabled whether it may send requests; cached data is used anyway
 */
export function usePlace(taskId: string, { contest, group }: PlaceSearch, enabled: boolean): Found<Place> {
  const named = useContestPlace(contest, taskId, enabled);
  const inGroup = useGroupPlace(contest ? undefined : group, taskId, enabled);
  const isUnnamed = named === null && inGroup === null;
  const sole = useSoleContest(taskId, enabled && isUnnamed);
  const found = useContestPlace(isUnnamed ? (sole ?? undefined) : undefined, taskId, enabled);
  if (!isUnnamed) return named ?? inGroup;
  return sole === undefined ? undefined : found;
}

function useContestPlace(
  contestId: string | undefined,
  taskId: string,
  isEnabled: boolean,
): Found<ContestPlace> {
  const id = contestId ?? '';
  const enabled = isEnabled && contestId !== undefined;
  const contest = useQuery({ ...contestQuery(id), enabled });
  const tasks = useQuery({ ...contestTasksQuery(id), enabled });
  useLive(enabled && contest.data ? [contest.data] : undefined);
  const place = useMemo((): ContestPlace | undefined => {
    if (!contest.data || !tasks.data) return undefined;
    const { contestId: contestOfPlace, name } = contest.data;
    const { endsAt } = ownTimes(contest.data, serverNowMs());
    return { kind: 'contest', id: contestOfPlace, name, tasks: tasks.data, endsAt };
  }, [contest.data, tasks.data]);
  if (contestId === undefined || contest.isError || tasks.isError) return null;
  return place && !neighboursOf(place.tasks, taskId) ? null : place;
}

function useGroupPlace(groupId: string | undefined, taskId: string, isEnabled: boolean): Found<GroupPlace> {
  const enabled = isEnabled && groupId !== undefined;
  const groups = useQuery({ ...ownGroupsQuery, enabled });
  const tasks = useQuery({ ...openInGroupQuery(groupId ?? ''), enabled });
  const place = useMemo((): Found<GroupPlace> => {
    if (!groups.data || !tasks.data) return undefined;
    const group = groups.data.find((each) => each.groupId === groupId);
    return group ? { kind: 'group', id: group.groupId, name: group.name, tasks: tasks.data } : null;
  }, [groups.data, tasks.data, groupId]);
  if (groupId === undefined || groups.isError || tasks.isError) return null;
  return place && !neighboursOf(place.tasks, taskId) ? null : place;
}

/** Id of the only running contest of the reader with the task; null if there is none. */
function useSoleContest(taskId: string, enabled: boolean): string | null | undefined {
  const contests = useQuery({ ...ownContestsQuery, enabled });
  const nowMs = serverNowMs();
  const running = (contests.data ?? []).filter(
    (contest) => contest.yourRole === 'participant' && ownTimes(contest, nowMs).phase === 'running',
  );
  const { isPending, sole } = useQueries({
    queries: running.map(({ contestId }) => ({ ...openInContestQuery(contestId), enabled })),
    combine: (results) => ({
      isPending: results.some((result) => result.isPending),
      sole: soleContest(
        taskId,
        running.map(({ contestId }, at) => ({ contestId, open: results[at]?.data ?? [] })),
      ),
    }),
  });
  if (contests.isError) return null;
  if (!contests.data || isPending) return undefined;
  return sole ?? null;
}
