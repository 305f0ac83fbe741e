import type { Selectable } from 'kysely';
import { LecternError } from '../../lib/errors.ts';
import type { MergeProblem } from './binding/binding-plan.ts';
import type { BookletTable } from './tables.ts';

/** Why a statement is not in a booklet. */
export type StatementProblem = MergeProblem | 'no-document' | 'file-missing' | 'file-damaged';
export const statementProblems = [
  'no-document',
  'file-missing',
  'file-damaged',
  'encrypted',
  'unreadable',
  'too-costly',
] as const satisfies ReadonlyArray<StatementProblem>;

/** Why a booklet could not be made. */
export const bookletFailures = [
  'no-statements',
  'too-many-tasks',
  'too-many-bytes',
  'too-many-pages',
  'too-costly',
  'too-slow',
  'storage-unavailable',
  'failed',
] as const;
export type BookletFailure = (typeof bookletFailures)[number];

/** A task in the booklet, as it was when that was made. */
export interface BookletStatement {
  readonly taskId: string;
  readonly label: string;
  /** Of the PDF; null for a task without one. */
  readonly versionId: string | null;
  readonly language: string | null;
  /** Its first page, from 1; null for one that is not there. */
  readonly page: number | null;
  readonly problem: StatementProblem | null;
}

/** What a booklet is of. */
export interface BookletOwner {
  readonly kind: 'contest' | 'group';
  readonly id: string;
}

/** How a booklet is wanted. */
export type BookletSpec = Readonly<Pick<BookletTable, 'language' | 'timeZone' | 'askedBy'>> & {
  readonly owner: BookletOwner;
  readonly oddPages: boolean;
  /** Whether it has tasks, too, that open later. Those of contests have all tasks. */
  readonly includesUpcoming: boolean;
};

/** What was made, and lies in the storage. */
export type MadeBooklet = {
  readonly [Key in 'objectKey' | 'size' | 'sha256' | 'pages' | 'madeAt' | 'madeOf']: NonNullable<
    BookletTable[Key]
  >;
} & {
  readonly statements: ReadonlyArray<BookletStatement>;
};

/** Why one could not be made. */
export interface FailedBooklet {
  readonly failure: BookletFailure;
  /** The hash of what it was to be made of. Of anything else it is made at once. */
  readonly failedOf: string;
  readonly retryAt: number;
}

export interface Booklet extends BookletSpec {
  readonly id: string;
  readonly askedAt: number;
  readonly urlEpoch: number;
  readonly claimedUntil: number;
  readonly failures: number;
  /** Why it could not be made (again) the last time. */
  readonly failed: FailedBooklet | null;
  /** Null for one that has not been made yet. */
  readonly made: MadeBooklet | null;
}

/** One that has been made. */
export type ReadableBooklet = Booklet & { readonly made: MadeBooklet };
export const isMade = (booklet: Booklet): booklet is ReadableBooklet => booklet.made !== null;

export function toBooklet(row: Readonly<Selectable<BookletTable>>): Booklet {
  const { contestId, groupId, oddPages, includesUpcoming, failure, failedOf, retryAt, ...others } = row;
  const { objectKey, size, sha256, pages, madeAt, madeOf, statements, ...common } = others;
  const made = { objectKey, size, sha256, pages, madeAt, madeOf };
  return {
    ...common,
    owner:
      contestId === null
        ? { kind: 'group', id: groupId as string } // one of them is there
        : { kind: 'contest', id: contestId },
    oddPages: oddPages === 1,
    includesUpcoming: includesUpcoming === 1,
    // Each is all null, or nothing of it is.
    failed: failure === null ? null : ({ failure, failedOf, retryAt } as FailedBooklet),
    made: statements === null ? null : ({ ...made, statements: JSON.parse(statements) } as MadeBooklet),
  };
}

/** An IANA name of a time zone. @throws LecternError `request-invalid` */
export function parseTimeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new LecternError(
      'request-invalid',
      `"${name}" is not a time zone such as "Europe/Warsaw" or "UTC".`,
    );
  }
}
