/** A repeated job that never overlaps with itself in one process. */
export interface BackgroundJob {
  /** Starts it, unless it is running. */
  begin(): void;
  /** Resolves when it is not running. */
  idle(): Promise<void>;
}

/**
 * @param what completes "… failed", for the log
 * @param run may fail; the next `begin` retries it. Without a promise as its result, it counts as finished
 */
export function createBackgroundJob(
  what: string,
  run: () => unknown,
  log: { error(facts: object, message: string): void },
): BackgroundJob {
  let underWay: Promise<void> | undefined;
  const tell = (error: unknown) => log.error({ error: String(error) }, `${what} failed; it will be retried`);

  function start(): Promise<void> | undefined {
    try {
      const running = run();
      if (!(running instanceof Promise)) return undefined;
      return running
        .then(() => {}, tell)
        .finally(() => {
          underWay = undefined;
        });
    } catch (error) {
      tell(error);
      return undefined;
    }
  }

  return {
    begin() {
      underWay ??= start();
    },
    idle: async () => underWay,
  };
}
