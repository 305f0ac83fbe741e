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
 * Statements are short and come again, with other values and the same plan: compiling them, or planning them anew for
 * the first five values of every session, takes ten times as long as running them.
 */
const hotSession = '-c jit=off -c plan_cache_mode=force_generic_plan';
/** An arbitrary number that nothing else in this database locks; Kysely's migrator has its own. */
const writeLock = 7_305_084_263;

export interface PostgresOptions {
  /** The most connections at once. */
  readonly connections: number;
  /** Whether statements end with an error after some seconds; default true. Migrations and copies take longer. */
  readonly hasTimeLimits?: boolean;
}

/**
 * Opens a pool of connections to PostgreSQL (15 or later); the first query connects. A connection that is lost
 * is replaced by the next query that needs one. What the server cannot answer now is the error `unavailable`.
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
  // The query that meets a lost connection fails by itself; without listeners the process would end as well.
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
      // Most often one asks, and the statement for one costs less.
      return batchReads<Params, ReadonlyArray<Row>>(async (asked) => {
        const [first] = asked;
        return first && asked.length === 1 ? [await readOne(first)] : readMany(asked);
      });
    },
    prepareInsert(table, columns) {
      // All rows are one value, so the statement is the same for any number of them; the table gives the types.
      const list = columns.map((column) => `"${column}"`).join(', ');
      const statement = named(`insert into "${table}" (${list})
        select ${list} from json_populate_recordset(null::"${table}", $1) on conflict do nothing`);
      return async (rows) => void (await runPrepared(statement, [JSON.stringify(rows)]));
    },
    async checkWritable() {
      // A server that runs as a standby, or was made read-only; one that has no room says so by itself.
      const [row] = await runPrepared<{ isReadOnly: boolean }>(readOnly, []);
      if (row?.isReadOnly) throw new LecternError('unavailable', 'The database is read-only.');
    },
    async close() {
      await kysely.destroy();
      await endOnce(pool); // which Kysely leaves open when it never used it
    },
  };
}

const readOnly = named(`select current_setting('transaction_read_only')::boolean as "isReadOnly"`);

interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/** A session keeps a statement under its name, and plans it once. */
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

/** What Kysely's dialect expects of a pool, with failures told apart in one place. */
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
 * Transactions run one after another, as on SQLite, so that what one has checked still holds when it commits:
 * that a task keeps an owner, that a window fits its contest. They are changes by people who teach; the reads
 * and the one insert of the hot path take no part in it.
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
