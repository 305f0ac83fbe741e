import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { contestQuery, contestTasksQuery } from '../api/contest.ts';
import { ownContestsQuery, ownGroupsQuery } from '../api/memberships.ts';
import { byOwnPhase } from '../api/own-times.ts';
import { lazyPage } from '../api/parts.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { shellRoute } from '../base-routes.ts';
import { HomePage } from './home-page.tsx';
import { readHomeSearch } from './home-search.ts';
import { openTasksQuery } from './open-tasks.ts';
import { openingsQuery } from './own-queries.ts';
import { leadingCount } from './running-contests.tsx';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: readHomeSearch,
  // All at once, so that nothing on the page moves when one of them comes late; what fails is left out of it.
  async loader({ context: { queryClient }, location, cause }) {
    if (cause === 'stay') return;
    await Promise.allSettled([
      queryClient.ensureInfiniteQueryData(openTasksQuery(readHomeSearch(location.search))),
      queryClient.ensureQueryData(openingsQuery),
      queryClient.ensureQueryData(ownContestsQuery).then((contests) => loadLeading(queryClient, contests)),
      queryClient.ensureQueryData(ownGroupsQuery),
    ]);
  },
  component: HomePage,
});

/** The tasks that the page leads with. */
const loadLeading = (queryClient: QueryClient, contests: ReadonlyArray<Contest>) =>
  Promise.allSettled(
    byOwnPhase(contests, serverNowMs())
      .running.slice(0, leadingCount)
      .map(({ contestId }) => queryClient.ensureQueryData(contestTasksQuery(contestId))),
  );

const contestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contests/$contestId',
  loader: ({ context: { queryClient }, params: { contestId } }) =>
    queryClient.ensureQueryData(contestQuery(contestId)),
  component: lazyPage(() => import('./contest-page.tsx'), 'ContestPage'),
});

/** What everybody signed in has, beside the page of a task. */
export const studentRoutes = [homeRoute, contestRoute] as const;
