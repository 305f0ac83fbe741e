import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { HomePage } from '../features/home/home-page.tsx';
import { readHomeSearch } from '../features/home/home-search.ts';
import { LazyTaskList } from '../features/home/open-task-list.tsx';
import { isWholeList } from '../features/home/open-task-row.tsx';
import { openTasksQuery } from '../features/home/open-tasks.ts';
import { leadingCount } from '../features/home/running-contests.tsx';
import { contestQuery, contestTaskDetailsQuery } from '../features/schedule/contest.ts';
import { ownContestsQuery, ownGroupsQuery } from '../features/schedule/memberships.ts';
import { openingsQuery } from '../features/schedule/openings.ts';
import { byOwnPhase } from '../features/schedule/own-times.ts';
import { lazyPage } from '../lib/load-part.ts';
import { serverNowMs } from '../lib/server-clock.ts';
import { shellRoute } from './base-routes.ts';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: readHomeSearch,
  // All together, so that nothing on the page moves when one arrives late; what fails is omitted.
  async loader({ context: { queryClient }, location, cause }) {
    if (cause === 'stay') return;
    await Promise.allSettled([
      queryClient.ensureInfiniteQueryData(openTasksQuery(readHomeSearch(location.search))).then(loadLongList),
      queryClient.ensureQueryData(openingsQuery),
      queryClient.ensureQueryData(ownContestsQuery).then((contests) => loadLeading(queryClient, contests)),
      queryClient.ensureQueryData(ownGroupsQuery),
    ]);
  },
  component: HomePage,
});

/** Loads the code for long lists, so that the scroll position can be restored immediately. */
const loadLongList = ({
  pages,
}: {
  pages: ReadonlyArray<{ items: ReadonlyArray<unknown>; nextCursor: string | null }>;
}) => {
  const count = pages.reduce((sum, { items }) => sum + items.length, 0);
  return isWholeList({ hasNextPage: pages.at(-1)?.nextCursor != null }, count)
    ? undefined
    : LazyTaskList.preload?.();
};

/** The tasks at the top of the page. */
const loadLeading = (queryClient: QueryClient, contests: ReadonlyArray<Schemas.Contest>) =>
  Promise.allSettled(
    byOwnPhase(contests, serverNowMs())
      .running.slice(0, leadingCount)
      .map(({ contestId }) => queryClient.ensureQueryData(contestTaskDetailsQuery(contestId))),
  );

const contestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contests/$contestId',
  loader: ({ context: { queryClient }, params: { contestId } }) =>
    queryClient.ensureQueryData(contestQuery(contestId)),
  component: lazyPage(() => import('../features/contests/attend/attend-page.tsx'), 'AttendPage'),
});

/** For all signed-in users. The page of a task is in reader-routes.ts. */
export const studentRoutes = [homeRoute, contestRoute] as const;
