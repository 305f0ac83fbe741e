import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely';
import { onPage, type Page } from '../../database/paging.ts';
import type { DocumentVersionTable, Schema } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import { markContestsOfTasks } from '../contests/contest-changes.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import { discardObjects } from './pending-deletions.ts';

/** One immutable file of a task: its PDF in one language, or an attachment. */
export type DocumentVersion = Readonly<DocumentVersionTable>;

/** What versions replace each other in: the PDF of a language, or an attachment. */
export type VersionSeries = Pick<DocumentVersion, 'taskId' | 'language' | 'attachmentId'>;

/** The PDF of a task in a language. */
export const statementIn = (taskId: string, language: string): VersionSeries => ({
  taskId,
  language,
  attachmentId: null,
});

/** An attachment of a task; its language is unknown (BCP 47: `und`). */
export const attachmentOf = (taskId: string, attachmentId: string): VersionSeries => ({
  taskId,
  language: 'und',
  attachmentId,
});

export type DocumentVersions = ReturnType<typeof createDocumentVersions>;

/**
 * Versions of the files of tasks. Completing one (`Uploads`), or restoring an older one, makes it current in its series until it
 * is replaced.
 */
export function createDocumentVersions({
  database: { kysely },
  clock,
}: Pick<RepositoryParts, 'database' | 'clock'>) {
  return {
    /** @throws LecternError `not-found` */
    find: (taskId: string, versionId: string) => find(kysely, taskId, versionId),
    /** Completed versions, newest first. */
    async list(series: VersionSeries, page: Page): Promise<ReadonlyArray<DocumentVersion>> {
      const versions = kysely
        .selectFrom('documentVersions')
        .selectAll()
        .where(isIn(series))
        .where('completedAt', 'is not', null);
      return onPage(versions, page, 'id', 'desc').execute();
    },
    /** The languages in which a task has or had a PDF, sorted. */
    async languages(
      taskId: string,
      page: Page,
    ): Promise<ReadonlyArray<{ language: string; isCurrent: boolean }>> {
      const languages = kysely
        .selectFrom('documentVersions')
        .select(({ fn }) => [
          'language',
          fn.countAll<number | bigint>().filterWhere('replacedAt', 'is', null).as('current'),
        ])
        .where('taskId', '=', taskId)
        .where('attachmentId', 'is', null)
        .where('completedAt', 'is not', null)
        .groupBy('language');
      const found = await onPage(languages, page, 'language').execute();
      return found.map(({ language, current }) => ({ language, isCurrent: Number(current) > 0 }));
    },
    currentIn: (series: VersionSeries) =>
      kysely
        .selectFrom('documentVersions')
        .selectAll()
        .where(isIn(series))
        .where('completedAt', 'is not', null)
        .where('replacedAt', 'is', null)
        .executeTakeFirst(),
    /** The current PDFs of many tasks, by language. */
    async current(taskIds: ReadonlyArray<string>): Promise<ReadonlyArray<DocumentVersion>> {
      if (taskIds.length === 0) return [];
      return kysely
        .selectFrom('documentVersions')
        .selectAll()
        .where('completedAt', 'is not', null)
        .where('replacedAt', 'is', null)
        .where('attachmentId', 'is', null)
        .where('taskId', 'in', taskIds)
        .orderBy('language')
        .execute();
    },
    /** All completed versions of a task, also of its attachments, even of a deleted task. */
    async completed(taskId: string): Promise<ReadonlyArray<DocumentVersion>> {
      return kysely
        .selectFrom('documentVersions')
        .selectAll()
        .where('taskId', '=', taskId)
        .where('completedAt', 'is not', null)
        .orderBy('id')
        .execute();
    },
    /** Permanently deletes all completed versions of a task; the next sweep deletes their objects. */
    async discardAll(taskId: string): Promise<void> {
      const deleteAt = clock.nowMs();
      await kysely.transaction().execute(async (transaction) => {
        const discarded = await transaction
          .deleteFrom('documentVersions')
          .where('taskId', '=', taskId)
          .where('completedAt', 'is not', null)
          .returning('objectKey')
          .execute();
        await discardObjects(transaction, discarded, deleteAt);
      });
    },
  };
}

