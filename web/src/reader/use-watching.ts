import type { RenewingDescription } from 'lectern-client';
import { useEffect, useEffectEvent } from 'react';
import { client } from '../api/client.ts';

/** Those who open a statement at the start of a contest do not all come again in the next second. */
const beginMs = { least: 1000, most: 5000 };
/** Nor do those who are told of a new version. */
const longestJitterMs = 1000;
/** A browser opens six connections to a server that speaks HTTP/1.1, for all its tabs together. */
const streamsOfBrowser = 3;

interface Hearing {
  /** There may be something new, or nothing more will be told. */
  readonly onChange: () => void;
  /** Whether changes are heard of now. */
  readonly onListening: (isListening: boolean) => void;
}

/** Listens for changes of a statement while somebody looks at it. */
export function useWatching(
  { taskId, versionId }: RenewingDescription,
  isWanted: boolean,
  { onChange, onListening }: Hearing,
): void {
  const change = useEffectEvent(onChange);
  const tellListening = useEffectEvent(onListening);

  useEffect(() => {
    if (!isWanted) return;
    let looking: AbortController | undefined;
    const changeSoon = () => setTimeout(() => change(), Math.random() * longestJitterMs);

    async function listen(signal: AbortSignal): Promise<void> {
      await pause(beginMs.least + Math.random() * (beginMs.most - beginMs.least), signal);
      await inPlaceOfFew(signal, () =>
        client.watchTask(taskId, {
          ...{ versionId, onChange: changeSoon, signal },
          onListening: (isListening) => tellListening(isListening),
        }),
      );
    }

    function follow(): void {
      looking?.abort();
      if (document.visibilityState !== 'visible') return;
      looking = new AbortController();
      const { signal } = looking;
      listen(signal).catch(() => {
        if (!signal.aborted) change(); // it may not be read any more: who asks is told why
      });
    }

    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      looking?.abort();
    };
  }, [taskId, versionId, isWanted]);
}

/**
 * Runs it while one of a few places is free, for all pages of this browser; at once where there are no locks (plain HTTP, a
 * frame without storage).
 */
async function inPlaceOfFew(signal: AbortSignal, run: () => Promise<unknown>): Promise<unknown> {
  const { locks } = navigator as Partial<Navigator>;
  const known = await locks?.query().catch(() => undefined);
  if (!locks || !known) return run();
  const held = new Set(known.held?.map(({ name }) => name));
  const places = Array.from({ length: streamsOfBrowser }, (_, place) => `lectern-changes-${place}`);
  const free = places.filter((name) => !held.has(name));
  const candidates = free.length > 0 ? free : places;
  const name = candidates[Math.floor(Math.random() * candidates.length)] as string;
  return locks.request(name, { signal }, run);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
