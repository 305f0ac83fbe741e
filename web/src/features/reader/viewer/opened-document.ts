import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { OpenDocument, RangeSource } from 'lectern-client';
import { client } from '../../../lib/server/client.ts';
import { showsReading } from '../../schedule/contest.ts';
import { findSealed } from '../envelopes/envelopes.ts';
import { readEarly } from './early-ranges.ts';

export interface OpenedDocument {
  readonly document: OpenDocument;
  /** The same bytes, whose first ranges are already loading. */
  readonly source: RangeSource;
  /** Whether an envelope on this device has an earlier version. */
  readonly isChangedSinceSealed: boolean;
}

/**
 * Each opening is recorded, so it happens once per visit: never when a window gets the focus, when the task is changed in another tab, or
 * when the pointer is over a link.
 */
export const documentQuery = (taskId: string, language: string | undefined) =>
  queryOptions({
    queryKey: ['tasks', taskId, 'document', { language: language ?? null }],
    async queryFn({ signal, client: queryClient }): Promise<OpenedDocument> {
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
      void queryClient.invalidateQueries({ predicate: showsReading, refetchType: 'none' });
      return { document, source: readEarly(document), isChangedSinceSealed };
    },
    staleTime: 'static',
    gcTime: 60_000,
    structuralSharing: false,
    retryOnMount: false,
    networkMode: 'always', // to report that there is no network
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Starts to open the document on navigation, without data of an earlier visit. */
export function openEarly(queryClient: QueryClient, taskId: string, language: string | undefined): void {
  const { queryKey } = documentQuery(taskId, language);
  const isShown = (queryClient.getQueryCache().find({ queryKey, exact: true })?.getObserversCount() ?? 0) > 0;
  if (isShown) return;
  queryClient.removeQueries({ queryKey, exact: true });
  void queryClient.prefetchQuery(documentQuery(taskId, language));
}
