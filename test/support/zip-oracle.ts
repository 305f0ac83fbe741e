import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An entry as Python's zipfile reads it. */
export interface OracleEntry {
  readonly name: string;
  /** Undefined when it cannot be read. */
  readonly bytes: Buffer | undefined;
}

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
    /** Undefined when it finds no list of entries. */
    async read(zip: Buffer): Promise<ReadonlyArray<OracleEntry> | undefined> {
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
