import type { PeopleImport } from 'lectern-client';
import { client, isApiError } from '../../api/client.ts';

export type PlannedRow = PeopleImport['rows'][number];

/** Says what a list would change, or changes it. */
export const importPeople = (csv: string, apply: boolean): Promise<PeopleImport> =>
  client.post('/api/v1/people-import', { query: { apply }, body: { csv } });

export interface FileProblem {
  readonly line: number;
  /** In English, as the server says it. */
  readonly message: string;
}

/** What is wrong with the list itself; undefined for any other error. */
export function fileProblemsOf(error: unknown): ReadonlyArray<FileProblem> | undefined {
  if (!isApiError(error, 'people-file-invalid')) return undefined;
  return error.facts['problems'] as ReadonlyArray<FileProblem>;
}

/** @throws TypeError when the file is not UTF-8: what a wrong guess makes of names nobody sees in time */
export async function readTextFile(file: File): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
}
