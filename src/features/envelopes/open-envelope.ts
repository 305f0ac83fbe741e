import { openAsBlob } from 'node:fs';
import { join, resolve } from 'node:path';
import { EnvelopeError, openEnvelope as openByKey } from 'lectern-client/envelope';
import { isFileName } from 'lectern-signing';
import { writeFlushed } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder, replaceFolderAtomically } from '../../lib/replace-folder.ts';
import { keyBytes } from './encrypted-content.ts';

/** Parses a key as displayed: base64url, ignoring spaces. @throws OperatorError for any other text */
export function parseEnvelopeKey(text: string): Buffer {
  const written = text.replaceAll(/\s/g, '');
  const key = Buffer.from(written, 'base64url');
  if (key.length === keyBytes && key.toString('base64url') === written) return key;
  throw new OperatorError(
    'This is not the key of an envelope. A key has 22 characters: letters, digits, "-" and "_".',
  );
}

/**
 * Writes the files of an envelope to a folder that is empty or does not exist. Their names begin with the number of
 * their task, in the order of the contest. Writes all or none: a complete temporary folder replaces it at the end.
 * @throws OperatorError when the key is wrong, the envelope is damaged, or the folder is not empty
 */
export async function openEnvelope(file: string, key: Buffer, folder: string): Promise<OpenedEnvelope> {
  const target = resolve(folder);
  await refuseFilledFolder(target);
  try {
    const opened = await openByKey(await openAsBlob(file), key.toString('base64url'));
    const { contestId, language, documents, attachments } = opened;
    const sealed = [...documents, ...attachments];
    const tasks = [...new Set(sealed.map(({ taskId }) => taskId))];
    const taken = new Set<string>();
    const files = sealed.map(({ taskId, fileName, read }) => {
      if (!isFileName(fileName))
        throw new OperatorError(
          'The envelope contains a file name that is not safe, so nothing was written. Get the envelope from your server again.',
        );
      // The number prevents reserved and hidden names.
      const number = String(tasks.indexOf(taskId) + 1).padStart(String(tasks.length).length, '0');
      return { name: freeName(number, fileName, taken), read };
    });
    await replaceFolderAtomically(target, 'opening', async (temporary) => {
      for (const { name, read } of files) await writeFlushed(join(temporary, name), await read());
      return true;
    });
    return { contestId, language, files: files.map(({ name }) => join(folder, name)) };
  } catch (error) {
    if (error instanceof EnvelopeError) throw new OperatorError(error.message, { cause: error });
    throw error;
  }
}

/** A name that no other file has, also where file names ignore case: `1-a.pdf`, `1-2-a.pdf`. Adds it to `taken`. */
function freeName(number: string, fileName: string, taken: Set<string>): string {
  const keyOf = (name: string) => name.normalize('NFC').toLowerCase();
  let name = `${number}-${fileName}`;
  for (let at = 2; taken.has(keyOf(name)); at += 1) name = `${number}-${at}-${fileName}`;
  taken.add(keyOf(name));
  return name;
}

export interface OpenedEnvelope {
  readonly contestId: string;
  readonly language: string;
  readonly files: ReadonlyArray<string>;
}
