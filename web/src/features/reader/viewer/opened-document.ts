import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { OpenDocument, RangeSource } from 'lectern-client';
import { client } from '../../../lib/server/client.ts';
import { findSealed } from '../envelopes/envelopes.ts';
import { readEarly } from './early-ranges.ts';

export interface OpenedDocument {
  readonly document: OpenDocument;
  /** The same bytes, the first of which are on their way already. */
  readonly source: RangeSource;
  /** An envelope on this device has an earlier version. */
  readonly isChangedSinceSealed: boolean;
}

/**
 * Each opening is recorded as somebody's, so it happens once a visit: never because a window got the focus or the task was changed
 * in another tab, and never because a pointer went over a link.
 */
export const documentQuery = (taskId: string, language: string | undefined) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'document', { language: language ?? null }],
    async queryFn({ signal }): Promise<OpenedDocument> {
      let isChangedSinceSealed = false;
      const document = await client.openDocument(taskId, {
        ...(language === undefined ? {} : { language }),
        signal,
        async findHeld(document) {
          const sealed = await findSealed(document);
          isChangedSinceSealed = sealed !== undefined && !sealed.bytes;
          return sealed?.bytes;
        },
      });
      return { document, source: readEarly(document), isChangedSinceSealed };
    },
    staleTime: 'static',
    gcTime: 60_000,
    structuralSharing: false,
    retryOnMount: false,
    networkMode: 'always', // it says that there is no network
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Begins to open it as soon as somebody goes there; what is left of an earlier visit does not count. */
export function openEarly(queryClient: QueryClient, taskId: string, language: string | undefined): void {
  const { queryKey } = documentQuery(taskId, language);
  const isShown = (queryClient.getQueryCache().find({ queryKey, exact: true })?.getObserversCount() ?? 0) > 0;
  if (isShown) return;
  queryClient.removeQueries({ queryKey, exact: true });
  void queryClient.prefetchQuery(documentQuery(taskId, language));
}
