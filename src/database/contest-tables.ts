import type { Generated } from 'kysely';

/** The tables of contests. Times are Unix milliseconds. */

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
