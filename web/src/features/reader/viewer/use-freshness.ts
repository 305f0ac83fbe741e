import { useQuery } from '@tanstack/react-query';
import type { OpenDocument } from 'lectern-client';
import { useMemo, useState } from 'react';
import { isApiError } from '../../../lib/is-api-error.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { useWatching } from './use-watching.ts';

const everyMs = 60_000;
/** While changes are told as they happen. */
const seldomMs = 600_000;
/** Not everybody asks in the moment when a contest ends. */
const longestJitterMs = 3000;
/** They pass by themselves, and say nothing about the document. */
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
 * Asks whether this may still be read as it is: when a change is told of, whenever somebody comes back to the page, and now
 * and then.
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
  // The same news twice is one.
  const news = isApiError(error) ? `${error.code} ${error.facts.versionId}` : error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another error of the same news is none
  return useMemo(() => (isApiError(error, ...passing) ? undefined : (error ?? undefined)), [news]);
}

/** One new version may be followed by another. */
const goesOn = (error: unknown) => !error || isApiError(error, 'document-changed', ...passing);

/** Until a moment after the access ends. When that is past, it may have been extended. */
function untilMs(validUntil: string | null, jitterMs: number): number {
  if (validUntil === null) return everyMs;
  const leftMs = Date.parse(validUntil) + jitterMs - serverNowMs();
  return leftMs > 0 ? leftMs : everyMs;
}
