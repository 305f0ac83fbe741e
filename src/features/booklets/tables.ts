import type { Generated } from 'kysely';

declare module '../../database/schema.ts' {
  interface Tables {
    booklets: BookletTable;
    bookletTasks: BookletTaskTable;
  }
}

/** A booklet of a contest or group in one language: its options, and its last result. */
export interface BookletTable {
  id: string;
  /** Exactly one of `contestId` and `groupId` is not null. */
  contestId: string | null;
  groupId: string | null;
  /** BCP 47. */
  language: string;
  /** 1: each statement begins on an odd page. */
  oddPages: number;
  /** 1: it includes tasks that open later. */
  includesUpcoming: number;
  /** Of the times on the cover; an IANA name. */
  timeZone: string;
  askedBy: string;
  askedAt: number;
  /** Incremented to revoke its URLs. */
  urlEpoch: Generated<number>;
  /** An instance is making it until then (Unix milliseconds). */
  claimedUntil: number;
  /** Failures since it was last made or requested. */
  failures: number;
  /** The last failure, the hash of its source, and when to retry; all null after a success. */
  failure: string | null;
  failedOf: string | null;
  retryAt: number | null;
  /** The result; all null until it is first made. */
  objectKey: string | null;
  size: number | null;
  sha256: string | null;
  pages: number | null;
  madeAt: number | null;
  /** The hash of its source. */
  madeOf: string | null;
  /** JSON array with an entry for each task. */
  statements: string | null;
}

/** The tasks of the last result. No foreign key, because the result outlives deleted tasks. */
interface BookletTaskTable {
  bookletId: string;
  taskId: string;
}
