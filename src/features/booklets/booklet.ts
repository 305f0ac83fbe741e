import type { Selectable } from 'kysely';
import type { MergeProblem } from 'lectern-binding';
import { LecternError } from '../../lib/errors.ts';
import type { BookletTable } from './tables.ts';

/** Why a statement is missing in a booklet. */
export type StatementProblem = MergeProblem | 'no-document' | 'file-missing' | 'file-damaged';
export const statementProblems = [
  'no-document',
  'file-missing',
  'file-damaged',
  'encrypted',
  'unreadable',
  'too-costly',
] as const satisfies ReadonlyArray<StatementProblem>;

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

/** A task in the booklet, as of the time it was made. */
export interface BookletStatement {
  readonly taskId: string;
  readonly label: string;
  /** Of the PDF; null for a task without one. */
  readonly versionId: string | null;
  readonly language: string | null;
  /** Its first page, from 1; null if it is missing. */
  readonly page: number | null;
  readonly problem: StatementProblem | null;
}

/** The contest or group whose tasks a booklet has. */
export interface BookletOwner {
  readonly kind: 'contest' | 'group';
  readonly id: string;
}

export type BookletSpec = Readonly<Pick<BookletTable, 'language' | 'timeZone' | 'askedBy'>> & {
  readonly owner: BookletOwner;
  readonly oddPages: boolean;
  /** Whether it includes tasks that open later. A contest's booklet has all tasks. */
  readonly includesUpcoming: boolean;
};

/** A finished booklet in the storage. */
export type MadeBooklet = {
  readonly [Key in 'objectKey' | 'size' | 'sha256' | 'pages' | 'madeAt' | 'madeOf']: NonNullable<
    BookletTable[Key]
  >;
} & {
  readonly statements: ReadonlyArray<BookletStatement>;
};

export interface FailedBooklet {
  readonly failure: BookletFailure;
  /** The hash of its source. A changed source is tried without waiting. */
  readonly failedOf: string;
  readonly retryAt: number;
}

export interface Booklet extends BookletSpec {
  readonly id: string;
  readonly askedAt: number;
  readonly urlEpoch: number;
  readonly claimedUntil: number;
  readonly failures: number;
  /** The last failure, if it happened after the last success. */
  readonly failed: FailedBooklet | null;
  /** Null until it is first made. */
  readonly made: MadeBooklet | null;
}

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
        ? { kind: 'group', id: groupId as string } // exactly one is not null
        : { kind: 'contest', id: contestId },
    oddPages: oddPages === 1,
    includesUpcoming: includesUpcoming === 1,
    // In each of the two, all columns are null or none is.
    failed: failure === null ? null : ({ failure, failedOf, retryAt } as FailedBooklet),
    made: statements === null ? null : ({ ...made, statements: JSON.parse(statements) } as MadeBooklet),
  };
}

/** Parses an IANA time zone name. @throws LecternError `request-invalid` */
export function parseTimeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new LecternError(
      'request-invalid',
      `"${name}" is not a time zone. Use an IANA name, such as "Europe/Warsaw" or "UTC".`,
    );
  }
}
