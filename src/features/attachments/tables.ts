import type { Opening } from './opening.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    attachments: AttachmentTable;
  }
}

/** A file of a task, by name; `documentVersions` has its versions. It stays when the last of them is removed. */
export interface AttachmentTable extends Opening {
  id: string;
  taskId: string;
  /** Unique in the task. */
  fileName: string;
}
