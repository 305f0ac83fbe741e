import type { FactsOf } from 'lectern-client';
import { isApiError } from './is-api-error.ts';

/** Problems in a rejected list; undefined for other errors. */
export function fileProblemsOf(error: unknown): FactsOf<'people-file-invalid'> | undefined {
  return isApiError(error, 'people-file-invalid') ? error.facts : undefined;
}

/** Tried in this order: UTF-16 with a byte order mark, UTF-8, and Windows-1250 for the rest. */
export type ListEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1250';

/**
 * Decodes a list that is shown for review. Text that isn't UTF-8 is read as the encoding of spreadsheets in Central Europe.
 * @throws TypeError if the file is not text
 */
export async function readListFile(file: File): Promise<{ text: string; encoding: ListEncoding }> {
  const bytes = await file.arrayBuffer();
  const { text, encoding } = decodeList(bytes);
  if (text.includes('\0')) throw new TypeError('The file is not text.');
  return { text, encoding };
}

function decodeList(bytes: ArrayBuffer): { text: string; encoding: ListEncoding } {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return { text: decode(bytes, 'utf-16le'), encoding: 'UTF-16' };
  try {
    return { text: decode(bytes, 'utf-8'), encoding: 'UTF-8' };
  } catch {
    return { text: decode(bytes, 'windows-1250'), encoding: 'Windows-1250' };
  }
}

const decode = (bytes: ArrayBuffer, encoding: string) =>
  new TextDecoder(encoding, { fatal: true }).decode(bytes);
