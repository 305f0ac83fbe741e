/**
 * The body of a reply, read from its stream: of a body that is aborted while `Response` itself reads it, Firefox
 * complains in the console.
 *
 * @param atMost bytes; a longer body is cut off in the first piece that passes them
 */
export async function bodyOf(reply: Response, atMost = Number.POSITIVE_INFINITY): Promise<Blob> {
  const pieces: Array<Uint8Array<ArrayBuffer>> = [];
  const reader = reply.body?.getReader();
  for (let bytes = 0; reader; ) {
    const { value } = await reader.read();
    if (!value) break;
    pieces.push(value);
    bytes += value.length;
    if (bytes > atMost) await reader.cancel();
  }
  return new Blob(pieces, { type: reply.headers.get('content-type') ?? '' });
}
