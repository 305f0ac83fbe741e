import type { Generated } from 'kysely';

/** The tables of contests, and of what is made of their statements. Times are Unix milliseconds. */

export interface ContestTable {
  id: string;
  name: string;
  startsAt: number;
  /** Null: it runs until it is given an end. */
  endsAt: number | null;
  /** Who may read its tasks once it has ended. */
  afterEnd: 'closed' | 'participants' | 'signed-in';
  /** From when participants may fetch the sealed envelopes; null: there are none. */
  prefetchFrom: Generated<number | null>;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  /** What a platform calls it; unique among those that are not deleted. */
  externalId: Generated<string | null>;
}

export interface ContestTaskTable {
  contestId: string;
  taskId: string;
  /** A, B, …; unique in the contest. */
  label: string;
  /** Tasks are listed by position, then by label. */
  position: number;
  /** Narrow the window of the contest; null: as the contest. */
  opensAt: number | null;
  closesAt: number | null;
  createdAt: number;
}

/** A person's own delay and extra time hold also for one who takes part through a group. */
export interface ContestParticipantTable {
  contestId: string;
  userId: string;
  /** Moves the person's whole window. */
  delaySeconds: number;
  /** Moves the end of it once more. */
  extraSeconds: number;
  createdAt: number;
}

export interface ContestGroupTable {
  contestId: string;
  groupId: string;
  createdAt: number;
}

export interface ContestStaffTable {
  contestId: string;
  userId: string;
  createdAt: number;
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
export interface BookletTaskTable {
  bookletId: string;
  taskId: string;
}

/**
 * The statements of a contest in one language, encrypted as one object. It is current until it is replaced; those that
 * were keep their keys until the contest ends, as somebody may have fetched them.
 */
export interface EnvelopeTable {
  id: string;
  contestId: string;
  /** BCP 47; `und` for one without documents. */
  language: string;
  objectKey: string;
  /** Bytes of the object. */
  size: number;
  /** The key that opens it, as `features/envelopes/envelope-keys.ts` seals it. */
  sealedKey: string;
  /** A JSON array of what it was made of: `EnvelopePart`. */
  documents: string;
  createdAt: number;
  replacedAt: number | null;
}
