import type { FactsOf } from 'lectern-client';
import { isApiError } from './is-api-error.ts';

/** What is wrong with a list itself; undefined for any other error. */
export function fileProblemsOf(error: unknown): FactsOf<'people-file-invalid'> | undefined {
  if (!isApiError(error, 'people-file-invalid') && !isApiError(error, 'seats-file-invalid')) return undefined;
  return error.facts;
}

/** @throws TypeError when the file is not UTF-8: what a wrong guess makes of names nobody sees in time */
export async function readTextFile(file: File): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
}
