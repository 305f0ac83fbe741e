import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { onPage, type Page } from '../../database/paging.ts';
import type { DocumentVersionTable, Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';
import type { ObjectKey } from '../../storage/object-key.ts';
import { countDocumentChange } from './count-document-change.ts';
import { keepExamination } from './keep-examination.ts';
import { takeObject } from './pending-deletions.ts';
import { assertRoom, type UploadLimits } from './upload-limits.ts';

/** One immutable PDF of a task in one language. */
export type DocumentVersion = Readonly<DocumentVersionTable>;

/** A reserved object that a version takes as it is completed, and when the one that was uploaded is to be deleted. */
export interface SettledObject {
  readonly objectKey: ObjectKey;
  readonly deleteAt: number;
}

/** What a version gets as it is completed. */
export interface Completion {
  readonly settled?: SettledObject | undefined;
  /** What a look into it has found. */
  readonly examination?: PdfExamination | undefined;
  /** Why it takes the place of another, as `writeReason` has it. */
  readonly reason?: string | null | undefined;
}

/**
 * Versions of description PDFs. Completing one, or restoring an older one, makes it the current one of its language until
 * it is replaced.
 */
export interface DocumentVersions {
  /**
   * Announces an upload; the version is invisible until it is completed.
   * @throws LecternError `too-many-uploads`, `storage-full`
   */
  announce(
    upload: Pick<
      DocumentVersion,
      'taskId' | 'language' | 'objectKey' | 'fileName' | 'size' | 'sha256' | 'uploadedBy'
    >,
    limits: UploadLimits,
  ): Promise<DocumentVersion>;
  /** @throws LecternError `not-found` */
  find(taskId: string, versionId: string): Promise<DocumentVersion>;
  /** Completed versions of a language, newest first. */
  list(taskId: string, language: string, page: Page): Promise<ReadonlyArray<DocumentVersion>>;
  /** The languages in which a task has or had a PDF, in their order. */
  languages(taskId: string, page: Page): Promise<ReadonlyArray<{ language: string; isCurrent: boolean }>>;
  /** The current versions of many tasks, by language. */
  current(taskIds: ReadonlyArray<string>): Promise<ReadonlyArray<DocumentVersion>>;
  /** Makes a version current and replaces the one before it, in one step. @throws LecternError `upload-gone` */
  complete(version: DocumentVersion, completion?: Completion): Promise<DocumentVersion>;
  /**
   * Makes a version that was replaced or withdrawn current again, for another reason, in the place of the one that is. The
   * current one stays as it is.
   * @throws LecternError `not-found`, `upload-missing` for one that was never completed
   */
  restore(taskId: string, versionId: string, reason?: Completion['reason']): Promise<DocumentVersion>;
  /** All completed versions of a task, in whatever language, also of one that is deleted. */
  completed(taskId: string): Promise<ReadonlyArray<DocumentVersion>>;
  /** Lets a version take a reserved object; its old one is to be deleted now. */
  move(version: DocumentVersion, objectKey: ObjectKey): Promise<void>;
  /** Ends the current version of a language; it stays listed. @throws LecternError `not-found` */
  withdraw(taskId: string, language: string): Promise<void>;
  /** Marks an upload so that it cannot complete any more. @returns false when it is complete */
  abandon(versionId: string): Promise<boolean>;
  /** Marks up to `limit` uploads announced before `beforeMs` and never completed, and returns them, oldest first. */
  abandonOlder(
    beforeMs: number,
    page: { after: DocumentVersion | undefined; limit: number },
  ): Promise<ReadonlyArray<DocumentVersion>>;
  forget(versionIds: ReadonlyArray<string>): Promise<void>;
  /** Forgets all completed versions of a task for good; the next sweep deletes their objects. */
  discardAll(taskId: string): Promise<void>;
}

export function createDocumentVersions({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): DocumentVersions {
  const { kysely } = database;
  const isCurrent = kysely
    .selectFrom('documentVersions')
    .selectAll()
    .where('completedAt', 'is not', null)
    .where('replacedAt', 'is', null);

  /** Takes the place of a language for another version, or for none. @returns how many were current */
  async function replaceCurrent(
    db: Kysely<Schema>,
    { taskId, language }: Pick<DocumentVersion, 'taskId' | 'language'>,
    nowMs: number,
  ): Promise<bigint> {
    const { numUpdatedRows } = await db
      .updateTable('documentVersions')
      .set({ replacedAt: nowMs })
      .where('taskId', '=', taskId)
      .where('language', '=', language)
      .where('completedAt', 'is not', null)
      .where('replacedAt', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows;
  }

  async function find(db: Kysely<Schema>, taskId: string, versionId: string): Promise<DocumentVersion> {
    const version = await db
      .selectFrom('documentVersions')
      .selectAll()
      .where('id', '=', versionId)
      .where('taskId', '=', taskId)
      .where('abandonedAt', 'is', null)
      .executeTakeFirst();
    if (!version) throw new LecternError('not-found', 'The task has no such document version.');
    return version;
  }

  return {
    async announce(upload, limits) {
      const nowMs = clock.nowMs();
      const version: DocumentVersion = {
        ...upload,
        id: newId(),
        createdAt: nowMs,
        completedAt: null,
        replacedAt: null,
        abandonedAt: null,
        reason: null,
      };
      await kysely.transaction().execute(async (trx) => {
        await assertRoom(trx, { ...upload, nowMs }, limits);
        await trx.insertInto('documentVersions').values(version).execute();
      });
      return version;
    },
    find: (taskId, versionId) => find(kysely, taskId, versionId),
    async list(taskId, language, page) {
      const versions = kysely
        .selectFrom('documentVersions')
        .selectAll()
        .where('taskId', '=', taskId)
        .where('language', '=', language)
        .where('completedAt', 'is not', null);
      return onPage(versions, page, 'id', 'desc').execute();
    },
    async languages(taskId, page) {
      const languages = kysely
        .selectFrom('documentVersions')
        .select(({ fn }) => [
          'language',
          fn.countAll<number | bigint>().filterWhere('replacedAt', 'is', null).as('current'),
        ])
        .where('taskId', '=', taskId)
        .where('completedAt', 'is not', null)
        .groupBy('language');
      const found = await onPage(languages, page, 'language').execute();
      return found.map(({ language, current }) => ({ language, isCurrent: Number(current) > 0 }));
    },
    async current(taskIds) {
      if (taskIds.length === 0) return [];
      return isCurrent.where('taskId', 'in', taskIds).orderBy('language').execute();
    },
    async completed(taskId) {
      return kysely
        .selectFrom('documentVersions')
        .selectAll()
        .where('taskId', '=', taskId)
        .where('completedAt', 'is not', null)
        .orderBy('id')
        .execute();
    },
    async move(version, objectKey) {
      const nowMs = clock.nowMs();
      await kysely
        .transaction()
        .execute((trx) => takeObject(trx, version, objectKey, { nowMs, deleteAt: nowMs }));
    },
    async complete(version, { settled, examination, reason = null } = {}) {
      const nowMs = clock.nowMs();
      return kysely.transaction().execute(async (trx) => {
        const known = await trx
          .selectFrom('documentVersions')
          .selectAll()
          .where('id', '=', version.id)
          .executeTakeFirst();
        if (known && known.completedAt !== null) return known; // by the same request, sent twice
        await replaceCurrent(trx, version, nowMs);
        if (settled) await takeObject(trx, version, settled.objectKey, { nowMs, deleteAt: settled.deleteAt });
        const completed = await trx
          .updateTable('documentVersions')
          .set({ completedAt: nowMs, reason })
          .where('id', '=', version.id)
          .where('completedAt', 'is', null)
          .where('abandonedAt', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (!completed) {
          throw new LecternError(
            'upload-gone',
            'The upload has been removed in the meantime. Announce it again.',
          );
        }
        await countDocumentChange(trx, version.taskId, nowMs);
        if (examination) await keepExamination(trx, version.id, examination, nowMs);
        return completed;
      });
    },
    async restore(taskId, versionId, reason = null) {
      const nowMs = clock.nowMs();
      return kysely.transaction().execute(async (trx) => {
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
      });
    },
    async withdraw(taskId, language) {
      const nowMs = clock.nowMs();
      await kysely.transaction().execute(async (trx) => {
        if ((await replaceCurrent(trx, { taskId, language }, nowMs)) === 0n) {
          throw new LecternError('not-found', `The task has no document in the language ${language}.`);
        }
        await countDocumentChange(trx, taskId, nowMs);
      });
    },
    async abandon(versionId) {
      const { numUpdatedRows } = await kysely
        .updateTable('documentVersions')
        .set({ abandonedAt: clock.nowMs() })
        .where('id', '=', versionId)
        .where('completedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async abandonOlder(beforeMs, { after, limit }) {
      const abandoned = await kysely
        .updateTable('documentVersions')
        .set({ abandonedAt: clock.nowMs() })
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('documentVersions')
            .select('id')
            .where('completedAt', 'is', null)
            .where('createdAt', '<', beforeMs)
            .$if(after !== undefined, (query) => query.where(isBehind(after as DocumentVersion)))
            .orderBy('createdAt')
            .orderBy('id')
            .limit(limit),
        )
        .where('completedAt', 'is', null)
        .returningAll()
        .execute();
      return abandoned.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    },
    async forget(versionIds) {
      if (versionIds.length === 0) return;
      await kysely.deleteFrom('documentVersions').where('id', 'in', versionIds).execute();
    },
    async discardAll(taskId) {
      const deleteAt = clock.nowMs();
      await kysely.transaction().execute(async (transaction) => {
        const discarded = await transaction
          .deleteFrom('documentVersions')
          .where('taskId', '=', taskId)
          .where('completedAt', 'is not', null)
          .returning('objectKey')
          .execute();
        const rows = discarded.map(({ objectKey }) => ({ objectKey, deleteAt }));
        await insertRows(transaction, 'discardedObjects', rows);
      });
    },
  };
}

/** The error where only a complete version will do. */
export const incomplete = () => new LecternError('upload-missing', 'Complete the upload first.');

/** Announced later, or at the same time with a greater id. */
const isBehind =
  ({ createdAt, id }: DocumentVersion) =>
  (eb: ExpressionBuilder<Schema, 'documentVersions'>) =>
    eb(eb.refTuple('createdAt', 'id'), '>', eb.tuple(createdAt, id));
