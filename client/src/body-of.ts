/**
 * Bodies of replies, read from their streams: of a body that is aborted while `Response` itself reads it, Firefox complains
 * in the console.
 */

/** @param take gets a piece, and says whether it wants the next */
async function readPieces(
  { body }: Response,
  take: (piece: Uint8Array<ArrayBuffer>) => boolean,
): Promise<void> {
  const reader = body?.getReader();
  while (reader) {
    const { value } = await reader.read();
    if (!value) return;
    if (!take(value)) return reader.cancel();
  }
}

/** UTF-8. */
export async function textOf(reply: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await readPieces(reply, (piece) => {
    text += decoder.decode(piece, { stream: true });
    return true;
  });
  return text + decoder.decode();
}

/** @param atMost bytes; a longer body is cut off in the first piece that passes them */
export async function blobOf(reply: Response, atMost = Number.POSITIVE_INFINITY): Promise<Blob> {
  const pieces: Array<Uint8Array<ArrayBuffer>> = [];
  let bytes = 0;
  await readPieces(reply, (piece) => {
    pieces.push(piece);
    bytes += piece.length;
    return bytes <= atMost;
  });
  return new Blob(pieces, { type: reply.headers.get('content-type') ?? '' });
}
