import { useQuery } from '@tanstack/react-query';
import type { RenewingDescription } from 'lectern-client';
import { useState } from 'react';
import { isApiError } from '../api/client.ts';
import { serverNowMs } from '../api/server-clock.ts';

const everyMs = 60_000;
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

/** Asks now and then, and whenever somebody comes back to the page, whether this may still be read as it is. */
export function useFreshness(description: RenewingDescription, isEnded: boolean): unknown {
  const [jitterMs] = useState(() => Math.random() * longestJitterMs);
  const query = useQuery({
    queryKey: ['tasks', description.taskId, 'current', description.sha256],
    async queryFn() {
      await description.check();
      return true;
    },
    initialData: true,
    staleTime: everyMs,
    gcTime: 0,
    refetchInterval: () => Math.min(everyMs, untilMs(description.access.validUntil, jitterMs)),
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    enabled: ({ state }) => !isEnded && (!state.error || isApiError(state.error, ...passing)),
  });
  return isApiError(query.error, ...passing) ? undefined : (query.error ?? undefined);
}

/** Until a moment after the access ends. When that is past, it may have been extended. */
function untilMs(validUntil: string | null, jitterMs: number): number {
  if (validUntil === null) return everyMs;
  const leftMs = Date.parse(validUntil) + jitterMs - serverNowMs();
  return leftMs > 0 ? leftMs : everyMs;
}
