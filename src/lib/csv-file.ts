import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { LecternError } from './errors.ts';
import type { FieldProblem, RowProblem } from './row-problems.ts';

/** A row of a list that somebody has sent. */
export interface CsvRow<Column extends string> {
  /** The line number in the file, from 1. */
  readonly line: number;
  /** Trimmed and in NFC; empty also where the list does not have the column. */
  readonly cell: (column: Column) => string;
}

/** What a list is to be like. */
export interface CsvForm<Column extends string> {
  readonly required: ReadonlyArray<Column>;
  readonly optional: ReadonlyArray<Column>;
  readonly maxBytes: number;
  readonly maxRows: number;
}

/**
 * Reads a list: CSV (RFC 4180) in UTF-8 with a header row that names its columns, in any order. A byte order mark, any line
 * ends, and `;` as separator are accepted, since spreadsheets write them. All problems come at once.
 * @throws LecternError `body-too-large`
 */
export function readCsvFile<Column extends string>(
  file: Uint8Array,
  { required, optional, maxBytes, maxRows }: CsvForm<Column>,
): { rows: Array<CsvRow<Column>>; problems: Array<RowProblem> } {
  if (file.length > maxBytes) {
    throw new LecternError('body-too-large', `A list can have at most ${maxBytes} bytes. Divide it.`);
  }
  const rows: Array<CsvRow<Column>> = [];
  const problems: Array<RowProblem> = [];
  const [header, ...records] = readRecords(file, problems);
  if (problems.length > 0 || !header) return { rows, problems };

  const names = header.cells.map((cell) => cell.toLowerCase());
  problems.push(
    ...headerProblems(names, required, optional).map((problem) => ({ row: header.line, ...problem })),
  );
  if (records.length > maxRows) {
    const message = `The list has ${records.length} rows; at most ${maxRows} are taken at once.`;
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
    if (cells.length === names.length) {
      rows.push({ line, cell: (column) => cells[names.indexOf(column)] ?? '' });
    } else {
      const message = `This row has ${cells.length} cells, and the header ${names.length}.`;
      problems.push({ row: line, ...whole, message });
    }
  }
  return { rows, problems };
}

/** Of a line, or of the file. */
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
    problems.push({ row: 1, ...whole, message: 'The file is not UTF-8; save it as "CSV UTF-8".' });
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
    if (records.length === 0) problems.push({ row: 1, ...whole, message: 'The file is empty.' });
    return records.map(({ info, record }) => ({
      // A record with line breaks in its cells is known by its last line.
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record.map((cell) => cell.normalize('NFC')),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push({
      row: Number(error['lines'] ?? 1),
      ...whole,
      message: 'A quotation mark is not closed, or stands inside a cell.',
    });
    return [];
  }
}

/** The separator that comes first in the header: no name of a column contains one. */
function delimiterOf(text: string): string {
  return /[,;\n]/.exec(text.trimStart())?.[0] === ';' ? ';' : ',';
}

function headerProblems(
  names: ReadonlyArray<string>,
  required: ReadonlyArray<string>,
  optional: ReadonlyArray<string>,
): Array<FieldProblem> {
  const columns = [...required, ...optional];
  const unknown = names.filter((name) => !columns.includes(name));
  return [
    ...unknown.map((field) => {
      const message = `There is no column "${field}"; use ${columns.join(', ')}.`;
      return { field, code: 'unknown' as const, message, allowed: columns };
    }),
    ...required
      .filter((name) => !names.includes(name))
      .map((field) => {
        return { field, code: 'missing' as const, message: `The header lacks the column "${field}".` };
      }),
    ...columns
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((field) => {
        return { field, code: 'repeated' as const, message: `The column "${field}" is there twice.` };
      }),
  ];
}
