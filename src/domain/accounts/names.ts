import { type Kysely, type Selectable, sql } from 'kysely';
import { type NameSource, nameSources, type UserTable } from '../../database/account-tables.ts';
import { rowsOf } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { foldText } from '../../lib/fold-text.ts';

/**
 * The only rule about names. Of the sources that name an account, the strongest wins, and each replaces its own earlier names and those of
 * weaker ones. From the strongest: typed in Lectern or in an imported file; put by a platform; the claim of a token; a request for granted
 * URLs. Any source replaces a name that none of them gave.
 */
const rankOf = (source: NameSource | null) => (source === null ? -1 : nameSources.indexOf(source));

/** The name of an account as stored. */
export type KnownName = Pick<Selectable<UserTable>, 'name' | 'nameSource'>;

/** Whether to write a source's name. @param said undefined if the source gives none */
export const takesName = (known: KnownName, said: string | undefined, source: NameSource): said is string =>
  said !== undefined &&
  rankOf(source) >= rankOf(known.nameSource) &&
  (said !== known.name || source !== known.nameSource);

/** The columns of an account with this name. */
export const nameColumns = (name: string, nameSource: NameSource | null) => ({
  name,
  foldedName: foldText(name),
  nameSource,
});

/** Names any number of accounts, except those named by a stronger source. */
export async function putNames(
  db: Kysely<Schema>,
  people: ReadonlyArray<{ readonly id: string; readonly name: string }>,
  source: NameSource,
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map(({ id, name }) => ({ id, ...nameColumns(name, source) }));
  const replaced = nameSources.slice(0, rankOf(source) + 1);
  await sql`update "user"
    set name = given.name, "foldedName" = given."foldedName", "nameSource" = given."nameSource"
    from ${rowsOf(db, 'user', rows)}
    where "user".id = given.id
      and ("user"."nameSource" is null or "user"."nameSource" in (${sql.join(replaced)}))
      and ("user".name <> given.name or "user"."nameSource" is distinct from given."nameSource")`.execute(db);
}
