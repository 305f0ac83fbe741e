import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { onlyFor, shellRoute, withTexts } from '../base-routes.ts';

const manageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/manage',
  beforeLoad: onlyFor('teacher', 'admin'),
  loader: withTexts('manage', 'contests'),
});

const tasksRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/tasks',
  component: lazyRouteComponent(() => import('./tasks-page.tsx'), 'TasksPage'),
});

const taskRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/tasks/$taskId',
  component: lazyRouteComponent(() => import('./task-page.tsx'), 'TaskPage'),
});

const contestsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/contests',
  component: lazyRouteComponent(() => import('./contests-page.tsx'), 'ContestsPage'),
});

const contestRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/contests/$contestId',
  component: lazyRouteComponent(() => import('./contest-page.tsx'), 'ContestPage'),
});

const groupsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/groups',
  component: lazyRouteComponent(() => import('./groups-page.tsx'), 'GroupsPage'),
});

const groupRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/groups/$groupId',
  component: lazyRouteComponent(() => import('./group-page.tsx'), 'GroupPage'),
});

/** For teachers and admins. */
export const manageRoutes = [
  manageRoute.addChildren([tasksRoute, taskRoute, contestsRoute, contestRoute, groupsRoute, groupRoute]),
] as const;
