import { type RawBuilder, sql } from 'kysely';

/** Pieces of SQL that both databases understand. */
export type Sql = RawBuilder<unknown>;

/** A time that never comes. A bare null has no type, and a bare number beside a parameter is too narrow for PostgreSQL. */
export const never = sql`cast(null as bigint)`;

/** The later of two times; the second may be null. */
export const later = (time: Sql, other: Sql): Sql =>
  sql`case when ${other} > ${time} then ${other} else ${time} end`;

/** The earlier of two times; null is never. */
export const earlier = (time: Sql, other: Sql): Sql =>
  sql`case when ${time} is null or ${other} < ${time} then ${other} else ${time} end`;

export const allOf = (conditions: ReadonlyArray<Sql>): Sql => sql.join(conditions, sql` and `);

export const anyOf = (conditions: ReadonlyArray<Sql>): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
