/**
 * The body of another server's response as text, up to a limit.
 * @throws Error above `maxBytes`; the rest is not read
 */
export async function limitedText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Array<Uint8Array> = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`the response has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
