import { readCsvFile } from '../../lib/csv-file.ts';
import type { FieldProblem, RowProblem } from '../../lib/row-problems.ts';
import { notALine, toLine } from '../../lib/text-line.ts';
import { canonicalEmail, isEmail, maxNameLength } from './account-fields.ts';
import { isRole, type Role, roles } from './principal.ts';

export const maxPeopleFileBytes = 1024 * 1024;
export const maxPeopleRows = 5000;

/** One row of the file. An empty cell changes nothing; a new account becomes a student. */
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
 * Reads a list of people: a CSV file for `readCsvFile`, with the columns `name` (or one for each half of it), `email`, and optionally
 * `role` and `group`.
 * @throws LecternError `body-too-large`
 */
export function readPeopleFile(file: Uint8Array): { rows: Array<PersonRow>; problems: Array<RowProblem> } {
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
    problems.push(...found.map((problem) => ({ row: line, ...problem })));
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
  return { rows, problems: problems.sort((a, b) => a.row - b.row) };
}

function rowProblems({
  name,
  email,
  role,
}: {
  name: string;
  email: string;
  role: string;
}): Array<FieldProblem> {
  const problems: Array<FieldProblem> = [];
  const add = (field: string, code: FieldProblem['code'], message: string, rules = {}) =>
    problems.push({ field, code, message, ...rules });
  if (name === '') add('name', 'missing', 'The name is missing. Add it.');
  else if (name.length > maxNameLength) {
    add('name', 'length', `The name is longer than ${maxNameLength} characters. Shorten it.`, {
      max: maxNameLength,
    });
  } else if (toLine(name) === undefined) add('name', 'format', notALine('The name', name));
  if (email === '') add('email', 'missing', 'The e-mail address is missing. Add it.');
  else if (!isEmail(email)) add('email', 'format', `"${email}" is not an e-mail address. Correct it.`);
  if (role !== '' && !isRole(role)) {
    add('role', 'choice', `"${role}" is not a role. Use ${roles.join(', ')}.`, { allowed: roles });
  }
  return problems;
}
