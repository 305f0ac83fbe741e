import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../database.ts';

type Words = RawBuilder<unknown>;

/** Where the dialects differ in how tables are defined. */
export interface Ddl {
  readonly text: Words;
  readonly integer: Words;
  /** A time or a flag of better-auth. */
  readonly time: Words;
  readonly flag: Words;
  /** After the columns. Rows of keyed tables are found by their key; better-auth's tables are loose, as SQLite cannot check their types. */
  readonly keyed: Words;
  readonly plain: Words;
  readonly looseKeyed: Words;
  readonly loose: Words;
}

const none = sql``;

export const ddl: Readonly<Record<Dialect, Ddl>> = {
  sqlite: {
    ...{ text: sql`text`, integer: sql`integer`, time: sql`date`, flag: sql`integer` },
    // Rows that the access query finds by their key lie in its index, which halves the cost of the query.
    ...{ keyed: sql`strict, without rowid`, looseKeyed: sql`without rowid` },
    ...{ plain: sql`strict`, loose: none },
  },
  postgres: {
    // Ids are compared and listed byte by byte, as on SQLite, whatever language the database was made for.
    text: sql`text collate "C"`,
    ...{ integer: sql`bigint`, time: sql`timestamptz`, flag: sql`boolean` },
    ...{ keyed: none, looseKeyed: none, plain: none, loose: none },
  },
};
