import { LecternError } from './errors.ts';

/** One row of a list that cannot be taken, counted from 0. */
export interface RowProblem {
  readonly row: number;
  readonly detail: string;
}

const maxProblems = 20;

/** Refuses a list as a whole, and says which rows are wrong: the first few of them. @throws LecternError `request-invalid` */
export function refuseRows(problems: ReadonlyArray<RowProblem>): void {
  const [first] = problems;
  if (!first) return;
  throw new LecternError(
    'request-invalid',
    `Nothing was changed. Rows with problems: ${problems.length}. Row ${first.row}: ${first.detail}`,
    { facts: { problems: problems.slice(0, maxProblems) } },
  );
}

/** What a check finds wrong with a row; undefined when nothing is. */
export function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof LecternError) return error.message;
    throw error;
  }
}
