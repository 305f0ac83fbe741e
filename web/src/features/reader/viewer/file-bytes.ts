import { LecternApiError, type OpenDocument } from 'lectern-client';

/** Maximum consecutive attempts without progress. */
const attempts = 3;

/** Downloads a document, and resumes where a connection broke. */
export async function readWhole(
  document: OpenDocument,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const { size } = document;
  const chunks: Array<Uint8Array<ArrayBuffer>> = [];
  let begin = 0;
  for (let left = attempts; begin < size; left -= 1) {
    const before = begin;
    const reply = await document.fetch({ begin, end: size }, signal);
    // A server without range support sends the whole file.
    if (reply.status !== 206) {
      chunks.length = 0;
      begin = 0;
    }
    try {
      for await (const chunk of reply.body as ReadableStream<Uint8Array<ArrayBuffer>>) {
        chunks.push(chunk);
        begin += chunk.length;
        onShare(begin / size);
      }
    } catch (cause) {
      signal.throwIfAborted();
      if (begin > before) left = attempts;
      if (left <= 1) throw new LecternApiError('network', 'The connection broke.', { cause });
    }
  }
  return new Blob(chunks, { type: 'application/pdf' });
}
