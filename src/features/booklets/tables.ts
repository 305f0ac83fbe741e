import type { Generated } from 'kysely';

declare module '../../database/schema.ts' {
  interface Tables {
    booklets: BookletTable;
    bookletTasks: BookletTaskTable;
  }
}

/** One PDF of the statements of a contest or a group in a language: how it is wanted, and what was made last. */
export interface BookletTable {
  id: string;
  /** Null for that of a group, as `groupId` is for that of a contest. */
  contestId: string | null;
  groupId: string | null;
  /** BCP 47. */
  language: string;
  /** 1: each statement begins on an odd page. */
  oddPages: number;
  /** 1: it has tasks that open later, too. */
  includesUpcoming: number;
  /** Of the times on the cover, an IANA name. */
  timeZone: string;
  askedBy: string;
  askedAt: number;
  /** Counts the revocations of its URLs. */
  urlEpoch: Generated<number>;
  /** Until then an instance is making it. */
  claimedUntil: number;
  /** How often it could not be made since it was last made or asked for. */
  failures: number;
  /** Why it could not be made the last time; null when it was, as are the hash of what it was to be made of and the time of the next attempt. */
  failure: string | null;
  failedOf: string | null;
  retryAt: number | null;
  /** What was made; all of it null until then. */
  objectKey: string | null;
  size: number | null;
  sha256: string | null;
  pages: number | null;
  madeAt: number | null;
  /** A hash of all that it was made of. */
  madeOf: string | null;
  /** A JSON array, one entry for each task that it was made of. */
  statements: string | null;
}

/** The tasks of the booklet that was made last. No foreign key: what it shows stays the same when a task is gone. */
interface BookletTaskTable {
  bookletId: string;
  taskId: string;
}
