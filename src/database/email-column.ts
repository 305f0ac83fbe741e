import { sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * The address of an account. better-auth requires a unique one in every row, so without an address the column holds the id, which cannot be
 * used to sign in.
 *
 * An unverified address does not identify a person: it is selected separately, as `unverifiedEmail`, and labeled when shown. See
 * `domain/accounts/addresses.ts`.
 */
const stored = (user: string) =>
  sql<string | null>`nullif(${sql.ref(`${user}.email`)}, ${sql.ref(`${user}.id`)})`;
const isVerified = (user: string) => sql<boolean>`${sql.ref(`${user}.emailVerified`)} is true`;

/**
 * The verified address of an account, or null.
 * @param user name of the table in the query
 */
export const emailOf = (user = 'user') =>
  sql<string | null>`case when ${isVerified(user)} then ${stored(user)} end`;

/** The unverified address of an account, or null. */
export const unverifiedEmailOf = (user = 'user') =>
  sql<string | null>`case when not ${isVerified(user)} then ${stored(user)} end`;

/** The address of an account, verified or not: to send e-mail, or to find it in a list. */
export const anyEmailOf = (user = 'user') => stored(user);

/** A condition on `user`: the address is verified. */
export const hasVerifiedEmail = () => isVerified('user');

/**
 * A condition on `user`: e-mail to its address may open the account. If only a platform supplied the address, its owner must not get into
 * the account of the person whom the platform knows.
 */
export const isReachable = () => sql<boolean>`(${isVerified('user')} or "user"."externalId" is null)`;

/** The value of the column for an account. */
export function emailColumn({ id, email }: { id: string; email: string | null }): Schema['user']['email'] {
  return email ?? id;
}

/** The addresses from a complete row. */
export function emailsIn({
  id,
  email,
  emailVerified,
}: Pick<Schema['user'], 'id' | 'email' | 'emailVerified'>): {
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
} {
  const address = email === id ? null : email;
  return emailVerified
    ? { email: address, unverifiedEmail: null }
    : { email: null, unverifiedEmail: address };
}
