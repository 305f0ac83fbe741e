import { isPassing, LecternApiError } from './lectern-error.ts';
import type { OpenDocument } from './open-document.ts';
import { sleep } from './send-request.ts';

/** The subset of pdf.js's `PDFDataRangeTransport` that is used. Pass in the class, so that this package does not depend on pdf.js. */
export interface RangeTransport {
  onDataRange(begin: number, chunk: Uint8Array | null): void;
  requestDataRange(begin: number, end: number): void;
  abort(): void;
}
type RangeTransportClass<Transport extends RangeTransport> = new (
  length: number,
  initialData: Uint8Array | null,
) => Transport;

/** A document, or one in an envelope. */
export type RangeSource = Pick<OpenDocument, 'size' | 'fetch'>;

const firstPauseMs = 1000;
const longestPauseMs = 10_000;

/**
 * Supplies pdf.js with the ranges of a PDF that it requests, each through the URL valid at that time: `pdfjs.getDocument({ range:
 * createRangeTransport(document, pdfjs.PDFDataRangeTransport, onError) })`. While there is no connection or a server is overloaded, ranges
 * wait and are retried.
 *
 * @param onError called once, with the error that ended reading: `document-changed`, `closed`, …
 * @param onWaiting called with the reason why ranges wait, and with `undefined` when none waits any more
 */
export function createRangeTransport<Transport extends RangeTransport>(
  document: RangeSource,
  PDFDataRangeTransport: RangeTransportClass<Transport>,
  onError: (error: unknown) => void,
  onWaiting: (why: LecternApiError | undefined) => void = () => {},
): Transport {
  const aborting = new AbortController();
  const { signal } = aborting;
  const transport = new PDFDataRangeTransport(document.size, null);
  const waiting = new Set<number>();
  const stopWaiting = (begin: number) => {
    if (waiting.delete(begin) && waiting.size === 0 && !signal.aborted) onWaiting(undefined);
  };

  async function readPatiently(begin: number, end: number): Promise<Uint8Array> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await readRange(document, begin, end, signal);
      } catch (error) {
        if (signal.aborted || !isPassing(error)) throw error;
        waiting.add(begin);
        onWaiting(error);
      }
      await sleepWhileOffline(pauseMs * (0.5 + Math.random()), signal);
    }
  }

  transport.requestDataRange = (begin, end) => {
    readPatiently(begin, end).then(
      (bytes) => {
        if (signal.aborted) return;
        stopWaiting(begin);
        transport.onDataRange(begin, bytes);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        stopWaiting(begin);
        aborting.abort();
        onError(error);
      },
    );
  };
  transport.abort = () => aborting.abort();
  return transport;
}

async function readRange(
  document: RangeSource,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reply = await document.fetch({ begin, end }, signal);
  const bytes = new Uint8Array(await readAll(reply, signal));
  // A server without range support sends the whole file.
  return reply.status === 206 ? bytes : bytes.subarray(begin, end);
}

async function readAll(reply: Response, signal: AbortSignal): Promise<ArrayBuffer> {
  try {
    return await reply.arrayBuffer();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new LecternApiError('network', 'The connection broke before the reply was complete.', { cause });
  }
}

/** Resolves after a time, or as soon as a browser is online again. */
async function sleepWhileOffline(ms: number, signal: AbortSignal): Promise<void> {
  const { addEventListener } = globalThis as Partial<Pick<EventTarget, 'addEventListener'>>;
  const awake = new AbortController();
  addEventListener?.call(globalThis, 'online', () => awake.abort(), { signal: awake.signal });
  await sleep(ms, AbortSignal.any([signal, awake.signal])).catch(() => {});
  awake.abort();
  signal.throwIfAborted();
}
