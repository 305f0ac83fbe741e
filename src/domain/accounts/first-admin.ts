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

/** Instances that start together on one database print one link, so that none replaces the link of another. */
const startTogetherMs = 60 * 1000;

/** The value in the link's row; links that set a password have the id of an account there. */
const purpose = 'first-admin';
const prefix = `${purpose}:`;

/** Creates the first admin, once. Anyone who has it owns the installation: show it to the operator, never log it. */
export interface FirstAdminLink {
  readonly url: string;
  readonly expiresAtMs: number;
}

export type FirstAdmin = ReturnType<typeof createFirstAdmin>;

/** How an installation without any account gets its first admin in a browser. */
export function createFirstAdmin(parts: {
  database: Database;
  clock: Clock;
  newAccounts: Pick<NewAccounts, 'create'>;
  publicUrl: string;
}) {
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
    /** Whether any account exists. Once true, it stays true. */
    async hasAccounts(): Promise<boolean> {
      isSetUp ||= await hasAny(kysely);
      return isSetUp;
    },
    /**
     * A new link for a server that starts; earlier links end. `printed-already` if another start made one so recently that it stays;
     * undefined if there is an account.
     */
    offerLink: () =>
      kysely.transaction().execute(async (transaction) => {
        if (await hasAny(transaction)) return undefined;
        const last = await transaction
          .selectFrom('verification')
          .select('createdAt')
          .where('value', '=', purpose)
          .executeTakeFirst();
        const ageMs = last ? clock.nowMs() - new Date(last.createdAt).getTime() : Number.POSITIVE_INFINITY;
        // A time in the future means that the clock was set back.
        if (ageMs >= 0 && ageMs < startTogetherMs) return 'printed-already';
        return replaceLink(transaction);
      }),
    /** A new link; earlier ones end. @throws OperatorError if there is an account */
    createLink: () =>
      kysely.transaction().execute(async (transaction) => {
        if (!(await hasAny(transaction))) return replaceLink(transaction);
        throw new OperatorError(
          'This server already has accounts. To get an admin, use "lectern users create --role admin" or "lectern users set-role".',
        );
      }),
    /**
     * Creates the admin and uses up the link, in one transaction.
     * @throws LecternError `auth-refused` with the reason `invalid-token`, also if there is an account;
     *   `request-invalid`
     */
    async create({
      token,
      ...admin
    }: {
      token: string;
      name: string;
      email: string;
      password: string;
    }): Promise<AddressedAccount> {
      // Checked first: anyone may send requests, and hashing a password takes long.
      if (!(await isValid(token))) throw invalidLink();
      return newAccounts.create({ ...admin, role: 'admin' }, (transaction) => useUp(transaction, token));
    },
  };
}

const identifierOf = (token: string) => hashVerification(`${prefix}${token}`);

/** The same error as for a link that sets a password. It may reveal that accounts exist, but not whose. */
const invalidLink = () =>
  new LecternError(
    'auth-refused',
    'The link was used, has expired or was replaced by a newer one. To get a new link, run: lectern users first-admin-link',
    {
      facts: { reason: 'invalid-token' },
    },
  );

async function hasAny(db: Kysely<Schema>): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined;
}
