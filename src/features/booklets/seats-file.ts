import { type FileProblem, readCsvFile } from '../../lib/csv-file.ts';
import { LecternError } from '../../lib/errors.ts';
import { notALine, toLine } from '../../lib/text-line.ts';

export const maxSeatsFileBytes = 256 * 1024;
export const maxSeats = 1000;
/** A separator has room for it in large letters. */
const maxCellLength = 100;

/** A place for which there is to be a copy; empty for what its row does not say. */
export interface Seat {
  /** The line number in the file, from 1. */
  readonly line: number;
  readonly room: string;
  readonly seat: string;
  readonly name: string;
}

const columns = ['room', 'seat', 'name'] as const;
const form = {
  required: ['room'],
  optional: ['seat', 'name'],
  maxBytes: maxSeatsFileBytes,
  maxRows: maxSeats,
} as const;

/**
 * Reads a list of seats: a CSV as `readCsvFile` takes it, with the column `room` and perhaps `seat` and `name`.
 * @returns a seat for each row, in the order of the file
 * @throws LecternError `seats-file-invalid` with all `problems`, each with its line; `body-too-large`
 */
export function readSeatsFile(file: Uint8Array): ReadonlyArray<Seat> {
  const { rows, problems } = readCsvFile(file, form);
  const seats = rows.map(({ line, cell }) => {
    problems.push(...columns.flatMap((column) => cellProblems(column, cell(column), line)));
    return { line, room: cell('room'), seat: cell('seat'), name: cell('name') };
  });
  if (problems.length === 0 && seats.length === 0) {
    problems.push({ line: 1, message: 'There is no row below the header. Add one for each copy.' });
  }
  if (problems.length > 0) throw seatsFileInvalid(problems);
  return seats;
}

/** The error for a list of which no sets can be made. */
export function seatsFileInvalid(problems: ReadonlyArray<FileProblem>): LecternError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const facts = { problems: problems.toSorted((a, b) => a.line - b.line) };
  return new LecternError('seats-file-invalid', `Nothing was made. The list has ${count} to fix.`, { facts });
}

function cellProblems(column: string, text: string, line: number): ReadonlyArray<FileProblem> {
  if (text === '') return column === 'room' ? [{ line, message: 'The room is missing.' }] : [];
  if (text.length > maxCellLength)
    return [{ line, message: `The ${column} is longer than ${maxCellLength} characters. Shorten it.` }];
  if (toLine(text) === undefined) return [{ line, message: notALine(`The ${column}`, text) }];
  return [];
}
