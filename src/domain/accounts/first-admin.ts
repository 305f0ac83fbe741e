import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError, OperatorError } from '../../lib/errors.ts';
import type { AddressedAccount } from './account.ts';
import { hashVerification, welcomePath } from './auth-settings.ts';
import type { NewAccounts } from './new-accounts.ts';
import { draftLink } from './setup-links.ts';

const livesMs = 24 * 60 * 60 * 1000;

/** Instances that start together over one database print one link: none replaces what another has just printed. */
const startTogetherMs = 60 * 1000;

/** What the row of the link has as its value, where the links that set a password have the id of an account. */
const purpose = 'first-admin';
const prefix = `${purpose}:`;

/** Makes the first admin, once. Whoever has it owns the installation: show it to the operator, never log it. */
export interface FirstAdminLink {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** How an installation without any account gets its first admin in a browser. */
export interface FirstAdmin {
  /** Whether there is any account. There is always one from then on. */
  hasAccounts(): Promise<boolean>;
  /**
   * A new link for a server that starts; those before it end. `printed-already` when another start has made one so
   * lately that it stays, and undefined when there is an account.
   */
  offerLink(): Promise<FirstAdminLink | 'printed-already' | undefined>;
  /** A new link; those before it end. @throws OperatorError when there is an account */
  createLink(): Promise<FirstAdminLink>;
  /**
   * Makes the admin and uses the link up, in one transaction.
   * @throws LecternError `auth-refused` with the reason `invalid-token`, also when there is an account;
   *   `request-invalid`
   */
  create(admin: { token: string; name: string; email: string; password: string }): Promise<AddressedAccount>;
}

export function createFirstAdmin(parts: {
  database: Database;
  clock: Clock;
  newAccounts: Pick<NewAccounts, 'create'>;
  publicUrl: string;
}): FirstAdmin {
  const { database, clock, newAccounts, publicUrl } = parts;
  const { kysely } = database;
  let isSetUp = false;

  async function replaceLink(transaction: Kysely<Schema>): Promise<FirstAdminLink> {
    const place = { publicUrl, path: welcomePath, prefix };
    const { row, ...link } = draftLink(place, { value: purpose, nowMs: clock.nowMs(), lifeMs: livesMs });
    await transaction.deleteFrom('verification').where('value', '=', purpose).execute();
    await transaction.insertInto('verification').values(row).execute();
    return link;
  }

  const isValid = (token: string) =>
    kysely
      .selectFrom('verification')
      .select('id')
      .where('identifier', '=', identifierOf(token))
      .where('expiresAt', '>', new Date(clock.nowMs()).toISOString())
      .executeTakeFirst();

  async function useUp(transaction: Kysely<Schema>, token: string): Promise<void> {
    const { numDeletedRows } = await transaction
      .deleteFrom('verification')
      .where('identifier', '=', identifierOf(token))
      .where('expiresAt', '>', new Date(clock.nowMs()).toISOString())
      .executeTakeFirst();
    if (numDeletedRows === 0n || (await hasAny(transaction))) throw invalidLink();
  }

  return {
    async hasAccounts() {
      isSetUp ||= await hasAny(kysely);
      return isSetUp;
    },
    offerLink: () =>
      kysely.transaction().execute(async (transaction) => {
        if (await hasAny(transaction)) return undefined;
        const last = await transaction
          .selectFrom('verification')
          .select('createdAt')
          .where('value', '=', purpose)
          .executeTakeFirst();
        const ageMs = last ? clock.nowMs() - new Date(last.createdAt).getTime() : Number.POSITIVE_INFINITY;
        // One of the future is of a clock that was set back.
        if (ageMs >= 0 && ageMs < startTogetherMs) return 'printed-already';
        return replaceLink(transaction);
      }),
    createLink: () =>
      kysely.transaction().execute(async (transaction) => {
        if (!(await hasAny(transaction))) return replaceLink(transaction);
        throw new OperatorError(
          'There are accounts already. Make an admin with "lectern users create --role admin" or "lectern users set-role".',
        );
      }),
    async create({ token, ...admin }) {
      // Strangers may ask, and a password takes long to hash.
      if (!(await isValid(token))) throw invalidLink();
      return newAccounts.create({ ...admin, role: 'admin' }, (transaction) => useUp(transaction, token));
    },
  };
}

const identifierOf = (token: string) => hashVerification(`${prefix}${token}`);

/** The answer for a link that sets a password. That there are accounts is no secret, and whose they are is not told. */
const invalidLink = () =>
  new LecternError('auth-refused', 'The link has been used, has expired or was replaced by a newer one.', {
    facts: { reason: 'invalid-token' },
  });

async function hasAny(db: Kysely<Schema>): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined;
}
