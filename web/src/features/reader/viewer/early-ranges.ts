import type { ByteRange, RangeSource } from 'lectern-client';

/** Smallest range that pdf.js requests. */
export const chunkBytes = 64 * 1024;
/** Smaller PDFs are loaded in one request. */
const wholeBelowBytes = 256 * 1024;
/** pdf.js looks for the cross-reference table at the end. */
const tailBytes = 16 * 1024;

interface Piece extends ByteRange {
  readonly bytes: Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Starts to load the ranges that pdf.js will request first, while pdf.js itself is loading. */
export function readEarly(document: RangeSource): RangeSource {
  const { size } = document;
  const pieces = firstRanges(size).map((range): Piece => ({ ...range, bytes: read(document, range) }));
  return {
    size,
    async fetch(range, signal) {
      const piece = range && pieces.find(({ begin, end }) => begin <= range.begin && range.end <= end);
      const bytes = await piece?.bytes;
      if (!range || !piece || !bytes) return document.fetch(range, signal);
      const wanted = bytes.subarray(range.begin - piece.begin, range.end - piece.begin);
      return new Response(wanted, { status: 206 });
    },
  };
}

function firstRanges(size: number): ReadonlyArray<ByteRange> {
  if (size <= wholeBelowBytes) return [{ begin: 0, end: size }];
  const tail = Math.floor((size - tailBytes) / chunkBytes) * chunkBytes;
  return [
    { begin: 0, end: chunkBytes },
    { begin: tail, end: size },
  ];
}

/** Undefined after an error: pdf.js then requests the range again and reports the error. */
async function read(document: RangeSource, range: ByteRange) {
  try {
    const reply = await document.fetch(range);
    const bytes = new Uint8Array(await reply.arrayBuffer());
    return reply.status === 206 ? bytes : bytes.subarray(range.begin, range.end);
  } catch {
    return undefined;
  }
}
