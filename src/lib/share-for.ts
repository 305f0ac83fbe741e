/**
 * Has all callers share what `make` makes: while it is under way, and for some milliseconds after that, also when it fails. So any
 * number of calls costs one in that time.
 * @param monotonicMs milliseconds of a clock that nobody sets; of the process unless given
 */
export function shareFor<T>(
  freshMs: number,
  make: () => Promise<T>,
  monotonicMs = () => performance.now(),
): () => Promise<T> {
  let shared: Promise<T> | undefined;
  let endedAtMs = Number.POSITIVE_INFINITY;

  return () => {
    if (shared === undefined || monotonicMs() - endedAtMs >= freshMs) {
      endedAtMs = Number.POSITIVE_INFINITY;
      shared = make().finally(() => {
        endedAtMs = monotonicMs();
      });
    }
    return shared;
  };
}
