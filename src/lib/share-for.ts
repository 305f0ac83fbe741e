/**
 * Shares one call of `make` among all callers: while it runs, and for `maxAgeMs` after it ends or fails.
 * @param monotonicMs milliseconds of a monotonic clock; default: that of the process
 */
export function shareFor<T>(
  maxAgeMs: number,
  make: () => Promise<T>,
  monotonicMs = () => performance.now(),
): () => Promise<T> {
  let shared: Promise<T> | undefined;
  let endedAtMs = Number.POSITIVE_INFINITY;

  return () => {
    if (shared === undefined || monotonicMs() - endedAtMs >= maxAgeMs) {
      endedAtMs = Number.POSITIVE_INFINITY;
      shared = make().finally(() => {
        endedAtMs = monotonicMs();
      });
    }
    return shared;
  };
}
