import { createRoute } from '@tanstack/react-router';
import { EmbedPage } from '../features/reader/embed-page.tsx';
import { readLanguage } from '../features/reader/viewer/reader-search.ts';
import { uiLanguageParameter } from '../lib/i18n/i18n.ts';
import { NotFoundPage } from '../ui/error-page.tsx';
import { rootRoute } from './base-routes.ts';
import { openReaderEarly, readerTexts } from './task-route.ts';

/** `/embed/tasks/$taskId?language=&uiLanguage=`, without the shell: nobody signs in here. */
const embedTaskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/embed/tasks/$taskId',
  validateSearch: (search: Record<string, unknown>) => ({
    ...readLanguage(search),
    [uiLanguageParameter]: search[uiLanguageParameter],
  }),
  beforeLoad: openReaderEarly,
  loader: readerTexts,
  component: EmbedPage,
});

/** Not within the shell, which would ask to sign in. */
const noSuchEmbedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/embed/$',
  component: NotFoundPage,
});

export const embedRoutes = [embedTaskRoute, noSuchEmbedRoute] as const;
