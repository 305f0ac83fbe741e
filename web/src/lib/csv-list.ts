import type { FactsOf } from 'lectern-client';
import { isApiError } from './is-api-error.ts';

/** What is wrong with a list itself; undefined for any other error. */
export function fileProblemsOf(error: unknown): FactsOf<'people-file-invalid'> | undefined {
  if (!isApiError(error, 'people-file-invalid') && !isApiError(error, 'seats-file-invalid')) return undefined;
  return error.facts;
}

/** @throws TypeError when the file is not UTF-8: what a wrong guess makes of names nobody sees in time */
export async function readTextFile(file: File): Promise<string> {
  return decode(await file.arrayBuffer(), 'utf-8');
}

/** How the files of spreadsheets are encoded: what says so itself, then UTF-8, then what is neither. */
export type ListEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1250';

/**
 * The text of a list that is shown before it is used, and how it was read: what is not UTF-8 is taken for what
 * spreadsheets write in Central Europe.
 * @throws TypeError when the file is not text
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
