import type { OpenDocument } from 'lectern-client';
import { useEffect, useEffectEvent } from 'react';
import { client } from '../../../lib/server/client.ts';
import { listenInView } from './listen-in-view.ts';

/** Those who open a statement at the start of a contest do not all come again in the next second. */
const beginWithinMs = 5000;
/** Nor do those who are told of a new version. */
const longestJitterMs = 1000;

interface Hearing {
  /** There may be something new, or nothing more will be told. */
  readonly onChange: () => void;
  /** Whether changes are heard of now. */
  readonly onListening: (isListening: boolean) => void;
}

/** Listens for changes of a statement while somebody looks at it. */
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
        ...{ versionId, beginWithinMs, signal },
        onChange() {
          const timer = setTimeout(() => change(), Math.random() * longestJitterMs);
          // Whoever comes back asks anyway.
          signal.addEventListener('abort', () => clearTimeout(timer));
        },
        onListening: (isListening) => tellListening(isListening),
      });
    // Where it may not be read any more, who asks is told why.
    const { locks } = navigator as Partial<Navigator>;
    return listenInView(listen, () => change(), { document, locks });
  }, [taskId, versionId, isWanted]);
}
