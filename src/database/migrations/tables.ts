import { type ColumnDataType, type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../database.ts';

type ColumnType = ColumnDataType | RawBuilder<unknown>;

/** How migrations spell tables and column types. */
export interface Tables {
  /** Its rows are found by their key. SQLite checks column types unless the table is better-auth's: `loose`. */
  keyed(name: string, checks?: 'loose'): CreateTableBuilder<string>;
  plain(name: string, checks?: 'loose'): CreateTableBuilder<string>;
  readonly text: ColumnType;
  readonly integer: ColumnType;
  /** A time or a flag of better-auth. */
  readonly time: ColumnType;
  readonly flag: ColumnType;
}

export function tablesOf(dialect: Dialect, { schema }: Kysely<never>): Tables {
  const create = (name: string) => schema.createTable(name);
  if (dialect === 'postgres') {
    return {
      keyed: create,
      plain: create,
      // Ids are compared and listed byte by byte, as on SQLite, whatever language the database was made for.
      text: sql`text collate "C"`,
      integer: 'bigint',
      time: 'timestamptz',
      flag: 'boolean',
    };
  }
  return {
    // Rows that the access query finds by their key lie in its index, which halves the cost of the query.
    keyed: (name, checks) =>
      create(name).modifyEnd(checks === 'loose' ? sql`without rowid` : sql`strict, without rowid`),
    plain: (name, checks) => (checks === 'loose' ? create(name) : create(name).modifyEnd(sql`strict`)),
    text: 'text',
    integer: 'integer',
    time: 'date',
    flag: 'integer',
  };
}
