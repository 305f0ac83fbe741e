import type { Writable } from 'node:stream';

const headerBytes = 4;
/** Sizes are four bytes. */
export const maxFrameBytes = 2 ** 32 - 1;

/** Reads the parts of a stream, each preceded by its size (big-endian). */
export async function* readFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let isSize = true;
  let part = Buffer.alloc(headerBytes);
  let received = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(part, received, at);
      at += copied;
      received += copied;
      // Loops because an empty part needs no further chunk.
      while (received === part.length) {
        if (!isSize) yield part;
        part = Buffer.alloc(isSize ? part.readUInt32BE() : headerBytes);
        received = 0;
        isSize = !isSize;
      }
    }
  }
}

/** Announces a part, whose bytes must follow. */
export function writeSize(stream: Writable | null, size: number): void {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(size);
  stream?.write(header);
}
