import { useQuery } from '@tanstack/react-query';
import type { OpenDocument } from 'lectern-client';
import { useMemo, useState } from 'react';
import { isApiError } from '../../../lib/is-api-error.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { useNews } from '../../schedule/live.ts';

/** Spreads the requests when a contest ends. */
const longestJitterMs = 3000;
/** The longest interval: a timer of more than 24 days would fire at once. */
const longestMs = 600_000;
/** Temporary errors that say nothing about the document. */
const passing = [
  'network',
  'rate-limited',
  'overloaded',
  'unavailable',
  'internal',
  'reply-unreadable',
  'token-missing',
] as const;

/**
 * Why the document may no longer be read, or isn't current, and until when it may be read. Checks it when there may be news, when the user
 * returns to the page, and when the access ends.
 * @param isLive whether the page refetches what is below the task when its contest changes
 */
export function useCurrent(
  document: OpenDocument,
  { isLive, isEnded }: { readonly isLive: boolean; readonly isEnded: boolean },
): { readonly change: unknown; readonly validUntil: string | null } {
  const { taskId, versionId } = document;
  const [jitterMs] = useState(() => Math.random() * longestJitterMs);
  const query = useQuery({
    queryKey: ['tasks', taskId, 'current', document.sha256],
    async queryFn() {
      await document.check();
      return document.access.validUntil;
    },
    initialData: document.access.validUntil,
    staleTime: 60_000,
    gcTime: 0,
    refetchInterval: () => untilMs(document.access.validUntil, jitterMs),
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    enabled: ({ state }) => !isEnded && goesOn(state.error),
  });
  const { error, data: validUntil } = query;
  const isWanted = !isEnded && goesOn(error);
  useNews({
    subjects: isWanted && !isLive ? [{ kind: 'task', id: taskId, versionId }] : [],
    spans: isWanted && !isLive ? [{ startsAt: null, endsAt: null }] : [],
    onNews: () => void query.refetch(),
  });
  // A repeated error is the same news.
  const news = isApiError(error) ? `${error.code} ${error.facts.versionId}` : error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only new news changes the result
  const change = useMemo(() => (isApiError(error, ...passing) ? undefined : (error ?? undefined)), [news]);
  return { change, validUntil };
}

/** A new version may be followed by another. */
const goesOn = (error: unknown) => !error || isApiError(error, 'document-changed', ...passing);

/** Milliseconds until shortly after access ends, or less; false after that, because then others may only extend it. */
function untilMs(validUntil: string | null, jitterMs: number): number | false {
  if (validUntil === null) return false;
  const leftMs = Date.parse(validUntil) + jitterMs - serverNowMs();
  return leftMs > 0 && Math.min(leftMs, longestMs);
}
