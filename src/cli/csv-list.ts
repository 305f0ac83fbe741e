import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { FileProblem } from '../lib/csv-file.ts';
import { print } from './output.ts';

/** The bytes of a list in a file; `-` is standard input. */
export const readList = (path: string): Promise<Uint8Array> =>
  path === '-' ? buffer(process.stdin) : readFile(path);

export function printProblems(problems: ReadonlyArray<FileProblem>): void {
  for (const { line, message } of problems) print(`line ${line}: ${message}`);
}
