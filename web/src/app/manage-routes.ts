import { createRoute } from '@tanstack/react-router';
import { contestQuery } from '../features/schedule/contest.ts';
import { groupQuery } from '../features/schedule/group-query.ts';
import { taskSettingsQuery } from '../features/tasks/task/task-queries.ts';
import { readTaskSearch, readTasksSearch } from '../features/tasks/task/task-search.ts';
import { namespacesOf } from '../lib/i18n/i18n.ts';
import { lazyPage } from '../lib/load-part.ts';
import { oneOf, readSearch, shortText } from '../lib/read-search.ts';
import { NotFoundPage } from '../ui/error-page.tsx';
import { onlyFor, shellRoute, withTexts } from './base-routes.ts';

const manageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/manage',
  beforeLoad: onlyFor('teacher', 'admin'),
  notFoundComponent: NotFoundPage,
  loader: withTexts(...namespacesOf.teacher),
});

/** Tabs are part of the URL: `?tab=`. Any other value opens the first tab. */
const withTab = <const Tab>(...tabs: ReadonlyArray<Tab>) => readSearch({ tab: oneOf(...tabs) });

const tasksRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/tasks',
  validateSearch: readTasksSearch,
  component: lazyPage(() => import('./manage-pages.ts'), 'TasksPage'),
});

const taskRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/tasks/$taskId',
  validateSearch: readTaskSearch,
  loader: ({ context: { queryClient }, params: { taskId } }) =>
    queryClient.ensureQueryData(taskSettingsQuery(taskId)),
  errorComponent: lazyPage(() => import('./manage-pages.ts'), 'TaskErrorPage'),
  component: lazyPage(() => import('./manage-pages.ts'), 'TaskPage'),
});

const contestsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/contests',
  validateSearch: readSearch({ text: shortText, sort: oneOf('name') }),
  component: lazyPage(() => import('./manage-pages.ts'), 'ContestsPage'),
});

const contestRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/contests/$contestId',
  loader: ({ context: { queryClient }, params: { contestId } }) =>
    queryClient.ensureQueryData(contestQuery(contestId)),
  validateSearch: withTab('prepare', 'live', 'afterwards'),
  component: lazyPage(() => import('./manage-pages.ts'), 'ContestPage'),
});

const groupsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/groups',
  component: lazyPage(() => import('./manage-pages.ts'), 'GroupsPage'),
});

const groupRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/groups/$groupId',
  loader: ({ context: { queryClient }, params: { groupId } }) =>
    queryClient.ensureQueryData(groupQuery(groupId)),
  validateSearch: withTab('tasks', 'members', 'booklets', 'settings'),
  component: lazyPage(() => import('./manage-pages.ts'), 'GroupPage'),
});

/** For teachers and admins. */
export const manageRoutes = [
  manageRoute.addChildren([tasksRoute, taskRoute, contestsRoute, contestRoute, groupsRoute, groupRoute]),
] as const;