const find = (db: Kysely<Schema>, taskId: string, versionId: string): Promise<DocumentVersion> =>
  db
    .selectFrom('documentVersions')
    .selectAll()
    .where('id', '=', versionId)
    .where('taskId', '=', taskId)
    .where('abandonedAt', 'is', null)
    .executeTakeFirstOrThrow(noVersion);

const noVersion = () =>
  new LecternError('not-found', 'The task has no version with this id. List the versions to find it.');

const isIn =
  ({ taskId, language, attachmentId }: VersionSeries) =>
  (eb: ExpressionBuilder<Schema, 'documentVersions'>) =>
    eb.and([
      ...[eb('taskId', '=', taskId), eb('language', '=', language)],
      attachmentId === null ? eb('attachmentId', 'is', null) : eb('attachmentId', '=', attachmentId),
    ]);

const noCurrent = ({ language, attachmentId }: VersionSeries) =>
  new LecternError(
    'not-found',
    attachmentId === null
      ? `The task has no PDF in the language ${language}. Choose another language, or upload one.`
      : 'The task has no attachment with this id. Get the task to list them.',
  );

/** Ends the current version; it stays listed. @throws LecternError `not-found` */
export const fileRemoval =
  (series: VersionSeries): Edit<void> =>
  async (trx, revoke) => {
    const nowMs = revoke.nowMs();
    if ((await replaceCurrent(trx, series, nowMs)) === 0n) throw noCurrent(series);
    await countDocumentChange(trx, series.taskId, nowMs);
  };

/**
 * Makes a replaced or removed version current again, with a new reason, instead of the current one. If it already is current, nothing
 * changes.
 * @throws LecternError `not-found`, `upload-missing` for one that was never completed
 */
export const versionRestore =
  (taskId: string, versionId: string, reason: string | null = null): Edit<DocumentVersion> =>
  async (trx, revoke) => {
    const nowMs = revoke.nowMs();
    const version = await find(trx, taskId, versionId);
    if (version.completedAt === null) throw incomplete();
    if (version.replacedAt === null) return version;
    await replaceCurrent(trx, version, nowMs);
    const restored = await trx
      .updateTable('documentVersions')
      .set({ replacedAt: null, reason })
      .where('id', '=', versionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await countDocumentChange(trx, taskId, nowMs);
    return restored;
  };

/** Ends the current version of a series. @returns how many were current */
export async function replaceCurrent(
  db: Kysely<Schema>,
  series: VersionSeries,
  nowMs: number,
): Promise<bigint> {
  const { numUpdatedRows } = await db
    .updateTable('documentVersions')
    .set({ replacedAt: nowMs })
    .where(isIn(series))
    .where('completedAt', 'is not', null)
    .where('replacedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows;
}

/**
 * Gives a task whose current files changed the next number among all such changes. Transactions run one after another, so no smaller number
 * is committed later: readers who know all changes up to a number ask for those above it. The contests with the task have changed too.
 */
export async function countDocumentChange(
  transaction: Transaction<Schema>,
  taskId: string,
  nowMs: number,
): Promise<void> {
  const next = sql<number>`(select coalesce(max(counted."documentChange"), 0) + 1 from tasks as counted
    where counted."documentChange" is not null)`;
  await transaction
    .updateTable('tasks')
    .set({ updatedAt: nowMs, documentChange: next })
    .where('id', '=', taskId)
    .execute();
  await markContestsOfTasks(transaction, [taskId], nowMs);
}

/** The error for a version that must be complete. */
export const incomplete = () => new LecternError('upload-missing', 'Complete the upload first.');
