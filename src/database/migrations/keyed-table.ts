import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Rows that the access query finds by their key lie in its index, which halves the cost of the query. */
export function keyedTable(db: Kysely<never>, name: string, strict?: 'strict'): CreateTableBuilder<string> {
  return db.schema.createTable(name).modifyEnd(strict ? sql`strict, without rowid` : sql`without rowid`);
}
