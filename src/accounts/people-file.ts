import { type CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { LecternError } from '../errors.ts';
import { toLine } from '../text-line.ts';
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

export interface FileProblem {
  readonly line: number;
  /** What is wrong, for a person. */
  readonly message: string;
}

type Column = 'name' | 'email' | 'role' | 'group';
const required: ReadonlyArray<Column> = ['name', 'email'];
const columns: ReadonlyArray<string> = [...required, 'role', 'group'] satisfies ReadonlyArray<Column>;

/**
 * Reads a list of people: CSV (RFC 4180) in UTF-8 with a header row that names the columns `name`, `email`
 * and perhaps `role` and `group`, in any order. A byte order mark, any line ends, and `;` as separator are
 * accepted, since spreadsheets write them. All problems come at once.
 * @throws LecternError `body-too-large`
 */
export function readPeopleFile(file: Uint8Array): { rows: Array<PersonRow>; problems: Array<FileProblem> } {
  if (file.length > maxPeopleFileBytes) {
    throw new LecternError(
      'body-too-large',
      `A list of people can have at most ${maxPeopleFileBytes} bytes.`,
    );
  }
  const rows: Array<PersonRow> = [];
  const problems: Array<FileProblem> = [];
  const [header, ...records] = readRecords(file, problems);
  if (problems.length > 0 || !header) return { rows, problems };

  const names = header.cells.map((cell) => cell.toLowerCase());
  problems.push(...headerProblems(names).map((message) => ({ line: header.line, message })));
  if (records.length > maxPeopleRows) {
    const message = `The list has ${records.length} rows; at most ${maxPeopleRows} are taken at once.`;
    problems.push({ line: records[maxPeopleRows]?.line ?? header.line, message });
  }
  if (problems.length > 0) return { rows, problems };

  for (const { line, cells } of records) {
    if (cells.length !== names.length) {
      const message = `This row has ${cells.length} cells, and the header ${names.length}.`;
      problems.push({ line, message });
      continue;
    }
    const cell = (name: Column) => cells[names.indexOf(name)] ?? '';
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
  return { rows, problems };
}

interface TextRecord {
  readonly line: number;
  readonly cells: ReadonlyArray<string>;
}

function readRecords(file: Uint8Array, problems: Array<FileProblem>): ReadonlyArray<TextRecord> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    problems.push({ line: 1, message: 'The file is not UTF-8; save it as "CSV UTF-8".' });
    return [];
  }
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Array<{ info: InfoRecord; record: Array<string> }>;
    if (records.length === 0) problems.push({ line: 1, message: 'The file is empty.' });
    return records.map(({ info, record }) => ({
      // A record with line breaks in its cells is known by its last line.
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record.map((cell) => cell.normalize('NFC')),
    }));
  } catch (error) {
    const { lines, code } = error as CsvError & { lines?: number };
    if (code === undefined) throw error;
    problems.push({ line: lines ?? 1, message: 'A quotation mark is not closed, or stands inside a cell.' });
    return [];
  }
}

/** The separator that comes first in the header: no name of a column contains one. */
function delimiterOf(text: string): string {
  return /[,;\n]/.exec(text.trimStart())?.[0] === ';' ? ';' : ',';
}

function headerProblems(names: ReadonlyArray<string>): Array<string> {
  const unknown = names.filter((name) => !columns.includes(name));
  return [
    ...unknown.map((name) => `There is no column "${name}"; use ${columns.join(', ')}.`),
    ...required
      .filter((name) => !names.includes(name))
      .map((name) => `The header lacks the column "${name}".`),
    ...columns
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((name) => `The column "${name}" is there twice.`),
  ];
}

function rowProblems({ name, email, role }: { name: string; email: string; role: string }): Array<string> {
  const problems: Array<string> = [];
  if (name === '') problems.push('The name is missing.');
  else if (name.length > maxNameLength) problems.push(`The name is longer than ${maxNameLength} characters.`);
  else if (toLine(name) === undefined) problems.push('The name must be one line of text.');
  if (email === '') problems.push('The e-mail address is missing.');
  else if (!isEmail(email)) problems.push(`"${email}" is not an e-mail address.`);
  if (role !== '' && !isRole(role)) problems.push(`"${role}" is not a role; use ${roles.join(', ')}.`);
  return problems;
}
