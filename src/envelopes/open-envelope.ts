import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFlushed } from '../durable-file.ts';
import { OperatorError } from '../errors.ts';
import { fillAside, refuseFilledFolder } from '../fill-aside.ts';
import { decrypt, keyBytes } from './encrypted-content.ts';
import { type EnvelopeIndex, readContent } from './envelope-format.ts';

/** A key as it is shown, in base64url; spaces in it do not matter. @throws OperatorError for another text */
export function parseEnvelopeKey(text: string): Buffer {
  const written = text.replaceAll(/\s/g, '');
  const key = Buffer.from(written, 'base64url');
  if (key.length === keyBytes && key.toString('base64url') === written) return key;
  throw new OperatorError(
    'This is not a key of an envelope: it has 22 characters, of letters, digits, "-" and "_".',
  );
}

/**
 * Writes the documents of an envelope into a folder that is empty or does not exist yet, numbered in the order of the
 * contest. All of them or none: the folder gets its name when the whole envelope was read.
 * @throws OperatorError when the key is another one, the envelope is damaged, or the folder is not empty
 */
export async function openEnvelope(file: string, key: Buffer, folder: string): Promise<OpenedEnvelope> {
  const target = resolve(folder);
  await refuseFilledFolder(target);
  const names: Array<string> = [];
  let index: EnvelopeIndex | undefined;
  await fillAside(target, 'opening', async (aside) => {
    const content = decrypt(createReadStream(file), key);
    index = await readContent(content, async ({ fileName, sha256 }, bytes, { documents }) => {
      // With a number in front, no name is one of the system, hidden, or there already.
      const number = String(names.length + 1).padStart(String(documents.length).length, '0');
      const name = `${number}-${fileName}`;
      const hash = createHash('sha256');
      await writeFlushed(join(aside, name), hashing(bytes, hash));
      if (hash.digest('hex') !== sha256) throw new OperatorError(`${fileName} is not what was sealed.`);
      names.push(name);
    });
    return true;
  });
  const { contestId, language } = index as EnvelopeIndex;
  return { contestId, language, files: names.map((name) => join(folder, name)) };
}

export interface OpenedEnvelope {
  readonly contestId: string;
  readonly language: string;
  readonly files: ReadonlyArray<string>;
}

async function* hashing(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
