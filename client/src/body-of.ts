/** Reads bodies through their streams: if a body is aborted while `Response` reads it, Firefox logs an error. */

/** @param take receives a chunk; returns whether to continue */
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

/** Decodes UTF-8. */
export async function textOf(reply: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await readPieces(reply, (piece) => {
    text += decoder.decode(piece, { stream: true });
    return true;
  });
  return text + decoder.decode();
}

/** @param atMost bytes; reading stops after the first chunk that exceeds them */
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
