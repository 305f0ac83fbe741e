import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { emailOf } from '../database/email-column.ts';
import { inSteps } from '../database/in-steps.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { Schema } from '../database/schema.ts';
import { LecternError } from '../errors.ts';
import { newId } from '../ids.ts';
import { canonicalEmail } from './account-fields.ts';
import { hashVerification, resetPrefix, setPasswordPath } from './auth-settings.ts';

const livesMs = 7 * 24 * 60 * 60 * 1000;

/** A link that sets the password of one account, once. Whoever has it can sign in: show it, never log it. */
export interface SetupLink {
  readonly userId: string;
  readonly url: string;
  readonly expiresAtMs: number;
}

/** Why somebody gets no new link: no account, one that is disabled, or a way to sign in already. */
export const skipReasons = ['unknown', 'disabled', 'signs-in'] as const;

/** New links, and the addresses that got none. */
export interface RenewedLinks {
  readonly links: ReadonlyArray<SetupLink & { readonly email: string; readonly name: string }>;
  readonly skipped: ReadonlyArray<{ readonly email: string; readonly reason: (typeof skipReasons)[number] }>;
}

export interface SetupLinks {
  /** A new link for an account; those before it end. @throws LecternError `not-found` */
  create(userId: string): Promise<SetupLink>;
  /** Whose password a link sets. @throws LecternError `auth-refused` with the reason `invalid-token` */
  accountOf(token: string): Promise<{
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
  }>;
  /** New links for all of these addresses whose account nobody could sign in to yet; those before them end. */
  renew(emails: ReadonlyArray<string>): Promise<RenewedLinks>;
  /** Links for accounts that have none, as a part of a transaction. */
  insert(transaction: Kysely<Schema>, userIds: ReadonlyArray<string>): Promise<ReadonlyArray<SetupLink>>;
  /** One more link for an account, beside those that it has. */
  add(userId: string, lifeMs: number): Promise<SetupLink>;
}

/**
 * The links of better-auth's own password reset, made without an e-mail: it consumes the token at
 * `POST /api/auth/reset-password`. The rows are written here, not through better-auth, because it takes
 * 3 seconds for 5,000 people, and the write lock is held all the while. Only a hash of the token is stored;
 * in the link it is a fragment, which browsers send to nobody.
 */
export function createSetupLinks(parts: { database: Database; clock: Clock; publicUrl: string }): SetupLinks {
  const { database, clock, publicUrl } = parts;

  async function insert(
    transaction: Kysely<Schema>,
    userIds: ReadonlyArray<string>,
    lifeMs = livesMs,
  ): Promise<ReadonlyArray<SetupLink>> {
    const nowMs = clock.nowMs();
    const expiresAtMs = nowMs + lifeMs;
    const made = userIds.map((userId) => ({ userId, token: randomBytes(32).toString('base64url') }));
    const rows = made.map(({ userId, token }) => ({
      id: newId(),
      identifier: hashVerification(`${resetPrefix}${token}`),
      value: userId,
      expiresAt: new Date(expiresAtMs).toISOString(),
      createdAt: new Date(nowMs).toISOString(),
      updatedAt: new Date(nowMs).toISOString(),
    }));
    await insertRows(transaction, 'verification', rows);
    return made.map(({ userId, token }) => ({
      userId,
      url: `${publicUrl}${setPasswordPath}#token=${token}`,
      expiresAtMs,
    }));
  }

  return {
    insert: (transaction, userIds) => insert(transaction, userIds),
    async add(userId, lifeMs) {
      const [link] = await insert(database.kysely, [userId], lifeMs);
      return link as SetupLink;
    },
    async accountOf(token) {
      const account = await database.kysely
        .selectFrom('verification')
        .innerJoin('user', 'user.id', 'verification.value')
        .select(['user.id', 'user.name', emailOf().as('email')])
        .where('verification.identifier', '=', hashVerification(`${resetPrefix}${token}`))
        .where('verification.expiresAt', '>', new Date(clock.nowMs()).toISOString())
        .executeTakeFirst();
      // The answer of better-auth to whoever would set a password by it.
      if (!account) {
        throw new LecternError('auth-refused', 'The link has been used, has expired or is unknown.', {
          facts: { reason: 'invalid-token' },
        });
      }
      return account;
    },
    async create(userId) {
      return database.kysely.transaction().execute(async (transaction) => {
        const account = await transaction
          .selectFrom('user')
          .select('id')
          .where('id', '=', userId)
          .executeTakeFirst();
        if (!account) throw new LecternError('not-found', 'There is no account with this id.');
        await endSetupLinks(transaction, [userId]);
        const [link] = await insert(transaction, [userId]);
        return link as SetupLink;
      });
    },
    async renew(emails) {
      const wanted = [...new Set(emails.map(canonicalEmail))];
      if (wanted.length === 0) return { links: [], skipped: [] };
      return database.kysely.transaction().execute(async (transaction) => {
        const found = await transaction
          .selectFrom('user')
          .select(['id', 'email', 'name', 'banned'])
          .select(({ exists, selectFrom }) =>
            exists(selectFrom('account').select('account.id').whereRef('account.userId', '=', 'user.id')).as(
              'signsIn',
            ),
          )
          .where('email', 'in', wanted)
          .execute();
        const accounts = new Map(found.map((account) => [account.email, account]));
        const skipped = wanted.flatMap((email): RenewedLinks['skipped'] => {
          const account = accounts.get(email);
          if (!account) return [{ email, reason: 'unknown' }];
          if (account.banned) return [{ email, reason: 'disabled' }];
          return account.signsIn ? [{ email, reason: 'signs-in' }] : [];
        });
        const without = new Set(skipped.map(({ email }) => email));
        const given = wanted.flatMap((email) => (without.has(email) ? [] : (accounts.get(email) ?? [])));
        const userIds = given.map(({ id }) => id);
        await endSetupLinks(transaction, userIds);
        const made = new Map((await insert(transaction, userIds)).map((link) => [link.userId, link]));
        const links = given.flatMap(({ id, email, name }) => {
          const link = made.get(id);
          return link ? [{ ...link, email, name }] : [];
        });
        return { links, skipped };
      });
    },
  };
}

/** Nothing else that is kept as a verification has the id of an account as its value. */
export async function endSetupLinks(kysely: Kysely<Schema>, userIds: ReadonlyArray<string>): Promise<void> {
  await inSteps(userIds, (some) => kysely.deleteFrom('verification').where('value', 'in', some).execute());
}
