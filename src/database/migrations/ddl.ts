import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../database.ts';

type Words = RawBuilder<unknown>;

/** Differences between the dialects in table definitions. */
export interface Ddl {
  readonly text: Words;
  readonly integer: Words;
  /** Times and flags of better-auth. */
  readonly time: Words;
  readonly flag: Words;
  /**
   * Written after the columns. Keyed tables are looked up by key; better-auth's tables are loose, because its types do not pass SQLite's
   * checks.
   */
  readonly keyed: Words;
  readonly plain: Words;
  readonly looseKeyed: Words;
  readonly loose: Words;
}

const none = sql``;

export const ddl: Readonly<Record<Dialect, Ddl>> = {
  sqlite: {
    ...{ text: sql`text`, integer: sql`integer`, time: sql`date`, flag: sql`integer` },
    // Without rowids, the key's index contains the rows, which halves the cost of the access query.
    ...{ keyed: sql`strict, without rowid`, looseKeyed: sql`without rowid` },
    ...{ plain: sql`strict`, loose: none },
  },
  postgres: {
    // Compares and sorts ids by bytes, as on SQLite, in a database of any locale.
    text: sql`text collate "C"`,
    ...{ integer: sql`bigint`, time: sql`timestamptz`, flag: sql`boolean` },
    ...{ keyed: none, looseKeyed: none, plain: none, loose: none },
  },
};
