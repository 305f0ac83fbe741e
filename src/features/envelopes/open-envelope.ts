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
 * Writes the documents of an envelope to a folder that is empty or does not exist, numbered in the order of the
 * contest. Writes all or none: a complete temporary folder replaces it at the end.
 * @throws OperatorError when the key is wrong, the envelope is damaged, or the folder is not empty
 */
export async function openEnvelope(file: string, key: Buffer, folder: string): Promise<OpenedEnvelope> {
  const target = resolve(folder);
  await refuseFilledFolder(target);
  try {
    const { documents, ...named } = await openByKey(await openAsBlob(file), key.toString('base64url'));
    const files = documents.map(({ fileName, read }, at) => {
      if (!isFileName(fileName))
        throw new OperatorError(
          'The envelope contains a file name that is not safe, so nothing was written. Get the envelope from your server again.',
        );
      // The number prevents reserved, hidden and duplicate names.
      const number = String(at + 1).padStart(String(documents.length).length, '0');
      return { name: `${number}-${fileName}`, read };
    });
    await replaceFolderAtomically(target, 'opening', async (temporary) => {
      for (const { name, read } of files) await writeFlushed(join(temporary, name), await read());
      return true;
    });
    return { ...named, files: files.map(({ name }) => join(folder, name)) };
  } catch (error) {
    if (error instanceof EnvelopeError) throw new OperatorError(error.message, { cause: error });
    throw error;
  }
}

export interface OpenedEnvelope {
  readonly contestId: string;
  readonly language: string;
  readonly files: ReadonlyArray<string>;
}
