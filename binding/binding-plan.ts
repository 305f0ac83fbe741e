/** The input of a booklet. All texts are in its language. */
export interface BookletPlan {
  /** BCP 47. */
  readonly language: string;
  /** Name of the contest or group. */
  readonly title: string;
  /** Labelled facts under the title on the cover: the date, the language, … */
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>;
  /** Whether each statement begins on an odd page, the front of a double-sided sheet. */
  readonly oddPages: boolean;
  readonly entries: ReadonlyArray<PlannedStatement>;
  readonly words: {
    /** Heading of the contents. */
    readonly contents: string;
    /** Label of the page count on the cover. */
    readonly pages: string;
    /** Note in the contents for a missing statement. */
    readonly missing: string;
  };
  readonly maxPages: number;
}

export interface PlannedStatement {
  readonly label: string;
  readonly title: string;
  /** Shown under the title in the contents; may be empty. */
  readonly note: string;
  /** Bytes of its PDF, which is sent after the plan; null for a task without a PDF. */
  readonly size: number | null;
}

/** Why a PDF cannot be merged with others. */
export type MergeProblem = 'encrypted' | 'unreadable' | 'too-costly';

/** Where a statement is in the booklet, or why it is missing. */
export interface BoundStatement {
  /** Its first page, from 1; null if it is missing. */
  readonly page: number | null;
  readonly problem: MergeProblem | null;
}
