import type { RenewingDescription } from './renewing-description.ts';

/** What of pdf.js's `PDFDataRangeTransport` is used; pass the class itself, so that this package needs no pdf.js. */
export interface RangeTransport {
  onDataRange(begin: number, chunk: Uint8Array | null): void;
  requestDataRange(begin: number, end: number): void;
  abort(): void;
}
type RangeTransportClass<Transport extends RangeTransport> = new (
  length: number,
  initialData: Uint8Array | null,
) => Transport;

/**
 * Gives pdf.js the ranges of a PDF that it asks for, each by the URL that is valid then:
 * `pdfjs.getDocument({ range: createRangeTransport(description, pdfjs.PDFDataRangeTransport, onError) })`.
 *
 * @param onError told once, of the first range that could not be had: `document-changed`, `closed`, `network`, …
 */
export function createRangeTransport<Transport extends RangeTransport>(
  description: RenewingDescription,
  PDFDataRangeTransport: RangeTransportClass<Transport>,
  onError: (error: unknown) => void,
): Transport {
  const aborting = new AbortController();
  const transport = new PDFDataRangeTransport(description.size, null);
  transport.requestDataRange = (begin, end) => {
    readRange(description, begin, end, aborting.signal).then(
      (bytes) => transport.onDataRange(begin, bytes),
      (error: unknown) => {
        if (aborting.signal.aborted) return;
        aborting.abort();
        onError(error);
      },
    );
  };
  transport.abort = () => aborting.abort();
  return transport;
}

async function readRange(
  description: RenewingDescription,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reply = await description.fetch({ begin, end }, signal);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  // A server that does not know ranges sends all of it.
  return reply.status === 206 ? bytes : bytes.subarray(begin, end);
}
