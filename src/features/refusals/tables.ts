import type { ErrorCode } from '../../lib/errors.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    refusals: RefusalTable;
  }
}

/** How often a person was refused a task for one reason, and when. Times are Unix milliseconds. */
export interface RefusalTable {
  /** Of the task, the person and the code. */
  id: string;
  taskId: string;
  userId: string;
  code: ErrorCode;
  /** Of those that `count` counts. */
  firstAt: number;
  at: number;
  count: number;
}
