/** Receives the first failure of a refresh, and its recovery. */
export interface RefreshLog {
  error(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

/**
 * Creates a refresh of something in memory, for a timer: never overlapping and never rejecting. While `read` fails, the last values stay in
 * use; the log has the first failure and the recovery.
 * @param what its name in the log, in the plural
 * @param meanwhile what happens until then, for the log
 */
export function createRefresh(
  what: string,
  read: () => Promise<void>,
  log: RefreshLog,
  meanwhile = 'the last ones stay in use',
): () => Promise<void> {
  let refreshing = false;
  let failing = false;

  return async () => {
    if (refreshing) return;
    refreshing = true;
    try {
      await read();
      if (failing) log.info({}, `${what} can be read again`);
      failing = false;
    } catch (error) {
      if (!failing) log.error({ error: String(error) }, `${what} cannot be read; ${meanwhile}`);
      failing = true;
    } finally {
      refreshing = false;
    }
  };
}
