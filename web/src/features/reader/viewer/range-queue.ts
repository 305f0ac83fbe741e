import type { RangeSource } from 'lectern-client';

/** Ranges of a PDF, in which requests from before a jump yield to later ones. */
interface RangeQueue extends RangeSource {
  /** Aborts pending requests. pdf.js requests no range twice, so they are repeated once all requests after the jump are done. */
  jump(): void;
}

/** Milliseconds in which pdf.js requests what it needs after a jump. */
const settlingMs = 300;

export function createRangeQueue(source: RangeSource): RangeQueue {
  const underWay = new Set<AbortController>();
  let settling: ReturnType<typeof setTimeout> | undefined;
  let turn = Promise.withResolvers<void>();

  function endTurn(): void {
    if (underWay.size > 0 || settling !== undefined) return;
    turn.resolve();
    turn = Promise.withResolvers();
  }

  /** Undefined if aborted by a jump. */
  async function read(...[range, signal]: Parameters<RangeSource['fetch']>): Promise<Response | undefined> {
    const leaving = new AbortController();
    underWay.add(leaving);
    try {
      const reply = await source.fetch(
        range,
        signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal,
      );
      const body = await reply.arrayBuffer().catch((cause: unknown) => broken(cause, leaving.signal));
      return new Response(body, { status: reply.status });
    } catch (error) {
      if (!leaving.signal.aborted || signal?.aborted) throw error;
      return undefined;
    } finally {
      underWay.delete(leaving);
      endTurn();
    }
  }

  return {
    size: source.size,
    async fetch(range, signal) {
      for (;;) {
        // Read before the request, whose end may resolve it.
        const ended = turn.promise;
        const reply = await read(range, signal);
        if (reply) return reply;
        await ended;
      }
    },
    jump() {
      clearTimeout(settling);
      settling = setTimeout(() => {
        settling = undefined;
        endTurn();
      }, settlingMs);
      for (const each of underWay) each.abort();
    },
  };
}

/** A body that fails for the caller with the original error. */
function broken(cause: unknown, aborted: AbortSignal): ReadableStream {
  aborted.throwIfAborted();
  return new ReadableStream({ start: (body) => body.error(cause) });
}
