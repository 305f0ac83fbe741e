import { createHash } from 'node:crypto';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type PostgresPool,
  type PostgresQueryResult,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { LecternError } from '../lib/errors.ts';
import { forOne, prepareReadMany } from './batched-queries.ts';
import { batchReads } from './batched-read.ts';
import {
  compileWithParams,
  type Database,
  type QueriesBuilder,
  type QueryBuilder,
  type TextParams,
} from './database.ts';
import { failureOf } from './postgres-failure.ts';
import type { Schema } from './schema.ts';

const connectTimeoutMs = 5000;
const statementTimeoutMs = 10_000;
/** A server that has vanished cannot enforce its own limit. */
const answerTimeoutMs = statementTimeoutMs + 2000;
const idleTimeoutMs = 60_000;
/**
 * Statements are short and repeat with other values and the same plan: compiling them, or replanning them for the first five executions in
 * each session, takes ten times as long as running them.
 */
const hotSession = '-c jit=off -c plan_cache_mode=force_generic_plan';
/** An arbitrary lock number for this purpose; Kysely's migrator has another. */
const writeLock = 7_305_084_263;

export interface PostgresOptions {
  /** Maximum number of connections. */
  readonly connections: number;
  /** Whether statements are cancelled after some seconds; default true. Migrations and copies take longer. */
  readonly hasTimeLimits?: boolean;
}

/**
 * Opens a pool of connections to PostgreSQL (15 or later); the first query connects. A lost connection is replaced when a query needs one.
 * If the server is unavailable, queries throw `unavailable`.
 */
export function openPostgres(url: string, { connections, hasTimeLimits = true }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'lectern',
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    keepAlive: true,
    types: { getTypeParser },
    ...(hasTimeLimits
      ? {
          options: hotSession,
          statement_timeout: statementTimeoutMs,
          query_timeout: answerTimeoutMs,
          idle_in_transaction_session_timeout: statementTimeoutMs,
        }
      : {}),
  });
  // A query on a lost connection rejects anyway; without listeners the process would exit as well.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const guarded = guard(pool);
  const kysely = new Kysely<Schema>({ dialect: new SerialisedPostgresDialect({ pool: guarded }) });

  async function runPrepared<Row>(statement: NamedStatement, values: Array<unknown>): Promise<Array<Row>> {
    try {
      return (await pool.query({ ...statement, values })).rows;
    } catch (error) {
      throw failureOf(error).error;
    }
  }

  function prepareRead<Params extends object, Row>(build: QueryBuilder<Params, Row>) {
    const { sql, bind } = compileWithParams<Params, Row>(kysely, build);
    const statement = named(sql);
    return (params: Params) => runPrepared<Row>(statement, bind(params));
  }

  return {
    dialect: 'postgres',
    kysely,
    prepareRead,
    prepareBatchedRead<Params extends TextParams<Params>, Row>(build: QueriesBuilder<Params, Row>) {
      const readOne = prepareRead(forOne(build));
      const readMany = prepareReadMany(prepareRead, build);
      // Usually there is one asker, and the statement for one is cheaper.
      return batchReads<Params, ReadonlyArray<Row>>(async (asked) => {
        const [first] = asked;
        return first && asked.length === 1 ? [await readOne(first)] : readMany(asked);
      });
    },
    readAside: async (query) => (await kysely.executeQuery(query)).rows,
    prepareInsert(table, columns) {
      // All rows are one parameter, so the statement is the same for any number; the table defines the types.
      const list = columns.map((column) => `"${column}"`).join(', ');
      const statement = named(`insert into "${table}" (${list})
        select ${list} from json_populate_recordset(null::"${table}", $1) on conflict do nothing`);
      return async (rows) => void (await runPrepared(statement, [JSON.stringify(rows)]));
    },
    async checkWritable() {
      // A standby, or a server that was made read-only. A full disk is reported by the write that fails.
      const [row] = await runPrepared<{ isReadOnly: boolean }>(readOnly, []);
      if (row?.isReadOnly)
        throw new LecternError('unavailable', 'The database is read-only. Tell the operator.');
    },
    async close() {
      await kysely.destroy();
      await endOnce(pool); // Kysely leaves an unused pool open
    },
  };
}

const readOnly = named(`select current_setting('transaction_read_only')::boolean as "isReadOnly"`);

interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/** Sessions keep a statement by its name, and plan it once. */
function named(text: string): NamedStatement {
  return { name: createHash('sha256').update(text).digest('hex').slice(0, 32), text };
}

/** `pg` returns 64-bit integers as text; our times and sizes are safe integers. */
const getTypeParser = ((oid: number, format: 'text') =>
  oid === pg.types.builtins.INT8
    ? Number
    : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;

async function endOnce(pool: pg.Pool): Promise<void> {
  if (!pool.ending) await pool.end();
}

/** The pool interface of Kysely's dialect, with errors classified in one place. */
function guard(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => endOnce(pool),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw failureOf(error).error;
      });
      let isLost = false;
      const query = async <Row>(text: string, values: ReadonlyArray<unknown>) => {
        try {
          return (await client.query(text, [...values])) as unknown as PostgresQueryResult<Row>;
        } catch (error) {
          const failure = failureOf(error);
          isLost ||= failure.isConnectionLost;
          throw failure.error;
        }
      };
      return {
        query: query as never,
        release: (destroy = false) => client.release(destroy || isLost),
      };
    },
  };
}

/**
 * Transactions run one at a time, as on SQLite, so that what one has checked still holds when it commits: a task keeps an owner, a window
 * fits its contest. They are rare, made by staff; the reads and the one insert of the hot path do not use them.
 */
class SerialisedPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new SerialisedPostgresDriver(this.#config);
  }
}

class SerialisedPostgresDriver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    await super.beginTransaction(connection, settings);
    await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${writeLock})`));
  }
}
