import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { anyEmailOf, emailsIn } from '../../database/email-column.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { canSignIn } from '../../database/sign-in-methods.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { newToken } from '../../lib/random-token.ts';
import { accountNotFound, emailUnverified, noAddress } from './account.ts';
import { canonicalEmail } from './account-fields.ts';
import { hashVerification, resetPrefix, setPasswordPath } from './auth-settings.ts';
import { assertMail, type MailQueue, withdrawLinks } from './mail-queue.ts';

/** Per person, so that mailboxes are not flooded. */
const invitationsAnHour = 3;
const livesMs = 7 * 24 * 60 * 60 * 1000;

/** A link that sets the password of one account, once. Anyone who has it can sign in: show it, never log it. */
export interface SetupLink {
  readonly userId: string;
  readonly url: string;
  readonly expiresAtMs: number;
}

/**
 * Why a person gets no new link: no account, an unverified address, a disabled account, a way to sign in already, or enough invitations in
 * the last hour.
 */
export const skipReasons = ['unknown', 'unverified', 'disabled', 'signs-in', 'invited-recently'] as const;

interface Addressee {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

type Skipped = ReadonlyArray<{ readonly email: string; readonly reason: (typeof skipReasons)[number] }>;

/** New links, and the addresses that got none. */
export interface RenewedLinks {
  readonly links: ReadonlyArray<SetupLink & Addressee>;
  readonly skipped: Skipped;
}

/** Who gets an e-mail with a new link, and who does not. */
export interface Invited {
  readonly invited: ReadonlyArray<Addressee>;
  readonly skipped: Skipped;
}

export type SetupLinks = ReturnType<typeof createSetupLinks>;

/**
 * Links for better-auth's password reset, made without an e-mail: `POST /api/auth/reset-password` consumes the token. The rows are written
 * here because better-auth takes 3 seconds for 5,000 people, and holds the write lock all that time.
 */
export function createSetupLinks(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Undefined if the server sends no e-mail. */
  readonly outbox?: MailQueue | undefined;
}) {
  const { database, clock, publicUrl, outbox } = parts;

  function draft(userId: string, nowMs: number, lifeMs: number) {
    const place = { publicUrl, path: setPasswordPath, prefix: resetPrefix };
    const { row, ...link } = draftLink(place, { value: userId, nowMs, lifeMs });
    return { link: { userId, ...link }, row };
  }

  /** Links for accounts without any, as part of a transaction. */
  async function insert(transaction: Kysely<Schema>, userIds: ReadonlyArray<string>) {
    const nowMs = clock.nowMs();
    const drafts = userIds.map((userId) => draft(userId, nowMs, livesMs));
    await insertRows(
      transaction,
      'verification',
      drafts.map(({ row }) => row),
    );
    return drafts.map(({ link }) => link);
  }

  async function insertOne(db: Kysely<Schema>, userId: string, lifeMs = livesMs): Promise<SetupLink> {
    const { link, row } = draft(userId, clock.nowMs(), lifeMs);
    await db.insertInto('verification').values(row).execute();
    return link;
  }

  return {
    insert,
    insertOne: (transaction: Kysely<Schema>, userId: string) => insertOne(transaction, userId),
    /** An additional link for an account; earlier ones stay. */
    add: (userId: string, lifeMs: number) => insertOne(database.kysely, userId, lifeMs),
    /** The account whose password a link sets. @throws LecternError `auth-refused` with the reason `invalid-token` */
    async accountOf(token: string): Promise<{
      readonly id: string;
      readonly name: string;
      readonly email: string | null;
    }> {
      const account = await database.kysely
        .selectFrom('verification')
        .innerJoin('user', 'user.id', 'verification.value')
        .select(['user.id', 'user.name', anyEmailOf().as('email')])
        .where('verification.identifier', '=', hashVerification(`${resetPrefix}${token}`))
        .where('verification.expiresAt', '>', new Date(clock.nowMs()).toISOString())
        .executeTakeFirst();
      // better-auth's error for setting a password with such a link.
      if (!account) {
        throw new LecternError(
          'auth-refused',
          'The link was used, has expired or is unknown. Ask for a new one.',
          {
            facts: { reason: 'invalid-token' },
          },
        );
      }
      return account;
    },
    /** A new link for an account; earlier ones end. @throws LecternError `not-found`, `conflict` without a verified address */
    async create(userId: string): Promise<SetupLink> {
      return database.kysely.transaction().execute(async (transaction) => {
        const account = await transaction
          .selectFrom('user')
          .select(['id', 'email', 'emailVerified'])
          .where('id', '=', userId)
          .executeTakeFirst();
        if (!account) throw accountNotFound();
        const { email, unverifiedEmail } = emailsIn(account);
        if (unverifiedEmail !== null) throw emailUnverified(unverifiedEmail);
        if (email === null) throw noAddress();
        await endSetupLinks(transaction, [userId]);
        return insertOne(transaction, userId);
      });
    },
    /** New links for all of these addresses whose account cannot sign in yet; earlier ones end. */
    async renew(emails: ReadonlyArray<string>): Promise<RenewedLinks> {
      if (emails.length === 0) return { links: [], skipped: [] };
      return database.kysely.transaction().execute(async (transaction) => {
        const { waiting, skipped } = await readWaiting(transaction, emails);
        const userIds = waiting.map(({ userId }) => userId);
        await endSetupLinks(transaction, userIds);
        const made = new Map((await insert(transaction, userIds)).map((link) => [link.userId, link]));
        const links = waiting.flatMap((addressee) => {
          const link = made.get(addressee.userId);
          return link ? [{ ...link, ...addressee }] : [];
        });
        return { links, skipped };
      });
    },
    /**
     * The same by e-mail: each link is made when its mail is sent.
     * @throws LecternError `switched-off` if the server sends no e-mail; `rate-limited`
     */
    async invite(emails: ReadonlyArray<string>, language: OwnLanguage): Promise<Invited> {
      const queue = assertMail(outbox);
      if (emails.length === 0) return { invited: [], skipped: [] };
      return database.kysely.transaction().execute(async (transaction) => {
        const { waiting, skipped } = await readWaiting(transaction, emails);
        const lately = await queue.countLately(
          transaction,
          'invitation',
          waiting.map(({ userId }) => userId),
        );
        const isOften = ({ userId }: Addressee) => (lately.get(userId) ?? 0) >= invitationsAnHour;
        const invited = waiting.filter((addressee) => !isOften(addressee));
        const often = waiting
          .filter(isOften)
          .map(({ email }) => ({ email, reason: 'invited-recently' as const }));
        const userIds = invited.map(({ userId }) => userId);
        await endSetupLinks(transaction, userIds);
        await queue.add(
          transaction,
          userIds.map((userId) => ({ kind: 'invitation', userId, language })),
        );
        return { invited, skipped: [...skipped, ...often] };
      });
    },
  };
}

