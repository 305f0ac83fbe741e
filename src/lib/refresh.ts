/** What is told when a refresh begins to fail, and when it works again. */
export interface RefreshLog {
  error(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

/**
 * Makes a refresh of something that a process keeps in memory, for a timer: one at a time, and never rejecting. While
 * `read` fails, what was read last stays in force; the log says so once, and once when it works again.
 * @param what names it in the log, in the plural
 * @param meanwhile what the log says of the time until then
 */
export function createRefresh(
  what: string,
  read: () => Promise<void>,
  log: RefreshLog,
  meanwhile = 'the last ones hold',
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
