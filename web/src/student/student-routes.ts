import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute, withTexts } from '../base-routes.ts';
import { HomePage } from './home-page.tsx';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: HomePage,
});

const taskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$taskId',
  validateSearch: ({ language }: Record<string, unknown>): { language?: string | undefined } => ({
    language: typeof language === 'string' && language !== '' ? language : undefined,
  }),
  loader: withTexts('reader'),
  component: lazyRouteComponent(() => import('../reader/task-page.tsx'), 'TaskPage'),
});

const contestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contests/$contestId',
  component: lazyRouteComponent(() => import('./contest-page.tsx'), 'ContestPage'),
});

/** What everybody signed in has. */
export const studentRoutes = [homeRoute, taskRoute, contestRoute] as const;
