import type { Kysely } from 'kysely';
import type { EmailSource } from '../../database/account-tables.ts';
import { emailColumn, hasVerifiedEmail } from '../../database/email-column.ts';
import type { Schema } from '../../database/schema.ts';
import { hasPassword } from '../../database/sign-in-methods.ts';
import { isAnyOf } from '../../database/sql.ts';

/**
 * An e-mail address identifies a person only once it is verified: by an admin, through our mail, by the sign-in provider, or by a platform
 * that vouches for it. Other addresses are shown as unverified; they cannot find, link, import or invite anyone.
 */
export interface Address {
  /** In canonical form. */
  readonly email: string;
  readonly isVerified: boolean;
  readonly source: EmailSource;
}

/** An account that has an address, verified or not. */
export interface Holder {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isVerified: boolean;
  /** False for an address from before Lectern recorded who verified it. */
  readonly isSourceKnown: boolean;
  /**
   * Whether the account loses the address when someone else proves that it is theirs: it is unverified, and the account has no password or
   * is disabled.
   */
  readonly givesWay: boolean;
  readonly role: string | null;
  /** When the role `admin` ends (Unix milliseconds). */
  readonly adminUntil: number | null;
  readonly banned: number | boolean | null;
}

/** The accounts with these addresses, by address. No two accounts have the same. */
export async function findHolders(
  db: Kysely<Schema>,
  emails: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, Holder>> {
  const holders = new Map<string, Holder>();
  if (emails.length === 0) return holders;
  const rows = await db
    .selectFrom('user')
    .select(['id', 'email', 'name', 'emailVerified', 'emailSource', 'role', 'adminUntil', 'banned'])
    .select((eb) => hasPassword(eb).as('hasPassword'))
    .where(isAnyOf(db, 'email', emails))
    .execute();
  for (const { emailVerified, emailSource, hasPassword, ...row } of rows) {
    const isVerified = Boolean(emailVerified);
    const isSourceKnown = emailSource !== null;
    const givesWay = !isVerified && (!hasPassword || Boolean(row.banned));
    holders.set(row.email, { ...row, isVerified, isSourceKnown, givesWay });
  }
  return holders;
}

export const findHolder = async (db: Kysely<Schema>, email: string): Promise<Holder | undefined> =>
  (await findHolders(db, [email])).get(email);

/** Removes unverified addresses from accounts, after someone else has proved that they are theirs. */
export async function takeAddresses(db: Kysely<Schema>, holders: ReadonlyArray<Holder>): Promise<void> {
  if (holders.length === 0) return;
  const ids = holders.map(({ id }) => id);
  await db
    .updateTable('user')
    .set((eb) => ({ email: eb.ref('id'), emailVerified: 0, emailSource: null }))
    .where(isAnyOf(db, 'id', ids))
    .where((eb) => eb.not(hasVerifiedEmail()))
    .execute();
}

/** The columns of an account with this address. */
export function addressColumns(id: string, address: Address | null) {
  return {
    email: emailColumn({ id, email: address?.email ?? null }),
    emailVerified: Number(address?.isVerified ?? false),
    emailSource: address?.source ?? null,
  };
}

/** Gives an account an address, or verifies the one that it has. */
export async function putAddress(db: Kysely<Schema>, id: string, address: Address): Promise<void> {
  await db.updateTable('user').set(addressColumns(id, address)).where('id', '=', id).execute();
}
