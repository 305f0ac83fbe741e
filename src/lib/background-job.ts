/** Something that is done now and then, and never twice at a time in one process. */
export interface BackgroundJob {
  /** Begins it, unless it is under way. */
  begin(): void;
  /** Resolves when it is not under way. */
  settled(): Promise<void>;
}

/**
 * @param what completes "… failed", for the log
 * @param run may fail: it is tried again when it is begun again
 */
export function createBackgroundJob(
  what: string,
  run: () => Promise<unknown>,
  log: { error(facts: object, message: string): void },
): BackgroundJob {
  let underWay: Promise<void> | undefined;
  return {
    begin() {
      underWay ??= run()
        .then(
          () => {},
          (error) => log.error({ error: String(error) }, `${what} failed; it is tried again`),
        )
        .finally(() => {
          underWay = undefined;
        });
    },
    settled: async () => underWay,
  };
}
