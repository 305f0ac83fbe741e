import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteQueryCompiler,
} from 'kysely';
import { makeFolder } from '../lib/durable-file.ts';
import { forOne } from './batched-queries.ts';
import {
  compileWithParams,
  type Database,
  Placeholder,
  type PreparedRead,
  type QueryBuilder,
  type ReadOptions,
} from './database.ts';
import { assertKeepable, createKeptRows, endsKeptRows, isRecordTable, type KeptRows } from './kept-rows.ts';
import type { Schema } from './schema.ts';
import { orFailure, sqliteOpenFailure } from './sqlite-failure.ts';

/** Another process (the CLI beside a server) may hold the write lock for as long as one transaction takes. */
export const busyTimeoutMs = 5000;
const maxKeptStatements = 256;
/** SQLite's own 2 MiB are soon full of new issue records, and the rows that every request reads drop out. */
const cacheKiB = 16 * 1024;
/** Beyond the cache, rows are read where the system has them in memory already, without a copy. */
const mappedBytes = 2 * 1024 ** 3 - 65_536;

/**
 * Opens (and creates) an SQLite database. One connection does everything: a second one would lose its page
 * cache at every commit of the first, which makes the reads of the hot path three times as slow. WAL lets
 * other processes read meanwhile; `synchronous=FULL` makes a commit durable before it is answered.
 * @throws OperatorError when the file cannot be used
 */
export function openSqlite(path: string): Database {
  makeFolder(dirname(path), 0o700);
  closeSync(openSync(path, 'a', 0o600)); // SQLite would let others read what it makes
  const connection = connect(path);
  const prepare = keepStatements(connection);
  const kept = createKeptRows();
  const snapshot = createSnapshot(prepare, kept);
  const kysely = new Kysely<Schema>({
    dialect: new ImmediateSqliteDialect({
      database: adapt(connection, prepare, { snapshot, kept }),
      isInTransaction: () => connection.isTransaction,
    }),
  });

  /** Runs a step between transactions. Kysely has one connection and hands it out to one at a time. */
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
    if (isKept) assertKeepable(sql);
    const known = isKept ? kept.ofQuery<Row>() : undefined;
    const read = (params: Params): ReadonlyArray<Row> => {
      snapshot.begin();
      const found = known?.get(params);
      if (found !== undefined) return found;
      const rows = prepare(sql).all(...inputs(bind(params))) as unknown as ReadonlyArray<Row>;
      known?.keep(params, rows);
      return rows;
    };
    // Most often no transaction is open, and the read need not wait.
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
    prepareInsert(table, columns) {
      const insert = connection.prepare(
        `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')})
         values (${columns.map(() => '?').join(', ')}) on conflict do nothing`,
      );
      return (rows) =>
        exclusively(() => {
          if (!isRecordTable(table)) kept.forget();
          prepare('begin immediate').run();
          try {
            for (const row of rows)
              insert.run(...inputs(columns.map((column) => row[column as keyof typeof row])));
            prepare('commit').run();
          } catch (error) {
            if (connection.isTransaction) prepare('rollback').run();
            throw error;
          }
        });
    },
    checkWritable: () =>
      exclusively(() => {
        // A number in the header that is of no use to us: this writes one page as durably as anything else.
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

interface Snapshot {
  isOpen(): boolean;
  begin(): void;
  end(): void;
}

/**
 * Prepared reads that follow each other without waiting for anything, as those of one request do, share one
 * read transaction: they see the same state, and the file is locked once for all of them, which costs as much
 * as the reads themselves. With it begins what is kept of earlier ones, unless another process has written since; our own
 * connection's writes end that themselves. It ends by itself as soon as there is nothing left to run, or before a write.
 */
function createSnapshot(prepare: (sql: string) => StatementSync, kept: KeptRows): Snapshot {
  let open = false;
  /** Another one after each commit of another connection. */
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
      const { data_version: current } = prepare('pragma data_version').get() ?? {};
      if (current !== version) kept.forget();
      version = current;
      // A tick that a microtask asks for comes after all microtasks.
      queueMicrotask(() => process.nextTick(end));
    },
    end,
  };
}

/** Preparing a statement anew costs five times running it, so each is kept and reused. */
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

/** What Kysely's SQLite dialect expects of a connection, over `node:sqlite`. */
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
        if (endsKeptRows(sql)) kept.forget();
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

interface ImmediateSqliteConfig extends SqliteDialectConfig {
  readonly isInTransaction: () => boolean;
}

/**
 * A transaction takes the write lock at once. A deferred one would fail without waiting when another
 * process writes between its first read and its first write (SQLITE_BUSY_SNAPSHOT).
 */
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: ImmediateSqliteConfig;

  constructor(config: ImmediateSqliteConfig) {
    super(config);
    this.#config = config;
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new BindingOnceCompiler();
  }
}

/** Numbers the parameters, so that a placeholder is bound once, however often it stands in the query. */
class BindingOnceCompiler extends SqliteQueryCompiler {
  readonly #numbers = new Map<unknown, number>();

  override compileQuery(...query: Parameters<SqliteQueryCompiler['compileQuery']>) {
    this.#numbers.clear();
    return super.compileQuery(...query);
  }

  protected override appendValue(value: unknown): void {
    const known = this.#numbers.get(value);
    if (known !== undefined) {
      this.append(`?${known}`);
      return;
    }
    super.appendValue(value);
    if (value instanceof Placeholder) this.#numbers.set(value, this.numParameters);
  }

  protected override getCurrentParameterPlaceholder(): string {
    return `?${this.numParameters}`;
  }
}

/** SQLite's DDL is transactional, so all pending migrations run as one step that other processes wait for. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #config: ImmediateSqliteConfig;

  constructor(config: ImmediateSqliteConfig) {
    super(config);
    this.#config = config;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself has taken back a transaction for which there was no room. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#config.isInTransaction()) await super.rollbackTransaction(connection);
  }
}
