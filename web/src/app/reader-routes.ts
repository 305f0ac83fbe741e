import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import { warmPdfWorker } from '../features/reader/pdf/pdf-worker.ts';
import { openEarly } from '../features/reader/viewer/opened-document.ts';
import { readLanguage, readReaderSearch } from '../features/reader/viewer/reader-search.ts';
import { uiLanguageParameter } from '../lib/i18n/i18n.ts';
import { lazyPage } from '../lib/load-part.ts';
import { NotFoundPage } from '../ui/error-page.tsx';
import { rootRoute, shellRoute, withTexts } from './base-routes.ts';

interface Opening {
  readonly context: { readonly queryClient: QueryClient };
  readonly params: { readonly taskId: string };
  readonly search: { readonly language?: string | undefined };
  readonly preload: boolean;
}

/** For `beforeLoad`: requests the document, pdf.js and its worker in parallel. */
function openReaderEarly({ context, params, search, preload }: Opening): void {
  if (!preload) openEarly(context.queryClient, params.taskId, search.language);
  warmPdfWorker();
  import('../features/reader/viewer/pdf-engine.ts').catch(() => {}); // errors are reported where it is needed
}

const readerTexts = withTexts('reader');

/** `/tasks/$taskId?language=&contest=&group=`. */
export const taskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$taskId',
  validateSearch: readReaderSearch,
  beforeLoad: openReaderEarly,
  loader: readerTexts,
  component: lazyPage(() => import('../features/reader/reader-page.tsx'), 'ReaderPage'),
});

/** `/open/$issueId`: target of the page for expired signed URLs. */
export const openRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/open/$issueId',
  loader: readerTexts,
  component: lazyPage(() => import('../features/reader/issued-task-page.tsx'), 'IssuedTaskPage'),
});

/** `/embed/tasks/$taskId?language=&uiLanguage=`, without the shell, because frames have no sign-in. */
const embedTaskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/embed/tasks/$taskId',
  validateSearch: (search: Record<string, unknown>) => ({
    ...readLanguage(search),
    [uiLanguageParameter]: search[uiLanguageParameter],
  }),
  beforeLoad: openReaderEarly,
  loader: readerTexts,
  component: lazyPage(() => import('../features/reader/reader-page.tsx'), 'EmbedPage'),
});

/** Outside the shell, which would ask to sign in. */
const noSuchEmbedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/embed/$',
  component: NotFoundPage,
});

export const embedRoutes = [embedTaskRoute, noSuchEmbedRoute] as const;
