import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { LecternError } from '../../lib/errors.ts';
import { foldText } from '../../lib/fold-text.ts';
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

/** Usual column names, in English and Polish. Case, accents, spaces and hyphens are ignored. */
const headers = {
  name: [
    ...['name', 'full name', 'display name'],
    ...['imię i nazwisko', 'nazwisko i imię', 'imię nazwisko', 'nazwisko imię'],
  ],
  email: [
    ...['email', 'mail', 'email address', 'mail address'],
    ...['adres email', 'adres mail', 'adres mailowy', 'poczta', 'adres poczty elektronicznej'],
  ],
  role: ['role', 'rola'],
  group: ['group', 'group name', 'class', 'course', 'grupa', 'nazwa grupy', 'klasa', 'kurs'],
  // Both together replace `name`.
  'first name': ['first name', 'given name', 'forename', 'imię', 'imiona'],
  'last name': ['last name', 'family name', 'surname', 'nazwisko'],
} as const;

type Column = keyof typeof headers;

const columns = ['name', 'email', 'role', 'group'] as const;
const halves = ['first name', 'last name'] as const;

/** A line of the file, with its cells trimmed and in NFC. */
interface CsvLine {
  readonly line: number;
  readonly cells: ReadonlyArray<string>;
}

/** For problems of a line, or of the file. */
const whole = { field: null, code: 'invalid' } as const;

/**
 * Reads a list of people: CSV (RFC 4180) in UTF-8 with a header row that names its columns, in any order: `name` (or one for each half of
 * it), `email`, and optionally `role` and `group`. Accepts what spreadsheets write: a byte order mark, any line endings, and `;` or tab as
 * separator. Reports all problems together.
 * @throws LecternError `body-too-large`
 */
export function readPeopleFile(file: Uint8Array): { rows: Array<PersonRow>; problems: Array<RowProblem> } {
  if (file.length > maxPeopleFileBytes) {
    const message = `A list can have at most ${maxPeopleFileBytes} bytes. Split it into several lists.`;
    throw new LecternError('body-too-large', message);
  }
  const rows: Array<PersonRow> = [];
  const problems: Array<RowProblem> = [];
  const [header, ...lines] = readLines(file, problems);
  if (problems.length > 0 || !header) return { rows, problems };

  const found = findColumns(header.cells);
  problems.push(...headerProblems(header.cells, found).map((problem) => ({ row: header.line, ...problem })));
  if (lines.length > maxPeopleRows) {
    const message = `The list has ${lines.length} rows; the limit is ${maxPeopleRows}. Split it into several lists.`;
    const row = lines[maxPeopleRows]?.line ?? header.line;
    problems.push({ row, ...whole, max: maxPeopleRows, code: 'length', message });
  }
  if (problems.length > 0) return { rows, problems };

  for (const { line, cells } of lines) {
    if (cells.length === found.length) {
      const row = personIn(line, (column) => cells[found.indexOf(column)] ?? '');
      const wrong = rowProblems(row);
      problems.push(...wrong.map((problem) => ({ row: line, ...problem })));
      const { role, group } = row;
      if (wrong.length === 0)
        rows.push({ ...row, role: isRole(role) ? role : undefined, group: group || undefined });
    } else {
      const message = `This row has ${cells.length} cells, but the header has ${found.length}. Check its separators and quotation marks.`;
      problems.push({ row: line, ...whole, message });
    }
  }
  return { rows, problems };
}

const personIn = (line: number, cell: (column: Column) => string) => ({
  line,
  name: cell('name') || halves.map(cell).join(' ').trim(),
  email: canonicalEmail(cell('email')),
  role: cell('role').toLowerCase(),
  group: cell('group'),
});

/** The column that each header cell names; undefined if a list of people has no such column. */
function findColumns(header: ReadonlyArray<string>): ReadonlyArray<Column | undefined> {
  const meaning = new Map<string, Column>();
  for (const [name, words] of Object.entries(headers) as Array<[Column, ReadonlyArray<string>]>)
    for (const word of words) meaning.set(foldHeader(word), name);
  const found = header.map((cell) => meaning.get(foldHeader(cell)));
  const takesHalves = !found.includes('name') && halves.every((half) => found.includes(half));
  const isHalf = (name: Column) => halves.some((half) => half === name);
  return found.map((name) => (name && isHalf(name) && !takesHalves ? undefined : name));
}

const foldHeader = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, '');

function readLines(file: Uint8Array, problems: Array<RowProblem>): ReadonlyArray<CsvLine> {
  const isWrong = (message: string, row = 1) => {
    problems.push({ row, ...whole, message });
    return [];
  };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return isWrong('The file is not in UTF-8. Save it as "CSV UTF-8".');
  }
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Array<{ info: InfoRecord; record: Array<string> }>;
    if (records.length === 0) return isWrong('The file is empty. Add a header and one row for each entry.');
    return records.map(({ info, record }) => ({
      // csv-parse reports a record's last line; its cells may contain line breaks.
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record.map((cell) => cell.normalize('NFC')),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message = 'A quotation mark is not closed, or is in the middle of a cell. Remove or double it.';
    return isWrong(message, Number(error['lines'] ?? 1));
  }
}

/** The first separator in the header, outside quotation marks. */
function delimiterOf(text: string): string {
  const [header = ''] = text
    .trimStart()
    .replace(/"[^"]*"/g, '')
    .split('\n', 1);
  return /[,;\t]/.exec(header)?.[0] ?? ',';
}

function headerProblems(
  header: ReadonlyArray<string>,
  found: ReadonlyArray<Column | undefined>,
): Array<FieldProblem> {
  const problems: Array<FieldProblem> = [];
  for (const [at, field] of header.entries()) {
    if (found[at] !== undefined) continue;
    const message = `The column "${field}" is unknown. Remove it, or use one of ${columns.join(', ')}.`;
    problems.push({ field, code: 'unknown', message, allowed: columns });
  }
  for (const field of ['name', 'email'] as const) {
    if (found.includes(field) || (field === 'name' && found.includes('first name'))) continue;
    const message = `The column "${field}" is missing. Add it to the header.`;
    problems.push({ field, code: 'missing', message });
  }
  for (const field of [...columns, ...halves]) {
    if (found.indexOf(field) === found.lastIndexOf(field)) continue;
    const message = `The column "${field}" occurs twice. Remove one.`;
    problems.push({ field, code: 'repeated', message });
  }
  return problems;
}

function rowProblems({ name, email, role }: ReturnType<typeof personIn>): Array<FieldProblem> {
  const problems: Array<FieldProblem> = [];
  const add = (field: string, code: FieldProblem['code'], message: string, rules = {}) =>
    problems.push({ field, code, message, ...rules });
  if (name === '') add('name', 'missing', 'The name is missing. Add it.');
  else if (name.length > maxNameLength) {
    const message = `The name is longer than ${maxNameLength} characters. Shorten it.`;
    add('name', 'length', message, { max: maxNameLength });
  } else if (toLine(name) === undefined) add('name', 'format', notALine('The name', name));
  if (email === '') add('email', 'missing', 'The e-mail address is missing. Add it.');
  else if (!isEmail(email)) add('email', 'format', `"${email}" is not an e-mail address. Correct it.`);
  if (role !== '' && !isRole(role))
    add('role', 'choice', `"${role}" is not a role. Use ${roles.join(', ')}.`, { allowed: roles });
  return problems;
}
