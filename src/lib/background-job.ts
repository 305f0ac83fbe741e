/** Something that is done now and then, and never twice at a time in one process. */
export interface BackgroundJob {
  /** Begins it, unless it is under way. */
  begin(): void;
  /** Resolves when it is not under way. */
  settled(): Promise<void>;
}

/**
 * @param what completes "… failed", for the log
 * @param run may fail: it is tried again when it is begun again. What returns no promise is never under way
 */
export function createBackgroundJob(
  what: string,
  run: () => unknown,
  log: { error(facts: object, message: string): void },
): BackgroundJob {
  let underWay: Promise<void> | undefined;
  const tell = (error: unknown) => log.error({ error: String(error) }, `${what} failed; it is tried again`);

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
    settled: async () => underWay,
  };
}
