import { LecternError } from './errors.ts';

/** What can be wrong with a row. `npm run generate` writes the table to docs/errors.md. */
export const rowProblemCodes = {
  missing: 'A required field is missing, or a cell is empty',
  unknown: 'There is no such field or column',
  type: 'The type is wrong',
  choice: 'Not one of the values in `allowed`',
  length: 'A text or list is shorter than `min` or longer than `max`',
  range: 'A number is below `min` or above `max`',
  format: 'The text does not have the required form',
  repeated: 'An earlier row has the same value',
  'not-found': 'It does not exist, or is not shared with you',
  forbidden: 'Your role does not allow this',
  unverified: 'The e-mail address is not verified',
  invalid: 'Any other rule; `message` says which',
} as const;

export type RowProblemCode = keyof typeof rowProblemCodes;

/** A problem of a row, without its position. */
export interface FieldProblem {
  /** The member or column, such as `externalId` or `reader.name`; null: the row as a whole. */
  readonly field: string | null;
  readonly code: RowProblemCode;
  /** What to change, for a person. */
  readonly message: string;
  /** The row's value there, if it names something. */
  readonly value?: string;
  /** The values that are allowed. */
  readonly allowed?: ReadonlyArray<unknown>;
  /** Limits of a number or length. */
  readonly min?: number;
  readonly max?: number;
}

/** A problem in an uploaded list, found by a schema, the domain, or the CSV parser. */
export interface RowProblem extends FieldProblem {
  /** Counted from 1. In a CSV file: the line, with the header as line 1. */
  readonly row: number;
}

/** Problems listed in one error. */
export const maxRowProblems = 100;

type ListErrorCode = 'request-invalid' | 'not-found' | 'forbidden' | 'people-file-invalid';

/** The error for a list with invalid rows: lists the first of them, and counts all. @param done what happened to the others */
export function rowsInvalid(
  problems: ReadonlyArray<RowProblem>,
  code: ListErrorCode = 'request-invalid',
  done = 'Nothing was changed.',
): LecternError {
  const sorted = problems.toSorted((a, b) => a.row - b.row);
  const facts = { problemCount: problems.length, problems: sorted.slice(0, maxRowProblems) };
  const [{ row, field, message } = { row: 1, field: null, message: '' }] = sorted;
  const place = `${code === 'people-file-invalid' ? 'Line' : 'Row'} ${row}${field === null ? '' : `, "${field}"`}`;
  const count = problems.length - 1;
  const more =
    count === 0 ? '' : ` There ${count === 1 ? 'is 1 more problem' : `are ${count} more problems`}.`;
  return new LecternError(code, `${done} ${place}: ${message}${more}`, { facts });
}

/** Refuses the whole list if there are problems. @throws LecternError `request-invalid` */
export function refuseRows(problems: ReadonlyArray<RowProblem>): void {
  if (problems.length > 0) throw rowsInvalid(problems);
}

/** Checks each row of a list. @throws LecternError `request-invalid` with the invalid rows */
export function checkRows<Row>(
  rows: ReadonlyArray<Row>,
  check: (row: Row, at: number) => FieldProblem | undefined,
): void {
  refuseRows(
    rows.flatMap((row, at) => {
      const problem = check(row, at);
      return problem === undefined ? [] : [inRow(at, problem)];
    }),
  );
}

/** The problem that a check finds in a row, or in its field; undefined if none. */
export function problemIn(field: string | null, check: () => void): FieldProblem | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return problemOf(field, error);
  }
}

/** Converts an error about a row, or its field. @throws errors that the client may not see */
export function problemOf(field: string | null, error: unknown): FieldProblem {
  if (!(error instanceof LecternError) || error.status >= 500) throw error;
  const code = error.code === 'not-found' || error.code === 'forbidden' ? error.code : 'invalid';
  return { field, code, message: error.message };
}

/** Adds the position in the list, counted from 0. */
export const inRow = (at: number, problem: FieldProblem): RowProblem => ({ row: at + 1, ...problem });
