import type { Kysely, Transaction } from 'kysely';
import { longestLifeMs, type Revocations } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import { discardObject, takeReserved } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import {
  type Booklet,
  type BookletOwner,
  type BookletSpec,
  type FailedBooklet,
  type MadeBooklet,
  toBooklet,
} from './booklet.ts';
import { endBooklets } from './end-booklets.ts';

/** So many languages a contest or a group can have booklets in. */
export const maxBooklets = 20;

/** With all attempts; an instance that dies keeps the others waiting for as long. */
export const claimMs = 6 * 60 * 1000;

export type ClaimedBooklet = Booklet & Claim;

/** The booklets of contests and groups: which are wanted, and what was made of each. Who may call what is decided before. */
export interface Booklets {
  /** Of one owner, by language. */
  list(owner: BookletOwner): Promise<ReadonlyArray<Booklet>>;
  /** @throws LecternError `not-found` */
  find(owner: BookletOwner, language: string): Promise<Booklet>;
  /**
   * Wants a booklet in a language, as it says; one that is there is made again.
   * @throws LecternError `conflict` for more languages than an owner can have
   */
  request(spec: BookletSpec): Promise<Booklet>;
  /** Ends a booklet: its URLs are revoked, and its file is deleted with the next sweep. @throws LecternError `not-found` */
  remove(owner: BookletOwner, language: string): Promise<void>;
  /** Those that have been asked for and not been made since, the longest waiting first. */
  asked(limit: number): Promise<ReadonlyArray<Booklet>>;
  /** Those with the next ids, of contests that ended before this time (Unix milliseconds), or of all others. */
  next(turn: {
    readonly after: string;
    readonly limit: number;
    readonly endedBefore: number;
    readonly isOver: boolean;
  }): Promise<ReadonlyArray<Booklet>>;
  /** Removes those of contests and groups that are deleted. @returns how many */
  removeOfDeleted(): Promise<number>;
  /** Claims the making of a booklet for `claimMs`. @returns undefined when it is claimed already, or gone */
  claim(bookletId: string): Promise<ClaimedBooklet | undefined>;
  /** Lets others claim it now. */
  release(booklet: ClaimedBooklet): Promise<void>;
  /**
   * Takes what was made, from a reserved object, in the place of what was there: that is deleted when no URL of it lives
   * any more.
   * @returns false when the claim was lost, and the object is swept
   * @throws LecternError `upload-gone` when that took too long
   */
  take(booklet: ClaimedBooklet, made: Omit<MadeBooklet, 'madeAt'>): Promise<boolean>;
  /** Says why it could not be made. */
  fail(booklet: ClaimedBooklet, failed: FailedBooklet): Promise<void>;
  /** Forgets what was made of booklets with a task, whose files are deleted with the next sweep. @returns how many */
  discardWith(taskId: string): Promise<number>;
}

/** The hash of no source. */
const notOfAnything = '';
const nothingMade = {
  objectKey: null,
  size: null,
  sha256: null,
  pages: null,
  madeAt: null,
  madeOf: null,
  statements: null,
} as const;
const ownerColumns = { contest: 'contestId', group: 'groupId' } as const;
/** A time that has passed, so that it may be claimed now. */
const unclaimed = { claimedUntil: 0 } as const;
const idle = { ...unclaimed, failures: 0, failure: null, failedOf: null, retryAt: null } as const;

