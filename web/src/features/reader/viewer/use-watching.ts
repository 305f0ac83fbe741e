import type { OpenDocument } from 'lectern-client';
import { useEffect, useEffectEvent } from 'react';
import { client } from '../../../lib/server/client.ts';
import { listenInView } from './listen-in-view.ts';

/** Spreads the connections of everyone who opens a statement when a contest starts. */
const beginWithinMs = 5000;
/** Spreads the requests after a new version. */
const longestJitterMs = 1000;

interface Hearing {
  /** Called when there may be news, or when listening has ended for good. */
  readonly onChange: () => void;
  /** Whether changes are being pushed now. */
  readonly onListening: (isListening: boolean) => void;
}

/** Listens for changes of a statement while the page is visible. */
export function useWatching(
  { taskId, versionId }: OpenDocument,
  isWanted: boolean,
  { onChange, onListening }: Hearing,
): void {
  const change = useEffectEvent(onChange);
  const tellListening = useEffectEvent(onListening);

  useEffect(() => {
    if (!isWanted) return;
    const listen = (signal: AbortSignal) =>
      client.watchTask(taskId, {
        versionId,
        beginWithinMs,
        signal,
        onChange() {
          const timer = setTimeout(() => change(), Math.random() * longestJitterMs);
          // Returning to the page refetches anyway.
          signal.addEventListener('abort', () => clearTimeout(timer));
        },
        onListening: (isListening) => tellListening(isListening),
      });
    // If listening ends because access was lost, a refetch gets the reason.
    const { locks } = navigator as Partial<Navigator>;
    return listenInView(listen, () => change(), { document, locks });
  }, [taskId, versionId, isWanted]);
}
