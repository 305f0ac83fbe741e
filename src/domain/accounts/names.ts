import { type Kysely, sql } from 'kysely';
import { foldText } from '../../database/fold-text.ts';
import { rowsOf } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';

/** The columns of an account with this name. */
export const nameColumns = (name: string) => ({ name, foldedName: foldText(name) });

/** Names any number of accounts. */
export async function putNames(
  db: Kysely<Schema>,
  people: ReadonlyArray<{ readonly id: string; readonly name: string }>,
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map(({ id, name }) => ({ id, ...nameColumns(name) }));
  await sql`update "user" set name = given.name, "foldedName" = given."foldedName"
    from ${rowsOf(db, 'user', rows)} where "user".id = given.id`.execute(db);
}
