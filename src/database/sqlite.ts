import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { Kysely, type SqliteDatabase } from 'kysely';
import { makeFolder } from '../lib/durable-file.ts';
import { forOne } from './batched-queries.ts';
import {
  compileWithParams,
  type Database,
  type PreparedRead,
  type QueryBuilder,
  type ReadOptions,
} from './database.ts';
import { createKeptRows, type KeptRows } from './kept-rows.ts';
import type { Schema } from './schema.ts';
import { ImmediateSqliteDialect } from './sqlite-dialect.ts';
import { orFailure, sqliteOpenFailure } from './sqlite-failure.ts';
import type { AsideQuery } from './sqlite-reader.ts';

/** Another process (the CLI during a server's run) may hold the write lock for the length of a transaction. */
export const busyTimeoutMs = 5000;
const maxKeptStatements = 256;
/** New issue records soon fill SQLite's default of 2 MiB and evict the rows that every request reads. */
const cacheKiB = 16 * 1024;
/** Rows outside the cache are read from the system's page cache, without a copy. */
const mappedBytes = 2 * 1024 ** 3 - 65_536;

/**
 * Opens (and creates) an SQLite database. One connection does everything: a second would lose its page cache at every commit of the first,
 * which makes hot reads three times as slow. WAL lets other processes read concurrently; `synchronous=FULL` makes commits durable before
 * they return.
 * @throws OperatorError when the file cannot be used
 */
export function openSqlite(path: string): Database {
  makeFolder(dirname(path), 0o700);
  closeSync(openSync(path, 'a', 0o600)); // SQLite would create it readable by others
  const connection = connect(path);
  const prepare = keepStatements(connection);
  const kept = createKeptRows(() => referencedTables(connection));
  const snapshot = createSnapshot(prepare, kept);
  const kysely = new Kysely<Schema>({
    dialect: new ImmediateSqliteDialect({
      database: adapt(connection, prepare, { snapshot, kept }),
      isInTransaction: () => connection.isTransaction,
    }),
  });

  /** Runs a step between transactions, because Kysely has one connection and gives it to one user at a time. */
  const exclusively = <T>(step: () => T): Promise<T> =>
    kysely.connection().execute(async () => {
      return orFailure(() => {
        snapshot.end();
        return step();
      });
    });

  function prepareRead<Params extends object, Row>(
    build: QueryBuilder<Params, Row>,
    { isKept = false }: ReadOptions = {},
  ): PreparedRead<Params, Row> {
    const { sql, bind } = compileWithParams<Params, Row>(kysely, build);
    const readRows = (params: Params) =>
      prepare(sql).all(...inputs(bind(params))) as unknown as ReadonlyArray<Row>;
    const rowsOf = isKept ? kept.around(sql, readRows) : readRows;
    const read = (params: Params) => {
      snapshot.begin();
      return rowsOf(params);
    };
    // Usually no transaction is open, so the read need not wait.
    return async (params: Params) =>
      connection.isTransaction && !snapshot.isOpen()
        ? exclusively(() => read(params))
        : orFailure(() => read(params));
  }

  return {
    dialect: 'sqlite',
    kysely,
    prepareRead,
    prepareBatchedRead: (build) => prepareRead(forOne(build), { isKept: true }),
    async readAside({ sql, parameters }) {
      const workerData: AsideQuery = { path, sql, values: inputs(parameters) };
      const reader = new Worker(new URL(import.meta.resolve('#sqlite-reader')), { workerData });
      const [rows] = await once(reader, 'message').catch((error) =>
        orFailure(() => {
          throw error;
        }),
      );
      return rows;
    },
    prepareInsert(table, columns) {
      const sql = `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')})
        values (${columns.map(() => '?').join(', ')}) on conflict do nothing`;
      const insert = connection.prepare(sql);
      return (rows) =>
        exclusively(() => {
          kept.before(sql);
          prepare('begin immediate').run();
          try {
            for (const row of rows)
              insert.run(...inputs(columns.map((column) => row[column as keyof typeof row] ?? null)));
            prepare('commit').run();
          } catch (error) {
            if (connection.isTransaction) prepare('rollback').run();
            throw error;
          }
        });
    },
    checkWritable: () =>
      exclusively(() => {
        // Rewrites an unused number in the header: one page, written as durably as any change.
        const header = prepare('pragma user_version').get();
        connection.exec(`pragma user_version = ${header?.['user_version']}`);
      }),
    async close() {
      snapshot.end();
      await kysely.destroy();
      if (connection.isOpen) connection.close();
    },
  };
}

