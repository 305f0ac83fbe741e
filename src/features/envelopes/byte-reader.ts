/** Reads a source in pieces of the sizes that its reader asks for. */
export interface ByteReader {
  /** The next so many bytes; fewer at the end of the source, and none behind it. */
  read(bytes: number): Promise<Buffer>;
}

export function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let waiting: Array<Uint8Array> = [];
  let length = 0;
  return {
    async read(bytes) {
      while (length < bytes) {
        const next = await chunks.next();
        if (next.done) break;
        waiting.push(next.value);
        length += next.value.length;
      }
      const whole = waiting.length === 1 ? Buffer.from(waiting[0] ?? []) : Buffer.concat(waiting);
      const rest = whole.subarray(bytes);
      [waiting, length] = [rest.length === 0 ? [] : [rest], rest.length];
      return whole.subarray(0, bytes);
    },
  };
}
