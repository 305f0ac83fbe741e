/** Ends a transfer that stands still. */
export interface TransferTimeout {
  /** Aborts when the storage was waited for too long. */
  readonly signal: AbortSignal;
  /** The chunks that the storage sends. */
  receive(answer: Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array>;
  /** The chunks that the storage takes; after the last one, its answer is waited for. */
  send(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  /** The transfer is over. */
  end(): void;
}

/**
 * Lets a transfer take as long as it needs while it moves. Time counts only while the storage is waited for,
 * from this call on: a slow reader or uploader ends nothing, and a storage that hangs does.
 * @param timeoutMs the longest that the storage may do nothing
 */
export function createTransferTimeout(timeoutMs: number): TransferTimeout {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  function waiting(): void {
    moving();
    timer = setTimeout(() => {
      abort.abort(new Error(`the storage moved nothing within ${timeoutMs} ms`));
    }, timeoutMs);
  }

  function moving(): void {
    clearTimeout(timer);
  }

  waiting();
  return {
    signal: abort.signal,

    async *receive(answer) {
      for await (const chunk of await answer) {
        moving();
        yield chunk;
        waiting();
      }
    },

    async *send(chunks) {
      moving();
      for await (const chunk of chunks) {
        waiting();
        yield chunk;
        moving();
      }
      waiting();
    },

    end: moving,
  };
}
