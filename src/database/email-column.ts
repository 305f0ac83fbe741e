import { sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * The address of an account. better-auth wants one in every row, and no two alike, so a row without an address has its id
 * there, which nobody can sign in with.
 *
 * An address that nobody who may say so has verified names nobody: it is read apart, as `unverifiedEmail`, to be shown as
 * what it is. See `domain/accounts/addresses.ts`.
 */
const stored = (user: string) =>
  sql<string | null>`nullif(${sql.ref(`${user}.email`)}, ${sql.ref(`${user}.id`)})`;
const isVerified = (user: string) => sql<boolean>`${sql.ref(`${user}.emailVerified`)} is true`;

/**
 * The verified address of an account, null when it has none.
 * @param user the table, by its name in the query
 */
export const emailOf = (user = 'user') =>
  sql<string | null>`case when ${isVerified(user)} then ${stored(user)} end`;

/** The address that an account has without anybody having verified it, or null. */
export const unverifiedEmailOf = (user = 'user') =>
  sql<string | null>`case when not ${isVerified(user)} then ${stored(user)} end`;

/** The address of an account, verified or not: to write to it, or to find it in a list. */
export const anyEmailOf = (user = 'user') => stored(user);

/** A condition on `user`: that its address has been verified. */
export const hasVerifiedEmail = () => isVerified('user');

/**
 * A condition on `user`: that mail to its address may open the account. What only a platform says of an address is no reason
 * to let whoever reads its mail into the account of somebody whom the platform knows.
 */
export const isReachable = () => sql<boolean>`(${isVerified('user')} or "user"."externalId" is null)`;

/** What the column holds for an account. */
export function emailColumn({ id, email }: { id: string; email: string | null }): Schema['user']['email'] {
  return email ?? id;
}

/** The addresses in a row that was read whole. */
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
