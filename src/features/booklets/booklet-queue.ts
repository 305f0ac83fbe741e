import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import { discardObjects, takeReserved } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { longestLifeMs } from '../../revocation/revocations.ts';
import { type Booklet, type FailedBooklet, type MadeBooklet, toBooklet } from './booklet.ts';

/** Time limit for making a booklet, with all attempts. */
export const makeMs = 6 * 60 * 1000;
/** Outlasts the making, so that its result is saved. If an instance dies, others wait this long. */
export const claimMs = makeMs + 60 * 1000;

export type ClaimedBooklet = Booklet & Claim;

/** The work queue of booklets: which are due, and who makes each. */
export interface BookletQueue {
  /** Booklets requested and not made since, oldest request first. */
  asked(limit: number): Promise<ReadonlyArray<Booklet>>;
  /** Booklets with the next ids: of contests that ended before `endedBefore` (Unix milliseconds), or all others. */
  next(turn: {
    readonly after: string;
    readonly limit: number;
    readonly endedBefore: number;
    readonly isOver: boolean;
  }): Promise<ReadonlyArray<Booklet>>;
  /** Claims a booklet for `claimMs`. @returns undefined when it is already claimed, or gone */
  claim(bookletId: string): Promise<ClaimedBooklet | undefined>;
  release(booklet: ClaimedBooklet): Promise<void>;
  /**
   * Saves the result, whose object key was reserved. The previous object is deleted after its last URL has expired.
   * @returns false when the claim was lost; the object is then swept
   * @throws LecternError `upload-gone` when the reservation has expired
   */
  take(booklet: ClaimedBooklet, made: Omit<MadeBooklet, 'madeAt'>): Promise<boolean>;
  /** Saves why it could not be made. */
  fail(booklet: ClaimedBooklet, failed: FailedBooklet): Promise<void>;
}

/** Equals the hash of no source. */
export const notOfAnything = '';
/** In the past, so that it can be claimed now. */
const unclaimed = { claimedUntil: 0 } as const;
export const idle = { ...unclaimed, failures: 0, failure: null, failedOf: null, retryAt: null } as const;

/** All booklets, joined with their contests and groups. */
export const withOwners = (kysely: Kysely<Schema>) =>
  kysely
    .selectFrom('booklets')
    .selectAll('booklets')
    .leftJoin('contests', 'contests.id', 'booklets.contestId')
    .leftJoin('groups', 'groups.id', 'booklets.groupId');

export function createBookletQueue(parts: {
  readonly database: Database;
  readonly clock: Clock;
}): BookletQueue {
  const { clock } = parts;
  const { kysely } = parts.database;
  const queue = createWorkQueue(parts, { table: 'booklets', dueAt: 'claimedUntil', claimMs });
  const ofLiveOwners = withOwners(kysely)
    .where('contests.deletedAt', 'is', null)
    .where('groups.deletedAt', 'is', null);

  return {
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
        if (before?.objectKey) {
          const { objectKey } = before;
          await discardObjects(transaction, [{ objectKey }], nowMs + longestLifeMs);
        }
        await transaction.deleteFrom('bookletTasks').where('bookletId', '=', bookletId).execute();
        const rows = statements.map(({ taskId }) => ({ bookletId, taskId }));
        await insertRows(transaction, 'bookletTasks', rows);
        return true;
      });
    },
    async fail(booklet, failed) {
      await queue.release(kysely, booklet, { ...unclaimed, ...failed, failures: booklet.failures + 1 });
    },
  };
}
