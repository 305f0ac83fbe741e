/** What a booklet is to be made of. All words are in its language. */
export interface BookletPlan {
  /** BCP 47. */
  readonly language: string;
  /** Name of the contest. */
  readonly title: string;
  /** What stands on the cover under it, each with its name: the date, the language, … */
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>;
  /** Whether each statement begins on an odd page: the front of a sheet that is printed on both sides. */
  readonly oddPages: boolean;
  readonly entries: ReadonlyArray<PlannedStatement>;
  readonly words: {
    /** Heading of the contents. */
    readonly contents: string;
    /** Name of the number of pages, on the cover. */
    readonly pages: string;
    /** What the contents say of a statement that is not there. */
    readonly missing: string;
  };
  readonly maxPages: number;
}

/** What sets for rooms are to be made of: copies of one booklet, each behind a separator. All words are in its language. */
export interface SetsPlan {
  /** BCP 47. */
  readonly language: string;
  /** Name of the contest or group, on each separator. */
  readonly title: string;
  /** What stands under it. */
  readonly subtitle: string;
  /** One for each copy: what stands on it in large letters, each with its name: the room, the seat, … */
  readonly separators: ReadonlyArray<ReadonlyArray<readonly [name: string, value: string]>>;
  /** The booklet alone, which is sent after the plan. */
  readonly entries: readonly [{ readonly size: number }];
  readonly maxPages: number;
}

/** The separator with its back, and the copy, which ends with the back of a sheet. */
export const pagesOfOneSet = (pagesOfBooklet: number): number => 2 + pagesOfBooklet + (pagesOfBooklet % 2);

export interface PlannedStatement {
  readonly label: string;
  readonly title: string;
  /** What the contents say under the title; empty for nothing. */
  readonly note: string;
  /** Bytes of its PDF, which are sent after the plan; null for a task without one. */
  readonly size: number | null;
}

/** Why a PDF cannot be merged with others. */
export type MergeProblem = 'encrypted' | 'unreadable' | 'too-costly';

/** Where a statement is in the booklet, or why it is not. */
export interface BoundStatement {
  /** Its first page, from 1; null for one that is not there. */
  readonly page: number | null;
  readonly problem: MergeProblem | null;
}

/** What was made. */
export interface BoundBooklet {
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly pages: number;
  /** In the order of the plan. */
  readonly statements: ReadonlyArray<BoundStatement>;
}
