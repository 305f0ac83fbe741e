import type { Compilable, CompiledQuery, Expression, Insertable, Kysely, RawBuilder } from 'kysely';
import type { Schema, Tables } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** What repositories use. The differences between SQLite and PostgreSQL are hidden behind it. */
export interface Database {
  readonly dialect: Dialect;
  /** Writes and ordinary reads. Transactions are serialized. */
  readonly kysely: Kysely<Schema>;
  /**
   * Compiles a query once and keeps its prepared statement, for the few reads of every request. It sees everything committed before the
   * call, and never an open transaction. Do not await it inside a transaction, because it waits for the transaction's end.
   */
  prepareRead<Params extends object, Row>(
    build: QueryBuilder<Params, Row>,
    options?: ReadOptions,
  ): PreparedRead<Params, Row>;
  /**
   * The same for small reads in many concurrent requests. On PostgreSQL, the reads of one tick of the event loop share a statement
   * (`batchReads`); times in better-auth's tables may be text there, as on SQLite. On SQLite, the rows are cached (`ReadOptions`).
   */
  prepareBatchedRead<Params extends TextParams<Params>, Row>(
    build: QueriesBuilder<Params, Row>,
  ): PreparedRead<Params, Row>;
  /** Runs a query that may take seconds, without making others wait: on SQLite in another thread. */
  readAside<Row>(query: CompiledQuery<Row>): Promise<ReadonlyArray<Row>>;
  /**
   * Inserts many rows in one durable transaction and keeps existing rows with the same key. For the one table that every request writes.
   * Omitted columns are null.
   */
  prepareInsert<Table extends keyof Schema & string>(
    table: Table,
    columns: ReadonlyArray<keyof Tables[Table] & string>,
  ): (rows: ReadonlyArray<Readonly<Insertable<Tables[Table]>>>) => Promise<void>;
  /**
   * Resolves if the database accepts changes now; tries a write where that is the only way to know.
   * @throws LecternError `unavailable`
   */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}

export interface ReadOptions {
  /**
   * On SQLite, cache the rows until this or another process writes anything but records (`KeptRows`). For reads that many requests repeat,
   * and whose rows depend only on the database and the params. Default: false.
   */
  readonly isKept?: boolean;
}

/** Builds a query with `param('name')` in place of each value of `Params`. */
export type QueryBuilder<Params, Row> = (
  kysely: Kysely<Schema>,
  param: <Name extends keyof Params & string>(name: Name) => Params[Name],
) => CompiledQuery<Row>;

/**
 * The same for one query, or for several with the same columns, combined with `union all`. If `areMany`, each param is a column of a table
 * with one row per asker.
 */
export type QueriesBuilder<Params, Row> = (
  ...args: [...Parameters<QueryBuilder<Params, Row>>, { readonly areMany: boolean }]
) => (Compilable<Row> & Expression<Row>) | ReadonlyArray<RawBuilder<Row>>;

/** Params that are texts, so their type is the same in every query. */
export type TextParams<Params> = { readonly [Name in keyof Params]: string };

export type PreparedRead<Params, Row> = (params: Params) => Promise<ReadonlyArray<Row>>;

/** A value in a query that is compiled once. Each name has one object. */
export class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The SQL of a query, and a function that returns its values in order for given params. */
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