export function createBooklets(parts: {
  readonly database: Database;
  readonly revocations: Pick<Revocations, 'change'>;
  readonly clock: Clock;
}): Booklets {
  const { revocations, clock } = parts;
  const { kysely } = parts.database;
  const queue = createWorkQueue(parts, { table: 'booklets', dueAt: 'claimedUntil', claimMs });
  const stored = kysely.selectFrom('booklets').selectAll('booklets');

  const withOwners = stored
    .leftJoin('contests', 'contests.id', 'booklets.contestId')
    .leftJoin('groups', 'groups.id', 'booklets.groupId');
  const ofLiveOwners = withOwners
    .where('contests.deletedAt', 'is', null)
    .where('groups.deletedAt', 'is', null);

  /** Its rows go with it. */
  async function removeOne(transaction: Transaction<Schema>, { id, made }: Booklet): Promise<void> {
    if (made) await discardObject(transaction, made.objectKey, clock.nowMs());
    await transaction.deleteFrom('bookletTasks').where('bookletId', '=', id).execute();
    await transaction.deleteFrom('booklets').where('id', '=', id).execute();
  }

  return {
    async list({ kind, id }) {
      const rows = await stored.where(ownerColumns[kind], '=', id).orderBy('language').execute();
      return rows.map(toBooklet);
    },
    find: (owner, language) => findOne(kysely, owner, language),
    async request({ owner, oddPages, includesUpcoming, ...spec }) {
      const asked = {
        ...spec,
        ...idle,
        askedAt: clock.nowMs(),
        oddPages: oddPages ? 1 : 0,
        includesUpcoming: includesUpcoming ? 1 : 0,
      };
      const ownerColumn = ownerColumns[owner.kind];
      return kysely.transaction().execute(async (transaction) => {
        const others = await transaction
          .selectFrom('booklets')
          .select('id')
          .where(ownerColumn, '=', owner.id)
          .where('language', '<>', spec.language)
          .execute();
        if (others.length >= maxBooklets) {
          throw new LecternError(
            'conflict',
            `There can be booklets in ${maxBooklets} languages. Remove one.`,
            {
              facts: { reason: 'too-many-booklets', max: maxBooklets },
            },
          );
        }
        const row = await transaction
          .insertInto('booklets')
          .values({ id: newId(), [ownerColumn]: owner.id, ...asked, ...nothingMade })
          // What was made stays until it is made again.
          .onConflict((conflict) =>
            conflict.columns([ownerColumn, 'language']).doUpdateSet({ ...asked, madeOf: notOfAnything }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        return toBooklet(row);
      });
    },
    remove: (owner, language) =>
      revocations.change(async (transaction, revoke) => {
        const booklet = await findOne(transaction, owner, language);
        await revoke.these(await endBooklets(transaction, [booklet.id]));
        await removeOne(transaction, booklet);
      }),
    async asked(limit) {
      const nowMs = clock.nowMs();
      const rows = await ofLiveOwners
        .where(({ eb, or }) => or([eb('madeOf', 'is', null), eb('madeOf', '=', notOfAnything)]))
        .where(({ eb, or }) => or([eb('retryAt', 'is', null), eb('retryAt', '<=', nowMs)]))
        .orderBy('askedAt')
        .limit(limit)
        .execute();
      return rows.map(toBooklet);
    },
    async next({ after, limit, endedBefore, isOver }) {
      const rows = await ofLiveOwners
        .where('booklets.id', '>', after)
        .where(({ eb, or }) =>
          isOver
            ? eb('endsAt', '<', endedBefore)
            : or([eb('endsAt', 'is', null), eb('endsAt', '>=', endedBefore)]),
        )
        .orderBy('booklets.id')
        .limit(limit)
        .execute();
      return rows.map(toBooklet);
    },
    async removeOfDeleted() {
      const rows = await withOwners
        .where(({ eb, or }) =>
          or([eb('contests.deletedAt', 'is not', null), eb('groups.deletedAt', 'is not', null)]),
        )
        .limit(maxBooklets)
        .execute();
      for (const row of rows) {
        await kysely.transaction().execute((transaction) => removeOne(transaction, toBooklet(row)));
      }
      return rows.length;
    },
    async claim(bookletId) {
      const [row] = await queue.claim([bookletId]);
      return row && { ...toBooklet(row), claimedUntilMs: row.claimedUntilMs };
    },
    async release(booklet) {
      await queue.release(kysely, booklet, unclaimed);
    },
    async take(booklet, { statements, ...made }) {
      const nowMs = clock.nowMs();
      const bookletId = booklet.id;
      return kysely.transaction().execute(async (transaction) => {
        const before = await transaction
          .selectFrom('booklets')
          .select('objectKey')
          .where('id', '=', bookletId)
          .executeTakeFirst();
        const change = { ...made, madeAt: nowMs, statements: JSON.stringify(statements), ...idle };
        if (!(await queue.release(transaction, booklet, change))) return false;
        await takeReserved(transaction, made.objectKey, nowMs);
        if (before?.objectKey) await discardObject(transaction, before.objectKey, nowMs + longestLifeMs);
        await transaction.deleteFrom('bookletTasks').where('bookletId', '=', bookletId).execute();
        const rows = statements.map(({ taskId }) => ({ bookletId, taskId }));
        await insertRows(transaction, 'bookletTasks', rows);
        return true;
      });
    },
    async fail(booklet, failed) {
      await queue.release(kysely, booklet, { ...unclaimed, ...failed, failures: booklet.failures + 1 });
    },
    async discardWith(taskId) {
      return kysely.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('booklets')
          .select(['id', 'objectKey'])
          .where('objectKey', 'is not', null)
          .where('id', 'in', (eb) =>
            eb.selectFrom('bookletTasks').select('bookletId').where('taskId', '=', taskId),
          )
          .execute();
        for (const { id, objectKey } of rows) {
          await discardObject(transaction, objectKey as string, clock.nowMs());
          await transaction.updateTable('booklets').set(nothingMade).where('id', '=', id).execute();
        }
        return rows.length;
      });
    },
  };
}

/** @throws LecternError `not-found` */
async function findOne(db: Kysely<Schema>, { kind, id }: BookletOwner, language: string): Promise<Booklet> {
  const row = await db
    .selectFrom('booklets')
    .selectAll()
    .where(ownerColumns[kind], '=', id)
    .where('language', '=', language)
    .executeTakeFirst();
  if (!row) throw noBooklet(language);
  return toBooklet(row);
}

/** The error for a booklet that nobody has asked for. */
export const noBooklet = (language?: string) =>
  new LecternError(
    'not-found',
    language === undefined ? 'There is no booklet.' : `There is no booklet in the language ${language}.`,
  );
