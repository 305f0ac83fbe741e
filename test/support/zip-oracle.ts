import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Python's zipfile, in its own process. */
export async function startZipOracle() {
  const python = spawn('python3', ['-I', '-S', join(import.meta.dirname, 'zip-oracle.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value ?? 'null');
  const originals: ReadonlyArray<string> = await answer();
  return {
    /** Zips that it has written, each in another way. */
    originals: originals.map((each) => Buffer.from(each, 'base64')),
    /** Its entries; undefined when it finds no list of them. The bytes are undefined when they cannot be read. */
    async read(zip: Buffer) {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(zip.length);
      python.stdin.write(Buffer.concat([size, zip]));
      const entries: ReadonlyArray<[string, string | null]> | null = await answer();
      return entries?.map(([name, bytes]) => ({
        name,
        bytes: bytes === null ? undefined : Buffer.from(bytes, 'base64'),
      }));
    },
    async close() {
      python.stdin.end();
      await once(python, 'exit');
    },
  };
}