/**
 * A link that works once, and its row. Only a hash of its token is stored; in the link the token is a fragment, which browsers never send.
 * @param place the page, and the prefix of what is hashed
 */
export function draftLink(
  place: { readonly publicUrl: string; readonly path: string; readonly prefix: string },
  { value, nowMs, lifeMs }: { readonly value: string; readonly nowMs: number; readonly lifeMs: number },
) {
  const token = newToken();
  const expiresAtMs = nowMs + lifeMs;
  const now = new Date(nowMs).toISOString();
  const row = {
    id: newId(),
    identifier: hashVerification(`${place.prefix}${token}`),
    value,
    expiresAt: new Date(expiresAtMs).toISOString(),
    createdAt: now,
    updatedAt: now,
  };
  return { url: `${place.publicUrl}${place.path}#token=${token}`, expiresAtMs, row };
}

/** Splits addresses into those whose account cannot sign in yet, in their order, and the others. */
async function readWaiting(
  transaction: Kysely<Schema>,
  emails: ReadonlyArray<string>,
): Promise<{ waiting: ReadonlyArray<Addressee>; skipped: Skipped }> {
  const wanted = [...new Set(emails.map(canonicalEmail))];
  const found = await transaction
    .selectFrom('user')
    .select(['id', 'email', 'emailVerified', 'name', 'banned'])
    .select((eb) => canSignIn(eb).as('signsIn'))
    .where('email', 'in', wanted)
    .execute();
  const accounts = new Map(found.map((account) => [account.email, account]));
  const skipped = wanted.flatMap((email): Skipped => {
    const account = accounts.get(email);
    if (!account) return [{ email, reason: 'unknown' }];
    if (!account.emailVerified) return [{ email, reason: 'unverified' }];
    if (account.banned) return [{ email, reason: 'disabled' }];
    return account.signsIn ? [{ email, reason: 'signs-in' }] : [];
  });
  const without = new Set(skipped.map(({ email }) => email));
  const waiting = wanted.flatMap((email) => {
    const account = without.has(email) ? undefined : accounts.get(email);
    return account ? [{ userId: account.id, email, name: account.name }] : [];
  });
  return { waiting, skipped };
}

/** Ends the links of accounts, including those in queued e-mails. No other verification has the id of an account as its value. */
export async function endSetupLinks(kysely: Kysely<Schema>, userIds: ReadonlyArray<string>): Promise<void> {
  await withdrawLinks(kysely, userIds);
  await inChunks(userIds, (some) => kysely.deleteFrom('verification').where('value', 'in', some).execute());
}