function connect(path: string): DatabaseSync {
  try {
    const connection = new DatabaseSync(path, { timeout: busyTimeoutMs });
    connection.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
      pragma cache_size = -${cacheKiB}; pragma mmap_size = ${mappedBytes}`);
    return connection;
  } catch (error) {
    throw sqliteOpenFailure(path, error);
  }
}

/** The tables whose deletions can cascade. */
function referencedTables(connection: DatabaseSync): ReadonlySet<string> {
  const rows = connection
    .prepare(
      `select distinct key."table" as name from sqlite_master, pragma_foreign_key_list(sqlite_master.name) as key
        where sqlite_master.type = 'table'`,
    )
    .all();
  return new Set(rows.map(({ name }) => String(name)));
}

interface Snapshot {
  isOpen(): boolean;
  begin(): void;
  end(): void;
}

/**
 * Prepared reads in a row without waiting, such as those of one request, share a read transaction: they see the same state, and lock the
 * file once, which costs as much as the reads. When it begins, cached rows are dropped if another process has written since; writes on this
 * connection drop them directly. It ends when the process has nothing left to run, or before a write.
 */
function createSnapshot(prepare: (sql: string) => StatementSync, kept: KeptRows): Snapshot {
  let open = false;
  /** `data_version`, which changes with each commit of another connection. */
  let version: unknown;
  const end = () => {
    if (!open) return;
    open = false;
    prepare('commit').run();
  };
  return {
    isOpen: () => open,
    begin() {
      if (open) return;
      prepare('begin').run();
      open = true;
      // A tick scheduled in a microtask runs after all microtasks. Nothing may fail before it, or the snapshot would stay open.
      queueMicrotask(() => process.nextTick(end));
      let current: unknown;
      try {
        current = prepare('pragma data_version').get()?.['data_version'];
      } finally {
        if (current === undefined || current !== version) kept.forget();
        version = current;
      }
    },
    end,
  };
}

/** Preparing a statement costs five times as much as running it, so statements are kept and reused. */
function keepStatements(connection: DatabaseSync): (sql: string) => StatementSync {
  const kept = new Map<string, StatementSync>();
  return (sql) => {
    let statement = kept.get(sql);
    if (!statement) {
      statement = connection.prepare(sql);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= maxKeptStatements) kept.delete(oldest);
      kept.set(sql, statement);
    }
    return statement;
  };
}

/** Values of queries, whose types the schema has checked. */
const inputs = (values: ReadonlyArray<unknown>) => values as ReadonlyArray<SQLInputValue>;

/** The connection interface of Kysely's SQLite dialect, over `node:sqlite`. */
function adapt(
  connection: DatabaseSync,
  prepare: (sql: string) => StatementSync,
  { snapshot, kept }: { readonly snapshot: Snapshot; readonly kept: KeptRows },
): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare(sql) {
      const statement = orFailure(() => {
        snapshot.end();
        kept.before(sql);
        return prepare(sql);
      });
      return {
        reader: statement.columns().length > 0,
        all: (params) => orFailure(() => statement.all(...inputs(params))),
        run: (params) => orFailure(() => statement.run(...inputs(params))),
        iterate: (params) => statement.iterate(...inputs(params)),
      };
    },
  };
}
