import type { Kysely } from 'kysely';
import { longestLifeMs } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import { discardObject, takeReserved } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Booklet, type FailedBooklet, type MadeBooklet, toBooklet } from './booklet.ts';

/** How long making one may take, with all attempts. */
export const makeMs = 6 * 60 * 1000;
/** It outlasts the making, so that what came of it is written down. An instance that dies keeps the others waiting for as long. */
export const claimMs = makeMs + 60 * 1000;

export type ClaimedBooklet = Booklet & Claim;

/** The booklets as work: which may have to be made, and who makes each. */
export interface BookletQueue {
  /** Those that have been asked for and not been made since, the longest waiting first. */
  asked(limit: number): Promise<ReadonlyArray<Booklet>>;
  /** Those with the next ids, of contests that ended before this time (Unix milliseconds), or of all others. */
  next(turn: {
    readonly after: string;
    readonly limit: number;
    readonly endedBefore: number;
    readonly isOver: boolean;
  }): Promise<ReadonlyArray<Booklet>>;
  /** Claims the making of a booklet for longer than it may take. @returns undefined when it is claimed already, or gone */
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
}

/** The hash of no source. */
export const notOfAnything = '';
/** A time that has passed, so that it may be claimed now. */
const unclaimed = { claimedUntil: 0 } as const;
export const idle = { ...unclaimed, failures: 0, failure: null, failedOf: null, retryAt: null } as const;

/** All booklets, with the contest or group of each. */
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
  };
}
