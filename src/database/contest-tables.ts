/** The tables of what is in contests; `domain/contests/contest.ts` has their own. Times are Unix milliseconds. */

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
