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

/** An e-mail to one person. The queue holds nothing worth stealing: address, text and link are made when it is sent. */
export interface NewMail {
  readonly kind: MailKind;
  /** Null: nothing is sent, but outsiders cannot tell. */
  readonly userId: string | null;
  readonly language: OwnLanguage;
  /** Of a notice: the contest, to which its link leads. */
  readonly contestId?: string;
}

/** What happens to a mail. `dropped`: it had no recipient, or none who still needed it. */
export type MailEvent = 'queued' | 'sent' | 'retried' | 'refused' | 'expired' | 'dropped';

export type OnMail = (kind: MailKind, event: MailEvent) => void;

export type ClaimedMail = Readonly<Selectable<Schema['mails']>> & Claim;

/** Twice the longest list of people. */
const mostWaiting = 10_000;
const waitSeconds = 15 * 60;
const hourMs = 60 * 60 * 1000;
/** Longer than any mail is retried. */
const keptMs = 2 * 24 * hourMs;
/** Longer than it takes to send all mails of one claim. */
export const claimMs = 5 * 60 * 1000;

/** Kinds without a link that sets a password. They are never refused: few of them wait at a time. */
const kindsWithoutLink: ReadonlyArray<MailKind> = ['password-changed', 'notice'];

export type MailQueue = ReturnType<typeof createMailQueue>;

export function createMailQueue(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly onMail?: OnMail | undefined;
  readonly maxWaiting?: number;
}) {
  const { clock, onMail, maxWaiting = mostWaiting } = parts;
  const { kysely } = parts.database;
  const queue = createWorkQueue(parts, { table: 'mails', dueAt: 'dueAt', claimMs });

  async function countWaiting(db: Kysely<Schema>, kind?: MailKind): Promise<number> {
    const { waiting } = await db
      .selectFrom('mails')
      .select(({ fn }) => fn.countAll().as('waiting'))
      .where('dueAt', 'is not', null)
      .$call((query) => (kind === undefined ? query : query.where('kind', '=', kind)))
      .executeTakeFirstOrThrow();
    return Number(waiting);
  }

  async function assertRoom(db: Kysely<Schema>, wanted: number): Promise<void> {
    if ((await countWaiting(db)) + wanted <= maxWaiting) return;
    throw new LecternError('rate-limited', 'Too many e-mails are waiting to be sent. Try again later.', {
      facts: { retryAfterSeconds: waitSeconds },
    });
  }

  return {
    /**
     * Adds mails as part of a transaction. Those without a link are always accepted.
     * @returns their ids
     * @throws LecternError `rate-limited` if too many are waiting
     */
    async add(db: Kysely<Schema>, mails: ReadonlyArray<NewMail>): Promise<ReadonlyArray<string>> {
      const nowMs = clock.nowMs();
      const refusable = mails.filter(({ kind }) => !kindsWithoutLink.includes(kind));
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
      return rows.map(({ id }) => id);
    },
    /** How many of a kind wait. */
    countWaiting: (kind: MailKind) => countWaiting(kysely, kind),
    /** How many of a kind were added within the last hour, by person. */
    async countLately(
      db: Kysely<Schema>,
      kind: MailKind,
      userIds: ReadonlyArray<string>,
    ): Promise<ReadonlyMap<string, number>> {
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
    /** The same for everyone together. */
    async countAllLately(db: Kysely<Schema>, kind: MailKind): Promise<number> {
      const { count } = await db
        .selectFrom('mails')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('createdAt', '>', clock.nowMs() - hourMs)
        .where('kind', '=', kind)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    /** Claims due mails for `claimMs`; they must be finished or postponed within that time. */
    claim: async (limit: number) => queue.claim(await queue.due(limit)),
    /** It has been sent, or never will be. */
    async finish({ id }: ClaimedMail): Promise<void> {
      // Even if another instance has claimed it by now, which then does not retry it.
      await kysely.updateTable('mails').set({ dueAt: null }).where('id', '=', id).execute();
    },
    /** Tries it again later, unless it was canceled or another instance has claimed it by now. */
    async postpone(mail: ClaimedMail, dueAt: number): Promise<void> {
      await queue.release(kysely, mail, { dueAt, attempts: mail.attempts + 1 });
    },
    /** Deletes mails that are days old at a time (Unix milliseconds), in steps. @returns how many */
    prune: (nowMs: number, signal?: AbortSignal) =>
      deleteOld(kysely, 'mails', ['createdAt', '<=', nowMs - keptMs], signal),
  };
}

/** Cancels waiting mails with a link that would set the password of one of these accounts, as part of a transaction. */
export async function withdrawLinks(db: Kysely<Schema>, userIds: ReadonlyArray<string>): Promise<void> {
  await inChunks(userIds, (some) =>
    db
      .updateTable('mails')
      .set({ dueAt: null })
      .where('userId', 'in', some)
      .where('kind', 'not in', kindsWithoutLink)
      .where('dueAt', 'is not', null)
      .execute(),
  );
}

/** The queue, if this server sends e-mail. @throws LecternError `switched-off` */
export function assertMail(outbox: MailQueue | undefined): MailQueue {
  if (outbox) return outbox;
  throw new LecternError(
    'switched-off',
    'This server does not send e-mail. Ask its operator to set SMTP_URL and MAIL_FROM.',
  );
}
