import type { Writable } from 'node:stream';

const headerBytes = 4;
/** A size is handed over in four bytes. */
export const maxFrameBytes = 2 ** 32 - 1;

/** What is read from a stream, part by part, each of which comes after its size (big-endian). */
export async function* readFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let isSize = true;
  let part = Buffer.alloc(headerBytes);
  let received = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(part, received, at);
      at += copied;
      received += copied;
      // An empty part has no chunk of its own to come with.
      while (received === part.length) {
        if (!isSize) yield part;
        part = Buffer.alloc(isSize ? part.readUInt32BE() : headerBytes);
        received = 0;
        isSize = !isSize;
      }
    }
  }
}

/** Announces a part, whose bytes follow. */
export function writeSize(stream: Writable | null, size: number): void {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(size);
  stream?.write(header);
}
