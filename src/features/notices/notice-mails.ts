import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { hasVerifiedEmail } from '../../database/email-column.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import type { MailQueue, NewMail } from '../../domain/accounts/mail-queue.ts';
import { participations } from '../../domain/contests/participation.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { createReadOpenings } from './notice-openings.ts';

const secondMs = 1000;
/** Several notices at once become one mail, and a mistake can be removed before anyone gets it. */
const gatherMs = 10 * secondMs;
/** A person gets at most one mail from a contest within this time. */
const pauseMs = 5 * 60 * secondMs;
const claimMs = 60 * secondMs;
const contestsAtOnce = 5;
/** How many mails about notices may wait, so that those of accounts are sent soon. */
const mostWaiting = 50;
/** Some milliseconds of work. */
const peopleAtOnce = 1000;

interface Recipient {
  readonly userId: string;
  readonly language: OwnLanguage;
  /** When the last notices of this mail, and of the one before, opened for them. */
  readonly sentUntil: number;
  readonly previousUntil: number;
}

/**
 * Queues mails about notices of contests that send them, to each participant when a notice opens to them. Call it every second, in every
 * instance: claims and transactions keep two of them from sending the same. It asks only about contests that changed, or where a notice opens
 * for someone.
 */
export function createMailNotices({
  database,
  clock,
  mailQueue,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailQueue: Pick<MailQueue, 'add' | 'countWaiting'>;
}): () => Promise<void> {
  const { kysely } = database;
  const mailings = createWorkQueue({ database, clock }, { table: 'noticeMailings', dueAt: 'dueAt', claimMs });
  const readOpenings = createReadOpenings({ kysely, clock });

  /** Makes contests due that changed since this was last called in any process. */
  async function noteChanges(): Promise<void> {
    const isNew = sql<boolean>`"mailNotices" = 'true'
      and "lastChange" > (select coalesce(max(change), 0) from "noticeMailings")`;
    const found = await kysely.selectFrom('contests').select('id').where(isNew).limit(1).execute();
    if (found.length === 0) return;
    // It stays due if it is: a contest that keeps changing would otherwise never be.
    await sql`insert into "noticeMailings" (id, change, "dueAt")
      select id, "lastChange", cast(${clock.nowMs() + gatherMs} as bigint) from contests where ${isNew}
      on conflict (id) do update set change = excluded.change, "dueAt" =
        case when "noticeMailings"."dueAt" < excluded."dueAt" then "noticeMailings"."dueAt" else excluded."dueAt" end`.execute(
      kysely,
    );
  }

  /** Those who take part and can get mail, sorted by id. Staff see notices anyway. */
  const peopleOf = (contestId: string, after: string) =>
    kysely
      .selectFrom(participations.as('participation'))
      .innerJoin('user', 'user.id', 'participation.userId')
      .leftJoin('noticeMails', (join) =>
        join
          .onRef('noticeMails.userId', '=', 'participation.userId')
          .on('noticeMails.contestId', '=', contestId),
      )
      .select(['participation.userId', 'delaySeconds', 'extraSeconds', 'mailedAt', 'sentUntil'])
      .distinct()
      .where('participation.contestId', '=', contestId)
      .where('participation.userId', '>', after)
      .where(hasVerifiedEmail())
      .where('banned', 'is not', true)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('contestStaff')
              .select('userId')
              .where('contestStaff.contestId', '=', contestId)
              .whereRef('contestStaff.userId', '=', 'participation.userId'),
          ),
        ),
      )
      .orderBy('participation.userId')
      .limit(peopleAtOnce)
      .execute();

  /**
   * Up to `mostWaiting` people for whom a notice has opened since their last mail, when to look again, and after whom; null: after a change.
   * @param queuedTo the id of the last person who was looked at
   */
  async function findRecipients(contestId: string, queuedTo: string) {
    const openingsFor = await readOpenings(contestId);
    if (openingsFor === undefined) return { recipients: [], dueAt: null, queuedTo: '' };
    const nowMs = clock.nowMs();
    const recipients: Array<Recipient> = [];
    let dueAt = Number.POSITIVE_INFINITY;
    for (let after: string | undefined = queuedTo; after !== undefined; ) {
      const page: Awaited<ReturnType<typeof peopleOf>> = await peopleOf(contestId, after);
      for (const { userId, mailedAt, sentUntil, ...times } of page) {
        const { latest, nextMs } = openingsFor(times);
        dueAt = Math.min(dueAt, nextMs);
        const previousUntil = sentUntil ?? 0;
        if (latest === undefined || latest.sentUntil <= previousUntil) continue;
        const againMs = (mailedAt ?? 0) + pauseMs;
        if (againMs > nowMs) dueAt = Math.min(dueAt, againMs);
        else recipients.push({ ...latest, userId, previousUntil });
        if (recipients.length === mostWaiting)
          return { recipients, dueAt: nowMs + secondMs, queuedTo: userId };
      }
      after = page.length < peopleAtOnce ? undefined : page.at(-1)?.userId;
    }
    // When to look again depends on everyone.
    if (queuedTo !== '') dueAt = nowMs;
    return { recipients, dueAt: Number.isFinite(dueAt) ? dueAt : null, queuedTo: '' };
  }

  async function queueMails(claim: Claim & { readonly queuedTo: string }): Promise<void> {
    const { id: contestId } = claim;
    const { recipients, ...next } = await findRecipients(contestId, claim.queuedTo);
    const mails = recipients.map(
      ({ userId, language }): NewMail => ({ kind: 'notice', userId, language, contestId }),
    );
    await kysely.transaction().execute(async (trx) => {
      // Another process may have claimed it by now, or the contest may have changed.
      if (!(await mailings.release(trx, claim, next))) return;
      const mailIds = await mailQueue.add(trx, mails);
      const mailedAt = clock.nowMs();
      const rows = recipients.map(({ userId, sentUntil, previousUntil }, at) => {
        const sent = { lastMail: mailIds[at] ?? '', mailedAt, sentUntil, previousUntil };
        return { contestId, userId, ...sent };
      });
      await insertRows(trx, 'noticeMails', rows, { ifThere: 'replace' });
    });
  }

  return async () => {
    await noteChanges();
    if ((await mailQueue.countWaiting('notice')) >= mostWaiting) return;
    for (const claim of await mailings.claim(await mailings.due(contestsAtOnce))) await queueMails(claim);
  };
}

/** Cancels the waiting mails of a contest when a notice is removed. Who has other news gets another mail, because the contest has changed. */
export async function cancelMails(trx: Kysely<Schema>, contestId: string): Promise<void> {
  const canceled = await trx
    .updateTable('mails')
    .set({ dueAt: null })
    .where('dueAt', 'is not', null)
    .where('kind', '=', 'notice')
    .where('contestId', '=', contestId)
    .returning('id')
    .execute();
  if (canceled.length === 0) return;
  await trx
    .updateTable('noticeMails')
    .set(({ ref }) => ({ mailedAt: 0, sentUntil: ref('previousUntil') }))
    .where('contestId', '=', contestId)
    .where(
      'lastMail',
      'in',
      canceled.map(({ id }) => id),
    )
    .execute();
}
