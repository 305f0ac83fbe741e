import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { anyEmailOf, hasVerifiedEmail, isReachable } from '../../database/email-column.ts';
import type { Schema } from '../../database/schema.ts';
import { canSignIn } from '../../database/sign-in-methods.ts';
import {
  type ClaimedMail,
  claimMs,
  type MailEvent,
  type MailKind,
  type MailQueue,
  type OnMail,
} from '../../domain/accounts/mail-queue.ts';
import { participations } from '../../domain/contests/participation.ts';
import type { Clock } from '../../lib/clock.ts';
import { composeMail, type MailIssuer } from './compose-mail.ts';
import type { MailConfig } from './mail-settings.ts';
import { openSmtp, type SmtpConnection, SmtpFailure, smtpLimitMs } from './smtp.ts';

/** Creates a single-use link to set the password of an account. */
export type MakeLink = (
  userId: string,
  livesMs: number,
) => Promise<{ readonly url: string; readonly expiresAtMs: number }>;

export interface MailLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * Sends up to `atOnce` due mails; called every second. Rejects only on database errors. If an instance dies between
 * delivering a mail and recording it, another sends it again with the same Message-ID.
 */
export type SendDueMail = (signal?: AbortSignal) => Promise<void>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** All of them together finish within the claim. */
const atOnce = 5;
if (atOnce * smtpLimitMs >= claimMs) throw new Error('a claim must outlast what is claimed');

/** Pauses between attempts. The first are shorter than the half hour of RFC 5321 §4.5.4.1. */
const pausesMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs];
const longestPauseMs = 4 * hourMs;
/** If the server is unusable, the other mails wait instead of each trying it. */
const unusablePauseMs = 30_000;

/** How long the link in a mail works, and how long sending the mail is retried. */
const lives: Readonly<Record<MailKind, { readonly linkMs: number; readonly triedMs: number }>> = {
  invitation: { linkMs: 7 * dayMs, triedMs: dayMs },
  'sign-up': { linkMs: dayMs, triedMs: hourMs },
  'forgotten-password': { linkMs: hourMs, triedMs: hourMs },
  'password-changed': { linkMs: 0, triedMs: dayMs },
  notice: { linkMs: 0, triedMs: dayMs },
};

interface Recipient {
  readonly userId: string;
  readonly email: string;
}

export function createSendDueMail(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly queue: MailQueue;
  readonly mail: MailConfig;
  readonly publicUrl: string;
  readonly contact: string | undefined;
  readonly makeLink: MakeLink;
  readonly log: MailLog;
  readonly onMail?: OnMail | undefined;
}): SendDueMail {
  const { database, clock, queue, mail: settings, makeLink, log, onMail = () => {} } = parts;
  const issuer: MailIssuer = { ...parts, name: settings.from.name };
  const domain = settings.from.address.split('@')[1];
  let pausedUntilMs = 0;

  /** The recipient; undefined if the mail is no longer needed. */
  async function recipientOf({ kind, userId, contestId }: ClaimedMail): Promise<Recipient | undefined> {
    if (userId === null) return undefined;
    const account = await readRecipient(database.kysely, userId);
    if (!account?.email) return undefined;
    if (kind === 'notice') {
      const mayRead = contestId !== null && account.isVerified && !account.banned;
      const isWanted = mayRead && (await takesPartWithMail(database.kysely, contestId, userId));
      return isWanted ? { userId, email: account.email } : undefined;
    }
    const isNeeded =
      kind === 'password-changed' || (!account.banned && (kind === 'forgotten-password' || !account.signsIn));
    return isNeeded ? { userId, email: account.email } : undefined;
  }

  async function send(mail: ClaimedMail, { userId, email }: Recipient, smtp: SmtpConnection): Promise<void> {
    const { id, kind, language, createdAt, contestId } = mail;
    const { linkMs } = lives[kind];
    const link = linkMs === 0 ? undefined : await makeLink(userId, linkMs);
    const url = contestId === null ? link?.url : `${parts.publicUrl}/contests/${contestId}`;
    const facts = { kind, language, email, url, timeMs: link?.expiresAtMs ?? createdAt };
    await smtp.send({
      ...composeMail(facts, issuer),
      to: email,
      language,
      messageId: `${id}@${domain}`,
      dateMs: createdAt,
    });
  }

  async function finish(mail: ClaimedMail, event: MailEvent): Promise<void> {
    await queue.finish(mail);
    onMail(mail.kind, event);
  }

  async function retryOrGiveUp(mail: ClaimedMail, failure: SmtpFailure): Promise<void> {
    const { id, kind, createdAt } = mail;
    const attempts = mail.attempts + 1;
    const facts = { mail: id, kind, attempts, reason: failure.message };
    if (failure.kind === 'refused') {
      log.warn(facts, 'a mail was refused; not retrying');
      return finish(mail, 'refused');
    }
    const pauseMs = pausesMs[attempts - 1] ?? longestPauseMs;
    const dueAtMs = clock.nowMs() + pauseMs;
    if (dueAtMs >= createdAt + lives[kind].triedMs) {
      log.error(facts, 'a mail could not be sent in time; not retrying');
      return finish(mail, 'expired');
    }
    log.warn(facts, 'a mail could not be sent; retrying later');
    await queue.postpone(mail, dueAtMs);
    onMail(kind, 'retried');
  }

  /** @returns the failure if the server is unusable */
  async function deliver(mail: ClaimedMail, smtp: SmtpConnection): Promise<SmtpFailure | undefined> {
    const to = await recipientOf(mail);
    if (to === undefined) {
      await finish(mail, 'dropped');
      return undefined;
    }
    try {
      await send(mail, to, smtp);
    } catch (error) {
      if (!(error instanceof SmtpFailure)) throw error;
      await retryOrGiveUp(mail, error);
      return error.kind === 'unusable' ? error : undefined;
    }
    log.info({ mail: mail.id, kind: mail.kind }, 'sent a mail');
    await finish(mail, 'sent');
    return undefined;
  }

  return async (signal) => {
    if (clock.nowMs() < pausedUntilMs) return;
    const claimed = await queue.claim(atOnce);
    if (claimed.length === 0) return;
    const smtp = await openSmtp(settings);
    try {
      let failure: SmtpFailure | undefined;
      for (const mail of claimed) {
        if (failure) await retryOrGiveUp(mail, failure);
        else if (signal?.aborted) await queue.postpone(mail, clock.nowMs());
        else failure = await deliver(mail, smtp);
      }
      if (failure) pausedUntilMs = clock.nowMs() + unusablePauseMs;
    } finally {
      smtp.close();
    }
  };
}

const readRecipient = (kysely: Kysely<Schema>, userId: string) =>
  kysely
    .selectFrom('user')
    .select([anyEmailOf().as('email'), hasVerifiedEmail().as('isVerified'), 'banned'])
    .select((eb) => canSignIn(eb).as('signsIn'))
    .where('id', '=', userId)
    .where(isReachable())
    .executeTakeFirst();

/** Whether a person still takes part in a contest that sends its notices by e-mail. */
async function takesPartWithMail(kysely: Kysely<Schema>, contestId: string, userId: string) {
  const found = await kysely
    .selectFrom(participations.as('participation'))
    .innerJoin('contests', 'contests.id', 'participation.contestId')
    .select('userId')
    .where('contestId', '=', contestId)
    .where('userId', '=', userId)
    .where('mailNotices', '=', 'true')
    .where('contests.deletedAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}
