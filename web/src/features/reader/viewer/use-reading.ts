import { type RefObject, useLayoutEffect, useState } from 'react';
import type { OpenedDocument } from './opened-document.ts';
import { type Position, recallPosition, rememberPosition } from './positions.ts';
import { firstState, type Reading, type ReadingState } from './reading.ts';

const rememberAfterMs = 500;

interface Places {
  readonly container: RefObject<HTMLDivElement | null>;
  readonly viewer: RefObject<HTMLDivElement | null>;
}

/** Opens a document while it is mounted; `start` overrides its last position. */
export function useReading(
  { document, source }: OpenedDocument,
  { container, viewer }: Places,
  start: Position | undefined,
): { state: ReadingState; reading: Reading | undefined; openAgain: () => void } {
  const [state, setState] = useState(firstState);
  const [reading, setReading] = useState<Reading>();
  const [attempt, setAttempt] = useState(0);

  // A layout effect, because the viewer must end while its element is still in the page and can scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reopens it
  useLayoutEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const memory = keepPosition(document.sha256, signal);
    async function open() {
      const { startReading } = await import('./pdf-engine.ts');
      signal.throwIfAborted();
      const opened = await startReading({
        source,
        place: { container: container.current as HTMLDivElement, viewer: viewer.current as HTMLDivElement },
        position: start ?? recallPosition(document.sha256),
        onState: setState,
        onMove: memory,
        signal,
      });
      setReading(opened);
    }
    setState(firstState);
    setReading(undefined);
    open().catch((problem: unknown) => {
      if (!signal.aborted) setState((before) => ({ ...before, problem }));
    });
    return () => ending.abort();
  }, [document, source, attempt]);

  return { state, reading, openAgain: () => setAttempt((before) => before + 1) };
}

/** Saves the reading position from time to time, and on leaving. */
function keepPosition(sha256: string, signal: AbortSignal): (position: Position) => void {
  let latest: Position | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    if (latest) rememberPosition(sha256, latest);
    latest = undefined;
  };
  addEventListener('pagehide', keep, { signal });
  signal.addEventListener('abort', keep);
  return (position) => {
    if (signal.aborted) return;
    latest = position;
    timer ??= setTimeout(keep, rememberAfterMs);
  };
}
