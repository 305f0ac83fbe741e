import { createEventReader } from './event-stream.ts';
import { isPassing, LecternApiError } from './lectern-error.ts';
import { sleep } from './send-request.ts';

export interface WatchOptions {
  /** Called when something changed, or may have while disconnected. */
  readonly onChange: () => void;
  /** Called when live updates begin or stop; while they are stopped, poll occasionally. */
  readonly onListening?: ((isListening: boolean) => void) | undefined;
  /** Opens the stream after a random pause of at most this many milliseconds, where many may start together; default 0. */
  readonly beginWithinMs?: number | undefined;
  /** Stops watching. */
  readonly signal?: AbortSignal | undefined;
}

export interface WatchTaskOptions extends WatchOptions {
  /** The version that you have, to also report changes from before the stream opened. */
  readonly versionId?: string | undefined;
}

export interface WatchContestOptions extends WatchOptions {
  /**
   * Returns the `revision` of the contest that you have, to also report changes from before the stream opened. Called each time it opens.
   */
  readonly revision?: (() => string | undefined) | undefined;
}

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** Until the server sends another. */
const usualRetryMs = 5000;

/**
 * Listens for changes of a task or a contest, reconnecting forever. The server ends each stream after some minutes, to check access again.
 * @param open opens the stream; its body fails after a long silence
 * @param isKnown whether the server knows what the client has, so that it reports what happened while disconnected
 * @throws LecternApiError when access has ended; the signal's reason
 */
export async function watchChanges(
  open: () => Promise<Response>,
  isKnown: boolean,
  options: WatchOptions,
): Promise<never> {
  const { onChange, onListening = () => {}, beginWithinMs = 0, signal } = options;
  await sleep(Math.random() * beginWithinMs, signal);
  let failures = 0;
  let retryMs = usualRetryMs;
  for (let opened = 0; ; ) {
    let pauseMs: number;
    let isListening = false;
    try {
      const stream = bodyOf(await open());
      const take = createEventReader({
        onEvent: (type) => type === 'changed' && onChange(),
        onRetry: (ms) => {
          retryMs = Math.min(ms, longestPauseMs);
        },
      });
      for await (const chunk of chunksOf(stream)) {
        // A proxy may forward the headers but hold back the body.
        if (!isListening) {
          isListening = true;
          failures = 0;
          onListening(true);
          opened += 1;
          if (!isKnown && opened > 1) onChange();
        }
        take(chunk);
      }
      pauseMs = retryMs;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error)) throw error;
      failures += 1;
      pauseMs = pauseAfter(error, failures);
    } finally {
      if (isListening) onListening(false);
    }
    await sleep(pauseMs, signal);
  }
}

function bodyOf({ status, headers, body }: Response): ReadableStream<Uint8Array> {
  const isStream = /^text\/event-stream\b/i.test(headers.get('content-type') ?? '');
  if (isStream && body) return body;
  void body?.cancel();
  throw new LecternApiError('reply-unreadable', 'The reply is not a stream of events.', { status });
}

/** Safari's streams are not async iterable. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function pauseAfter(error: LecternApiError, failures: number): number {
  const { retryAfterSeconds: seconds = 0 } = error.facts;
  const pauseMs = seconds > 0 ? seconds * 1000 : firstPauseMs * 2 ** Math.min(failures - 1, 6);
  return Math.min(pauseMs, 5 * longestPauseMs) * (1 + Math.random() / 2);
}
