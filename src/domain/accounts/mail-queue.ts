import type { Kysely, NotNull, Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import { deleteOld } from '../../database/delete-old.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';

export type MailKind = Schema['mails']['kind'];

/** An e-mail to one person, of which nothing is kept that could be stolen: address, text and link are made when it is sent. */
export interface NewMail {
  readonly kind: MailKind;
  /** Null: nothing is sent, and whoever looks from outside cannot tell. */
  readonly userId: string | null;
  readonly language: OwnLanguage;
}

/** What happens to a mail. `dropped`: it had nobody to go to, or nobody who needed it any more. */
export type MailEvent = 'queued' | 'sent' | 'retried' | 'refused' | 'expired' | 'dropped';

export type OnMail = (kind: MailKind, event: MailEvent) => void;

export type ClaimedMail = Readonly<Selectable<Schema['mails']>> & Claim;

export interface MailQueue {
  /**
   * Adds mails, as a part of a transaction. What tells of a changed password is always taken.
   * @throws LecternError `rate-limited` when too many wait
   */
  add(db: Kysely<Schema>, mails: ReadonlyArray<NewMail>): Promise<void>;
  /** How many of a kind were added within the last hour, by the person. */
  countLately(
    db: Kysely<Schema>,
    kind: MailKind,
    userIds: ReadonlyArray<string>,
  ): Promise<ReadonlyMap<string, number>>;
  /** The same for everybody together. */
  countAllLately(db: Kysely<Schema>, kind: MailKind): Promise<number>;
  /** Claims mails that are due, for `claimMs`, in which they have to be finished or postponed. */
  claim(limit: number): Promise<ReadonlyArray<ClaimedMail>>;
  /** It has been sent, or never will be. */
  finish(mail: ClaimedMail): Promise<void>;
  /** Tries it again later, unless it was withdrawn or another instance has it by now. */
  postpone(mail: ClaimedMail, dueAtMs: number): Promise<void>;
  /** Deletes what is days old at a time (Unix milliseconds), in steps. @returns how many */
  prune(nowMs: number, signal?: AbortSignal): Promise<number>;
}

/** Twice the longest list of people. */
const mostWaiting = 10_000;
const waitSeconds = 15 * 60;
const hourMs = 60 * 60 * 1000;
/** Longer than anything is tried again. */
const keptMs = 2 * 24 * hourMs;
/** Longer than sending those that are claimed together takes. */
export const claimMs = 5 * 60 * 1000;

export function createMailQueue(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly onMail?: OnMail | undefined;
  /** How many mails may wait. */
  readonly maxWaiting?: number;
}): MailQueue {
  const { clock, onMail, maxWaiting = mostWaiting } = parts;
  const { kysely } = parts.database;
  const queue = createWorkQueue(parts, { table: 'mails', dueAt: 'dueAt', claimMs });

  async function assertRoom(db: Kysely<Schema>, wanted: number): Promise<void> {
    const { waiting } = await db
      .selectFrom('mails')
      .select(({ fn }) => fn.countAll().as('waiting'))
      .where('dueAt', 'is not', null)
      .executeTakeFirstOrThrow();
    if (Number(waiting) + wanted <= maxWaiting) return;
    throw new LecternError('rate-limited', 'Too many e-mails wait to be sent. Try again later.', {
      facts: { retryAfterSeconds: waitSeconds },
    });
  }

  return {
    async add(db, mails) {
      const nowMs = clock.nowMs();
      const refusable = mails.filter(({ kind }) => kind !== 'password-changed');
      if (refusable.length > 0) await assertRoom(db, refusable.length);
      const rows = mails.map((mail) => ({
        id: newId(),
        ...mail,
        createdAt: nowMs,
        attempts: 0,
        dueAt: nowMs,
      }));
      await insertRows(db, 'mails', rows);
      for (const { kind } of mails) onMail?.(kind, 'queued');
    },
    async countLately(db, kind, userIds) {
      if (userIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('mails')
        .select(['userId', ({ fn }) => fn.countAll().as('count')])
        .where('userId', 'in', userIds)
        .where('kind', '=', kind)
        .where('createdAt', '>', clock.nowMs() - hourMs)
        .groupBy('userId')
        .$narrowType<{ userId: NotNull }>()
        .execute();
      return new Map(rows.map(({ userId, count }) => [userId, Number(count)]));
    },
    async countAllLately(db, kind) {
      const { count } = await db
        .selectFrom('mails')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('createdAt', '>', clock.nowMs() - hourMs)
        .where('kind', '=', kind)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    claim: async (limit) => queue.claim(await queue.due(limit)),
    async finish({ id }) {
      // Even if another instance has it by now, which then does not try it again.
      await kysely.updateTable('mails').set({ dueAt: null }).where('id', '=', id).execute();
    },
    async postpone(mail, dueAt) {
      await queue.release(kysely, mail, { dueAt, attempts: mail.attempts + 1 });
    },
    prune: (nowMs, signal) => deleteOld(kysely, 'mails', ['createdAt', '<=', nowMs - keptMs], signal),
  };
}

/** Takes back what waits with a link that would set the password of one of these accounts, as a part of a transaction. */
export async function withdrawLinks(db: Kysely<Schema>, userIds: ReadonlyArray<string>): Promise<void> {
  await inChunks(userIds, (some) =>
    db
      .updateTable('mails')
      .set({ dueAt: null })
      .where('userId', 'in', some)
      .where('kind', '!=', 'password-changed')
      .where('dueAt', 'is not', null)
      .execute(),
  );
}

/** The queue of a server that sends e-mail. @throws LecternError `switched-off` */
export function assertMail(outbox: MailQueue | undefined): MailQueue {
  if (outbox) return outbox;
  throw new LecternError(
    'switched-off',
    'This server sends no e-mail. An operator sets SMTP_URL and MAIL_FROM.',
  );
}
