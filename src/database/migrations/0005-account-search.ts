import { type Kysely, sql } from 'kysely';
import { foldText } from '../fold-text.ts';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'adds to each account its name as searches see it';

const rowsPerStep = 500;

/** The names of accounts as searches see them, as titles of tasks have been from the beginning. */
export async function up(db: Kysely<never>, { text }: Tables): Promise<void> {
  await db.schema
    .alterTable('user')
    .addColumn('foldedName', text, (c) => c.notNull().defaultTo(''))
    .execute();
  for (let last = ''; ; ) {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from "user" where id > ${last} order by id limit ${rowsPerStep}`.execute(db);
    if (rows.length === 0) return;
    const folded = rows.map(({ id, name }) => sql`(${id}, ${foldText(name)})`);
    await sql`update "user" set "foldedName" = given.column2
      from (values ${sql.join(folded)}) as given where given.column1 = "user".id`.execute(db);
    last = (rows.at(-1) as { id: string }).id;
  }
}
