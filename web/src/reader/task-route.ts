import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute, withTexts } from '../base-routes.ts';
import { openEarly } from './opened-description.ts';
import { warmPdfWorker } from './pdf-worker.ts';

const loadTexts = withTexts('reader');

/** `/tasks/$taskId?language=`. The description, pdf.js and its worker are asked for at once, not one by one. */
export const taskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$taskId',
  validateSearch: ({ language }: Record<string, unknown>): { language?: string | undefined } => ({
    language: typeof language === 'string' && language !== '' ? language : undefined,
  }),
  beforeLoad({ context, params, search, preload }) {
    if (!preload) openEarly(context.queryClient, params.taskId, search.language);
    warmPdfWorker();
    import('./pdf-engine.ts').catch(() => {}); // whoever needs it says so
  },
  loader: loadTexts,
  component: lazyRouteComponent(() => import('./task-page.tsx'), 'TaskPage'),
});
