import { type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely';
import { foldText, likeContaining } from '../lib/fold-text.ts';
import type { Dialect } from './database.ts';
import type { Schema } from './schema.ts';

/** SQL fragments valid in both databases. */
export type Sql = RawBuilder<unknown>;

/** A null time. A bare null has no type, and PostgreSQL gives a bare number next to a parameter too small a type. */
export const never = sql`cast(null as bigint)`;

export const noText = sql`cast(null as text)`;

/** The later of two times; the second may be null. */
export const later = (time: Sql, other: Sql): Sql =>
  sql`case when ${other} > ${time} then ${other} else ${time} end`;

/** The earlier of two times; null means never. */
export const earlier = (time: Sql, other: Sql): Sql =>
  sql`case when ${time} is null or ${other} < ${time} then ${other} else ${time} end`;

export const allOf = (conditions: ReadonlyArray<Sql>): Sql => sql.join(conditions, sql` and `);

export const anyOf = (conditions: ReadonlyArray<Sql>): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;

/** Whether a column that `foldText` has written contains a text, ignoring case and accents. */
export const contains = (column: Sql, text: string): RawBuilder<boolean> =>
  sql`${column} like ${likeContaining(foldText(text))} escape '\\'`;

/** A parameter with any number of texts, for prepared queries: see `textsParam`. */
export type Texts = string;

/** Encodes texts as one parameter: a JSON array on SQLite, an array literal on PostgreSQL. */
export function textsParam(dialect: Dialect, texts: Iterable<string>): Texts {
  if (dialect === 'sqlite') return JSON.stringify([...texts]);
  return `{${Array.from(texts, (text) => `"${text.replace(/["\\]/g, '\\$&')}"`)}}`;
}

/**
 * A table of the texts of a parameter, with one column `value`. For an array of unknown length PostgreSQL plans for ten elements, but for a
 * hundred with a JSON array, enough to make it scan a whole table.
 * @param alias its name in the query
 */
export function textsOf(dialect: Dialect, texts: Texts, alias: string): RawBuilder<unknown> {
  return dialect === 'sqlite'
    ? sql`json_each(${texts}) as ${sql.ref(alias)}`
    : sql`unnest(cast(${texts} as text[])) as ${sql.ref(alias)} (value)`;
}

/** The time by the clock of the database, in Unix milliseconds, for triggers. */
export const databaseNowMs: Readonly<Record<Dialect, string>> = {
  sqlite: `cast(unixepoch('subsec') * 1000 as integer)`,
  postgres: '(extract(epoch from clock_timestamp()) * 1000)::bigint',
};

/** The dialect of a query builder or a transaction. */
export const dialectOf = (db: Kysely<Schema>): Dialect =>
  db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres';

/**
 * Whether a column has one of any number of values. They are one parameter, because building a query with thousands takes longer than
 * running it.
 * @param column with its table if the query has several
 */
export function isAnyOf(db: Kysely<Schema>, column: string, values: Iterable<string>): RawBuilder<boolean> {
  const dialect = dialectOf(db);
  return sql`${sql.ref(column)} in (select value from ${textsOf(dialect, textsParam(dialect, values), 'wanted')})`;
}
