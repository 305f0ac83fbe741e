import { sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * The address of an account, null when it has none. better-auth wants one in every row, and no two alike, so a row
 * without an address has its id there, which nobody can sign in with.
 * @param user the table, by its name in the query
 */
export const emailOf = (user = 'user') =>
  sql<string | null>`nullif(${sql.ref(`${user}.email`)}, ${sql.ref(`${user}.id`)})`;

/** What the column holds for an account. */
export function emailColumn({ id, email }: { id: string; email: string | null }): Schema['user']['email'] {
  return email ?? id;
}

/** The address in a row that was read whole. */
export function emailIn({ id, email }: Pick<Schema['user'], 'id' | 'email'>): string | null {
  return email === id ? null : email;
}
