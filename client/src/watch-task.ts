import { createEventReader } from './event-stream.ts';
import { isPassing, LecternApiError } from './lectern-error.ts';
import { sleep } from './send-request.ts';

export interface WatchOptions {
  /** The version that you have: a change that came before the stream was open is told too. */
  readonly versionId?: string | undefined;
  /** A PDF of the task was replaced or removed, or may have been while nothing could be heard. */
  readonly onChange: () => void;
  /** Whether changes are heard of as they happen; while they are not, ask now and then. */
  readonly onListening?: ((isListening: boolean) => void) | undefined;
  /** The stream is opened after a pause of at most so many milliseconds, by chance, where many may begin at once; default 0. */
  readonly beginWithinMs?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** Until the server has named another time. */
const usualRetryMs = 5000;

/**
 * Listens for changes of a task, again and again. The server ends each stream after some minutes, to decide anew.
 * @param open opens the stream; its body fails when nothing comes for long
 * @throws LecternApiError when the task may not be read any more; the signal's reason
 */
export async function watchTask(open: () => Promise<Response>, options: WatchOptions): Promise<never> {
  const { versionId, onChange, onListening = () => {}, beginWithinMs = 0, signal } = options;
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
        // A proxy may have sent the head, and hold back what comes after it.
        if (!isListening) {
          isListening = true;
          failures = 0;
          onListening(true);
          opened += 1;
          if (versionId === undefined && opened > 1) onChange();
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
  throw new LecternApiError('reply-unreadable', 'The server answered, and not with events.', { status });
}

/** Safari cannot go through a stream by itself. */
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
