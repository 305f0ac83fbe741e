import type { Compilable, CompiledQuery, Expression, Insertable, Kysely, RawBuilder } from 'kysely';
import type { Schema, Tables } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** What repositories get. SQLite and PostgreSQL differ only behind it. */
export interface Database {
  readonly dialect: Dialect;
  /** Writes and ordinary reads. Transactions are serialised. */
  readonly kysely: Kysely<Schema>;
  /**
   * Compiles a query once and keeps its prepared statement, for the few reads that every request does.
   * It sees everything that was committed before it was called, and never an open transaction; inside a
   * transaction it would wait for its end, so do not await it there.
   */
  prepareRead<Params extends object, Row>(
    build: QueryBuilder<Params, Row>,
    options?: ReadOptions,
  ): PreparedRead<Params, Row>;
  /**
   * The same for small reads that many requests do at once. On PostgreSQL the reads of one tick of the event loop share a
   * statement (`batchReads`); a time of better-auth's tables may be text there, as it is on SQLite. On SQLite the rows are
   * kept (`ReadOptions`).
   */
  prepareBatchedRead<Params extends TextParams<Params>, Row>(
    build: QueriesBuilder<Params, Row>,
  ): PreparedRead<Params, Row>;
  /**
   * An insert of many rows in one durable transaction; rows whose key is there already are kept as they are.
   * For the one table that every request writes. A column that a row leaves out is null there.
   */
  prepareInsert<Table extends keyof Schema & string>(
    table: Table,
    columns: ReadonlyArray<keyof Tables[Table] & string>,
  ): (rows: ReadonlyArray<Readonly<Insertable<Tables[Table]>>>) => Promise<void>;
  /**
   * Resolves when the database takes changes now; tried for real where that is the only way to know.
   * @throws LecternError `unavailable`
   */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}

export interface ReadOptions {
  /**
   * On SQLite, keep the rows until this process or another one writes anything but records (`KeptRows`). For reads that many
   * requests repeat, whose rows depend on the database and the params alone. Default: false.
   */
  readonly isKept?: boolean;
}

/** Builds the query with `param('name')` wherever a value of `Params` belongs. */
export type QueryBuilder<Params, Row> = (
  kysely: Kysely<Schema>,
  param: <Name extends keyof Params & string>(name: Name) => Params[Name],
) => CompiledQuery<Row>;

/**
 * The same for one query, or for several with the same columns, whose rows are read as by `union all`. Where `areMany`, a
 * value is a column of a table with what each of many asks for.
 */
export type QueriesBuilder<Params, Row> = (
  ...args: [...Parameters<QueryBuilder<Params, Row>>, { readonly areMany: boolean }]
) => (Compilable<Row> & Expression<Row>) | ReadonlyArray<RawBuilder<Row>>;

/** Params that are texts, which have the same type in every query. */
export type TextParams<Params> = { readonly [Name in keyof Params]: string };

export type PreparedRead<Params, Row> = (params: Params) => Promise<ReadonlyArray<Row>>;

/** Stands for a value in a query that is compiled once. There is one object for each name. */
export class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The SQL of a query and, for given params, its values in order. */
export function compileWithParams<Params extends object, Row>(
  kysely: Kysely<Schema>,
  build: QueryBuilder<Params, Row>,
): { sql: string; bind: (params: Params) => Array<unknown> } {
  const placeholders = new Map<string, Placeholder>();
  const { sql, parameters } = build(kysely, (name) => {
    const placeholder = placeholders.get(name) ?? new Placeholder(name);
    placeholders.set(name, placeholder);
    return placeholder as never;
  });
  const slots = parameters.map((value) => (value instanceof Placeholder ? value.name : undefined));
  return {
    sql,
    bind: (params) =>
      slots.map((name, at) => (name === undefined ? parameters[at] : params[name as keyof Params])),
  };
}
