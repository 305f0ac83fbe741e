import type { Kysely } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';

/** What a reader sees of a task, with the current version of each language. */
export interface TaskDetail {
  readonly title: string;
  readonly primaryLanguage: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly documents: ReadonlyArray<CurrentDocument>;
}

export interface CurrentDocument {
  readonly id: string;
  readonly taskId: string;
  readonly language: string;
  readonly objectKey: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
  readonly completedAt: number;
}

/** Reads the detail in one query; undefined for a task that is not there. Documents are in order of language. */
export function createTaskDetails(database: Database): (taskId: string) => Promise<TaskDetail | undefined> {
  const read = database.prepareRead<{ taskId: string }, DetailRow>((kysely, param) =>
    detailQuery(kysely, param('taskId')).compile(),
  );
  return async (taskId) => detailOfRows(await read({ taskId }));
}

/** A row for each current document, or one without. */
export const detailQuery = (kysely: Kysely<Schema>, taskId: string) =>
  kysely
    .selectFrom('tasks')
    .leftJoin('documentVersions as version', (join) =>
      join
        .onRef('version.taskId', '=', 'tasks.id')
        .on('version.completedAt', 'is not', null)
        .on('version.replacedAt', 'is', null),
    )
    .where('tasks.id', '=', taskId)
    .where('tasks.deletedAt', 'is', null)
    .orderBy('version.language')
    .select([
      'tasks.title',
      'tasks.primaryLanguage',
      'tasks.createdAt',
      'tasks.updatedAt',
      'tasks.id as taskId',
      'version.id',
      'version.language',
      'version.objectKey',
      'version.fileName',
      'version.size',
      'version.sha256',
      'version.completedAt',
    ])
    .$castTo<DetailRow>();

export function detailOfRows(rows: ReadonlyArray<DetailRow>): TaskDetail | undefined {
  const [task] = rows;
  if (!task) return undefined;
  const { title, primaryLanguage, createdAt, updatedAt } = task;
  return { title, primaryLanguage, createdAt, updatedAt, documents: rows.filter(hasDocument) };
}

export type DetailRow = Omit<TaskDetail, 'documents'> & (CurrentDocument | { readonly id: null });

function hasDocument(row: DetailRow): row is Omit<TaskDetail, 'documents'> & CurrentDocument {
  return row.id !== null;
}
