import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import { shellRoute, withTexts } from '../base-routes.ts';
import { openEarly } from './opened-description.ts';
import { warmPdfWorker } from './pdf-worker.ts';
import { readLanguage, readPlaceSearch } from './reader-search.ts';
import { TaskPage } from './task-page.tsx';

interface Opening {
  readonly context: { readonly queryClient: QueryClient };
  readonly params: { readonly taskId: string };
  readonly search: { readonly language?: string | undefined };
  readonly preload: boolean;
}

/** For `beforeLoad`: the description, pdf.js and its worker are asked for at once, not one by one. */
export function openReaderEarly({ context, params, search, preload }: Opening): void {
  if (!preload) openEarly(context.queryClient, params.taskId, search.language);
  warmPdfWorker();
  import('./pdf-engine.ts').catch(() => {}); // whoever needs it says so
}

export const readerTexts = withTexts('reader');

/** `/tasks/$taskId?language=&contest=&group=`. */
export const taskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$taskId',
  validateSearch: (search: Record<string, unknown>) => ({
    ...readLanguage(search),
    ...readPlaceSearch(search),
  }),
  beforeLoad: openReaderEarly,
  loader: readerTexts,
  component: TaskPage,
});
