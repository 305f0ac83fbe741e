import { type FileProblem, readCsvFile } from '../../lib/csv-file.ts';
import { notALine, toLine } from '../../lib/text-line.ts';
import { canonicalEmail, isEmail, maxNameLength } from './account-fields.ts';
import { isRole, type Role, roles } from './principal.ts';

export const maxPeopleFileBytes = 1024 * 1024;
export const maxPeopleRows = 5000;

/** One row of the file. An empty cell says nothing: what is there stays, a new account becomes a student. */
export interface PersonRow {
  /** The line number in the file, from 1. */
  readonly line: number;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role | undefined;
  /** The name or id of a group. */
  readonly group: string | undefined;
}

const form = {
  required: ['name', 'email'],
  optional: ['role', 'group'],
  maxBytes: maxPeopleFileBytes,
  maxRows: maxPeopleRows,
} as const;

/**
 * Reads a list of people: a CSV as `readCsvFile` takes it, with the columns `name` (or one for each half of it), `email` and
 * perhaps `role` and `group`.
 * @throws LecternError `body-too-large`
 */
export function readPeopleFile(file: Uint8Array): { rows: Array<PersonRow>; problems: Array<FileProblem> } {
  const read = readCsvFile(file, form);
  const rows: Array<PersonRow> = [];
  const problems = [...read.problems];
  for (const { line, cell } of read.rows) {
    const row = {
      name: cell('name'),
      email: canonicalEmail(cell('email')),
      role: cell('role').toLowerCase(),
    };
    const found = rowProblems(row);
    problems.push(...found.map((message) => ({ line, message })));
    if (found.length > 0) continue;
    const { name, email, role } = row;
    rows.push({
      line,
      name,
      email,
      role: isRole(role) ? role : undefined,
      group: cell('group') || undefined,
    });
  }
  return { rows, problems: problems.sort((a, b) => a.line - b.line) };
}

function rowProblems({ name, email, role }: { name: string; email: string; role: string }): Array<string> {
  const problems: Array<string> = [];
  if (name === '') problems.push('The name is missing.');
  else if (name.length > maxNameLength) problems.push(`The name is longer than ${maxNameLength} characters.`);
  else if (toLine(name) === undefined) problems.push(notALine('The name', name));
  if (email === '') problems.push('The e-mail address is missing.');
  else if (!isEmail(email)) problems.push(`"${email}" is not an e-mail address.`);
  if (role !== '' && !isRole(role)) problems.push(`"${role}" is not a role; use ${roles.join(', ')}.`);
  return problems;
}
