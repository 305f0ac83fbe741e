import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import type { DocumentVersion } from './document-versions.ts';
import type { Task } from './task.ts';

/** What a reader sees of a task, with its current files. */
export interface TaskDetail
  extends Pick<Task, 'externalId' | 'title' | 'titles' | 'primaryLanguage' | 'createdAt' | 'updatedAt'> {
  /** The PDF of each language, sorted by language. */
  readonly documents: ReadonlyArray<CurrentDocument>;
  /** Other files. */
  readonly attachments: ReadonlyArray<CurrentAttachment>;
}

export type CurrentDocument = Pick<
  DocumentVersion,
  ('id' | 'taskId' | 'attachmentId' | 'language') | ('objectKey' | 'fileName' | 'size' | 'sha256' | 'reason')
> & { readonly completedAt: number };

type CurrentAttachment = CurrentDocument & { readonly attachmentId: string };

export type TaskDetails = ReturnType<typeof createTaskDetails>;

export function createTaskDetails(database: Database) {
  const readOne = database.prepareRead<{ taskId: string }, DetailRow>(
    (kysely, param) => detailQuery(kysely, sql`tasks.id = ${param('taskId')}`).compile(),
    { isKept: true },
  );
  const readMany = database.prepareRead<{ taskIds: Texts }, DetailRow>(
    (kysely, param) =>
      detailQuery(
        kysely,
        sql`tasks.id in (select value from ${textsOf(database.dialect, param('taskIds'), 'wanted')})`,
      ).compile(),
    { isKept: true },
  );
  return {
    /** Undefined if the task does not exist. */
    of: async (taskId: string) => detailOfRows(await readOne({ taskId })),
    /** The details of those tasks that exist, by id, in one query. */
    async ofMany(taskIds: ReadonlyArray<string>): Promise<ReadonlyMap<string, TaskDetail>> {
      if (taskIds.length === 0) return new Map();
      const rows = await readMany({ taskIds: textsParam(database.dialect, taskIds) });
      const details = new Map<string, TaskDetail>();
      for (const [taskId, ofTask] of Map.groupBy(rows, (row) => row.taskId)) {
        const detail = detailOfRows(ofTask);
        if (detail) details.set(taskId, detail);
      }
      return details;
    },
  };
}

/** One row per current file of the tasks that match; one row for a task without any. */
export const detailQuery = (kysely: Kysely<Schema>, isWanted: RawBuilder<boolean>) =>
  kysely
    .selectFrom('tasks')
    .leftJoin('documentVersions as version', (join) =>
      join
        .onRef('version.taskId', '=', 'tasks.id')
        .on('version.completedAt', 'is not', null)
        .on('version.replacedAt', 'is', null),
    )
    .where(isWanted)
    .where('tasks.deletedAt', 'is', null)
    .orderBy('version.language')
    .select([
      'tasks.externalId',
      'tasks.title',
      'tasks.titles',
      'tasks.primaryLanguage',
      'tasks.createdAt',
      'tasks.updatedAt',
      'tasks.id as taskId',
      'version.id',
      'version.attachmentId',
      'version.language',
      'version.objectKey',
      'version.fileName',
      'version.size',
      'version.sha256',
      'version.completedAt',
      'version.reason',
    ])
    .$castTo<DetailRow>();

export function detailOfRows(rows: ReadonlyArray<DetailRow>): TaskDetail | undefined {
  const [task] = rows;
  if (!task) return undefined;
  const { externalId, title, titles, primaryLanguage, createdAt, updatedAt } = task;
  const documents: Array<CurrentDocument> = [];
  const attachments: Array<CurrentAttachment> = [];
  for (const row of rows) {
    if (row.id === null) continue;
    if (isAttachment(row)) attachments.push(row);
    else documents.push(row);
  }
  return { externalId, title, titles, primaryLanguage, createdAt, updatedAt, documents, attachments };
}

type OfTask = Omit<TaskDetail, 'documents' | 'attachments'>;
export type DetailRow = OfTask & (CurrentDocument | { readonly taskId: string; readonly id: null });

const isAttachment = (file: CurrentDocument): file is CurrentAttachment => file.attachmentId !== null;
