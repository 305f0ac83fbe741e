import { Readable } from 'node:stream';
import { type ByteRange, blockBytes, type OpenObject } from '../driver.ts';
import type { ObjectFile } from './object-file.ts';

/** An object that is read from the disk each time. Closing it removes a user of the file. */
export function openObject(file: ObjectFile): OpenObject {
  const { size } = file;
  const whole = { first: 0, last: size - 1 };
  let stream: Readable | undefined;

  return {
    size,

    async read({ first, last }: ByteRange = whole) {
      const bytes = Buffer.allocUnsafe(last - first + 1);
      await file.fill(bytes, first);
      return bytes;
    },

    stream({ first, last }: ByteRange = whole) {
      let next = first;
      stream = new Readable({
        highWaterMark: blockBytes,
        read() {
          const chunk = Buffer.allocUnsafeSlow(Math.min(blockBytes, last - next + 1));
          if (chunk.length === 0) return void this.push(null);
          file.fill(chunk, next).then(
            () => {
              next += chunk.length;
              this.push(chunk);
            },
            (error) => this.destroy(error),
          );
        },
      });
      return stream;
    },

    async close() {
      stream?.destroy(); // in case the stream was never read
      file.removeUser();
    },
  };
}
