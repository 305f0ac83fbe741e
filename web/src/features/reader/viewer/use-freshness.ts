import { useQuery } from '@tanstack/react-query';
import type { OpenDocument } from 'lectern-client';
import { useMemo, useState } from 'react';
import { isApiError } from '../../../lib/is-api-error.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { useWatching } from './use-watching.ts';

const everyMs = 60_000;
/** While changes are pushed. */
const seldomMs = 600_000;
/** Spreads the requests when a contest ends. */
const longestJitterMs = 3000;
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
 * Checks whether the document may still be read and is current: after a pushed change, when the user returns to the page, and periodically.
 */
export function useFreshness(document: OpenDocument, isEnded: boolean): unknown {
  const [jitterMs] = useState(() => Math.random() * longestJitterMs);
  const [isListening, setIsListening] = useState(false);
  const query = useQuery({
    queryKey: ['tasks', document.taskId, 'current', document.sha256],
    async queryFn() {
      await document.check();
      return true;
    },
    initialData: true,
    staleTime: everyMs,
    gcTime: 0,
    refetchInterval: () =>
      Math.min(isListening ? seldomMs : everyMs, untilMs(document.access.validUntil, jitterMs)),
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    enabled: ({ state }) => !isEnded && goesOn(state.error),
  });
  const { error } = query;
  useWatching(document, !isEnded && goesOn(error), {
    onChange: () => void query.refetch(),
    onListening: setIsListening,
  });
  // A repeated error is the same news.
  const news = isApiError(error) ? `${error.code} ${error.facts.versionId}` : error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only new news changes the result
  return useMemo(() => (isApiError(error, ...passing) ? undefined : (error ?? undefined)), [news]);
}

/** A new version may be followed by another. */
const goesOn = (error: unknown) => !error || isApiError(error, 'document-changed', ...passing);

/** Milliseconds until shortly after access ends. Once that has passed, polls as usual, because access may have been extended. */
function untilMs(validUntil: string | null, jitterMs: number): number {
  if (validUntil === null) return everyMs;
  const leftMs = Date.parse(validUntil) + jitterMs - serverNowMs();
  return leftMs > 0 ? leftMs : everyMs;
}
