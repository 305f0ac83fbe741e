import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { LecternError } from './errors.ts';
import { foldText } from './fold-text.ts';
import type { FieldProblem, RowProblem } from './row-problems.ts';

/** A row of an uploaded list. */
export interface CsvRow<C extends Column> {
  /** The line number in the file, from 1. */
  readonly line: number;
  /** Trimmed and in NFC; empty if the list lacks the column. */
  readonly cell: (column: C) => string;
}

/** Usual column names, in English and Polish. Case, accents, spaces and hyphens are ignored. */
const headers = {
  name: [
    ...['name', 'full name', 'display name'],
    ...['imię i nazwisko', 'nazwisko i imię', 'imię nazwisko', 'nazwisko imię'],
  ],
  // Both together replace `name`.
  'first name': ['first name', 'given name', 'forename', 'imię', 'imiona'],
  'last name': ['last name', 'family name', 'surname', 'nazwisko'],
  email: [
    ...['email', 'mail', 'email address', 'mail address'],
    ...['adres email', 'adres mail', 'adres mailowy', 'poczta', 'adres poczty elektronicznej'],
  ],
  role: ['role', 'rola'],
  group: ['group', 'group name', 'class', 'course', 'grupa', 'nazwa grupy', 'klasa', 'kurs'],
  room: ['room', 'classroom', 'sala', 'pracownia', 'pokój'],
  seat: ['seat', 'place', 'miejsce', 'stanowisko'],
} as const;

const halves = ['first name', 'last name'] as const;
type Header = keyof typeof headers;
type Column = Exclude<Header, (typeof halves)[number]>;

/** Requirements for a list. */
export interface CsvForm<C extends Column> {
  readonly required: ReadonlyArray<C>;
  readonly optional: ReadonlyArray<C>;
  readonly maxBytes: number;
  readonly maxRows: number;
}

/**
 * Parses a list: CSV (RFC 4180) in UTF-8 with a header row that names its columns, in any order. Accepts what spreadsheets write: a byte
 * order mark, any line endings, and `;` or tab as separator. Reports all problems together.
 * @throws LecternError `body-too-large`
 */
export function readCsvFile<C extends Column>(
  file: Uint8Array,
  { required, optional, maxBytes, maxRows }: CsvForm<C>,
): { rows: Array<CsvRow<C>>; problems: Array<RowProblem> } {
  if (file.length > maxBytes) {
    throw new LecternError(
      'body-too-large',
      `A list can have at most ${maxBytes} bytes. Split it into several lists.`,
    );
  }
  const rows: Array<CsvRow<C>> = [];
  const problems: Array<RowProblem> = [];
  const [header, ...records] = readRecords(file, problems);
  if (problems.length > 0 || !header) return { rows, problems };

  const form = { required, columns: [...required, ...optional] };
  const found = findColumns(header.cells, form.columns);
  problems.push(
    ...headerProblems(header.cells, found, form).map((problem) => ({ row: header.line, ...problem })),
  );
  if (records.length > maxRows) {
    const message = `The list has ${records.length} rows; the limit is ${maxRows}. Split it into several lists.`;
    problems.push({
      row: records[maxRows]?.line ?? header.line,
      ...whole,
      max: maxRows,
      code: 'length',
      message,
    });
  }
  if (problems.length > 0) return { rows, problems };

  for (const { line, cells } of records) {
    if (cells.length === found.length) {
      const cellOf = (name: Header) => cells[found.indexOf(name)] ?? '';
      const inHalves = () => halves.map(cellOf).join(' ').trim();
      rows.push({ line, cell: (column) => cellOf(column) || (column === 'name' ? inHalves() : '') });
    } else {
      const message = `This row has ${cells.length} cells, but the header has ${found.length}. Check its separators and quotation marks.`;
      problems.push({ row: line, ...whole, message });
    }
  }
  return { rows, problems };
}

/** The column that each header cell names; undefined if the list does not take it. */
function findColumns(
  header: ReadonlyArray<string>,
  columns: ReadonlyArray<Column>,
): ReadonlyArray<Header | undefined> {
  const takes = new Set<Header>(columns);
  const meaning = new Map<string, Header>();
  for (const [name, words] of Object.entries(headers) as Array<[Header, ReadonlyArray<string>]>) {
    if (takes.has(name) || isHalf(name)) for (const word of words) meaning.set(foldHeader(word), name);
  }
  const found = header.map((cell) => meaning.get(foldHeader(cell)));
  const takesHalves =
    takes.has('name') && !found.includes('name') && halves.every((half) => found.includes(half));
  return found.map((name) => (name && isHalf(name) && !takesHalves ? undefined : name));
}

const isHalf = (name: Header) => halves.some((half) => half === name);
const foldHeader = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, '');

/** For problems of a line, or of the file. */
const whole = { field: null, code: 'invalid' } as const;

interface TextRecord {
  readonly line: number;
  readonly cells: ReadonlyArray<string>;
}

function readRecords(file: Uint8Array, problems: Array<RowProblem>): ReadonlyArray<TextRecord> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    problems.push({ row: 1, ...whole, message: 'The file is not in UTF-8. Save it as "CSV UTF-8".' });
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
    if (records.length === 0)
      problems.push({
        row: 1,
        ...whole,
        message: 'The file is empty. Add a header and one row for each entry.',
      });
    return records.map(({ info, record }) => ({
      // csv-parse reports a record's last line; its cells may contain line breaks.
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record.map((cell) => cell.normalize('NFC')),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push({
      row: Number(error['lines'] ?? 1),
      ...whole,
      message: 'A quotation mark is not closed, or is in the middle of a cell. Remove or double it.',
    });
    return [];
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
  found: ReadonlyArray<Header | undefined>,
  { required, columns }: { required: ReadonlyArray<Column>; columns: ReadonlyArray<Column> },
): Array<FieldProblem> {
  const hasHalves = found.includes('first name');
  const isThere = (column: Column) => found.includes(column) || (column === 'name' && hasHalves);
  const twice = [...columns, ...halves].filter((name) => found.indexOf(name) !== found.lastIndexOf(name));
  return [
    ...header
      .filter((_, at) => found[at] === undefined)
      .map((field) => {
        const message = `The column "${field}" is unknown. Remove it, or use one of ${columns.join(', ')}.`;
        return { field, code: 'unknown' as const, message, allowed: columns };
      }),
    ...required
      .filter((column) => !isThere(column))
      .map((field) => {
        return {
          field,
          code: 'missing' as const,
          message: `The column "${field}" is missing. Add it to the header.`,
        };
      }),
    ...twice.map((field) => {
      return { field, code: 'repeated' as const, message: `The column "${field}" occurs twice. Remove one.` };
    }),
  ];
}
