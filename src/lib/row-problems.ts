import { LecternError } from './errors.ts';

/** What can be wrong with a row. `npm run generate` writes the table to docs/errors.md. */
export const rowProblemCodes = {
  missing: 'A required member is missing, or a cell is empty',
  unknown: 'There is no such member or column',
  type: 'The type is wrong',
  choice: 'Not one of the values in `allowed`',
  length: 'A text or list is shorter than `min` or longer than `max`',
  range: 'A number is below `min` or above `max`',
  format: 'The text does not have the required form',
  repeated: 'An earlier row has the same',
  'not-found': 'It does not exist, or is not shared with you',
  forbidden: 'Your role does not allow this',
  unverified: 'The e-mail address is not verified',
  invalid: 'Any other rule; `message` says which',
} as const;

export type RowProblemCode = keyof typeof rowProblemCodes;

/** What is wrong with a row, wherever in the list it is. */
export interface FieldProblem {
  /** The member or column, such as `externalId` or `reader.name`; null: the row as a whole. */
  readonly field: string | null;
  readonly code: RowProblemCode;
  /** What to change, for a person. */
  readonly message: string;
  /** What the row has there, if it names something. */
  readonly value?: string;
  /** The values that are allowed. */
  readonly allowed?: ReadonlyArray<unknown>;
  /** Limits of a number, or of a length. */
  readonly min?: number;
  readonly max?: number;
}

/** Something wrong with a list that somebody has sent, whatever finds it: a schema, the domain, or the reader of a CSV file. */
export interface RowProblem extends FieldProblem {
  /** Counted from 1. Of a CSV file: the line, where the header is line 1. */
  readonly row: number;
}

/** How many of them an error names. */
export const maxRowProblems = 100;

const fileErrors = ['people-file-invalid', 'seats-file-invalid'] as const;
type ListErrorCode = 'request-invalid' | 'not-found' | 'forbidden' | (typeof fileErrors)[number];

/** The error for a list of which some rows are wrong: it names the first of them, and counts all. @param done what was done with the others */
export function rowsInvalid(
  problems: ReadonlyArray<RowProblem>,
  code: ListErrorCode = 'request-invalid',
  done = 'Nothing was changed.',
): LecternError {
  const sorted = problems.toSorted((a, b) => a.row - b.row);
  const facts = { problemCount: problems.length, problems: sorted.slice(0, maxRowProblems) };
  const [{ row, field, message } = { row: 1, field: null, message: '' }] = sorted;
  const place = `${fileErrors.some((each) => each === code) ? 'Line' : 'Row'} ${row}${field === null ? '' : `, "${field}"`}`;
  const count = problems.length - 1;
  const more =
    count === 0 ? '' : ` There ${count === 1 ? 'is 1 more problem' : `are ${count} more problems`}.`;
  return new LecternError(code, `${done} ${place}: ${message}${more}`, { facts });
}

/** Refuses a list as a whole. @throws LecternError `request-invalid` */
export function refuseRows(problems: ReadonlyArray<RowProblem>): void {
  if (problems.length > 0) throw rowsInvalid(problems);
}

/** Checks each row of a list. @throws LecternError `request-invalid` with those in which something is wrong */
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

/** What a check finds wrong with a row, or with a field of it; undefined when nothing is. */
export function problemIn(field: string | null, check: () => void): FieldProblem | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return problemOf(field, error);
  }
}

/** An error about a row, or a field of it. @throws any that is not to be told to whoever sent it */
export function problemOf(field: string | null, error: unknown): FieldProblem {
  if (!(error instanceof LecternError) || error.status >= 500) throw error;
  const code = error.code === 'not-found' || error.code === 'forbidden' ? error.code : 'invalid';
  return { field, code, message: error.message };
}

/** A problem of the row at this place of a list, counted from 0. */
export const inRow = (at: number, problem: FieldProblem): RowProblem => ({ row: at + 1, ...problem });
