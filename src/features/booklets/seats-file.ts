import { readCsvFile } from '../../lib/csv-file.ts';
import { type FieldProblem, rowsInvalid } from '../../lib/row-problems.ts';
import { notALine, toLine } from '../../lib/text-line.ts';

export const maxSeatsFileBytes = 256 * 1024;
export const maxSeats = 1000;
/** As much as a separator can show in large letters. */
const maxCellLength = 100;

/** A seat that gets a copy. Cells that its row omits are empty. */
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
 * Reads a list of seats: a CSV for `readCsvFile` with the column `room`, and optionally `seat` and `name`.
 * @returns a seat per row, in file order
 * @throws LecternError `seats-file-invalid` with all `problems` and their lines; `body-too-large`
 */
export function readSeatsFile(file: Uint8Array): ReadonlyArray<Seat> {
  const { rows, problems } = readCsvFile(file, form);
  const seats = rows.map(({ line, cell }) => {
    for (const field of columns) {
      const problem = cellProblem(field, cell(field));
      if (problem) problems.push({ row: line, field, ...problem });
    }
    return { line, room: cell('room'), seat: cell('seat'), name: cell('name') };
  });
  if (problems.length === 0 && seats.length === 0) {
    const message = 'The list has no rows below the header. Add one for each copy.';
    problems.push({ row: 1, field: null, code: 'length', min: 1, message });
  }
  if (problems.length > 0) throw rowsInvalid(problems, 'seats-file-invalid');
  return seats;
}

function cellProblem(column: string, text: string): Omit<FieldProblem, 'field'> | undefined {
  if (text === '')
    return column === 'room' ? { code: 'missing', message: 'The room is missing. Add it.' } : undefined;
  if (text.length > maxCellLength) {
    const message = `The ${column} is longer than ${maxCellLength} characters. Shorten it.`;
    return { code: 'length', max: maxCellLength, message };
  }
  if (toLine(text) === undefined) return { code: 'format', message: notALine(`The ${column}`, text) };
  return undefined;
}
