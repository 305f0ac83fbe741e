/** Time that a stopping server has to finish its work. */
export const graceMs = 10_000;

/** A time limit that can be paused. */
export interface Deadline {
  /** Aborts with a `TimeoutError` when the time is up. */
  readonly signal: AbortSignal;
  /** Starts again, with the full time. */
  restart(): void;
  /** Stops the clock until the next `restart`. Call it at the end, or the timer stays. */
  stop(): void;
}

/**
 * Starts the clock.
 * @param message of the `TimeoutError`
 */
export function startDeadline(timeoutMs: number, message: string): Deadline {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const stop = () => clearTimeout(timer);
  const restart = () => {
    stop();
    timer = setTimeout(() => abort.abort(new DOMException(message, 'TimeoutError')), timeoutMs);
  };
  restart();
  return { signal: abort.signal, restart, stop };
}

/**
 * Waits for one response, including retries. When the time is up, throws a `TimeoutError` and aborts the signal; a step that ignores the
 * signal is abandoned.
 */
export async function withTimeout<T>(
  timeoutMs: number,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, stop } = startDeadline(timeoutMs, `no response within ${timeoutMs} ms`);
  const late = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => late.reject(signal.reason)); // registered before the step's listeners
  try {
    return await Promise.race([step(signal), late.promise]);
  } finally {
    stop();
  }
}
