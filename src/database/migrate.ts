import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Migration as KyselyMigration, Migrator } from 'kysely/migration';
import { codeOf, LecternError, messageOf, OperatorError } from '../lib/errors.ts';
import type { Database } from './database.ts';
import { coreTables } from './migrations/0001-tables.ts';
import { type Ddl, ddl } from './migrations/ddl.ts';
import { postgresRemedy } from './postgres-remedies.ts';
import type { Schema } from './schema.ts';
import { sqliteRemedy } from './sqlite-failure.ts';

export interface Migration {
  /** Its purpose, for operators; completes "Migration NAME …". */
  readonly summary: string;
  readonly up: (db: Kysely<never>, ddl: Ddl) => Promise<void>;
}

/** Run in the order of their names. Never change one that has been released. */
export type Migrations = Readonly<Record<string, Migration>>;

/** A feature's part of the schema. */
export interface SchemaPart {
  /** Its tables in the first release, which are created after those of the core. */
  readonly tables?: (ddl: Ddl) => ReadonlyArray<RawBuilder<unknown>>;
  /** Changes of later releases. */
  readonly migrations?: Migrations;
}

/** The migrations of the core and of these features. */
export function createMigrations(
  features: ReadonlyArray<{ readonly storage?: { readonly schema?: SchemaPart } }>,
): Migrations {
  const core: Migrations = {
    [firstRelease]: {
      summary: 'creates all tables',
      async up(db, ddl) {
        const parts = [coreTables, ...features.flatMap(({ storage }) => storage?.schema?.tables ?? [])];
        for (const statement of parts.flatMap((part) => part(ddl))) await statement.execute(db);
      },
    },
  };
  const all = [core, ...features.map(({ storage }) => storage?.schema?.migrations ?? {})].flatMap(
    Object.entries<Migration>,
  );
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Migrates the schema to the latest version. Safe to repeat, and to run in several processes at the same time: on SQLite they wait for the
 * write lock, on PostgreSQL for an advisory lock.
 * @param beforeChange called once, before the first change to an existing schema, inside that change's transaction, with the name of the
 * database's last migration; if it throws, nothing changes
 * @returns the names of the migrations that ran
 * @throws OperatorError when a migration fails, or when the database is newer or too old for this program
 */
export async function migrateToLatest(
  database: Database,
  migrations: Migrations,
  beforeChange: BeforeChange = async () => {},
): Promise<ReadonlyArray<string>> {
  try {
    return await alone(database, async () => {
      refuseUnknown(await takeOver(database), migrations);
      const { error, results = [] } = await migrator(database, migrations, beforeChange).migrateToLatest();
      if (error !== undefined) throw error;
      return results.map((result) => result.migrationName);
    });
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    await refuseNewer(database, migrations, error);
    throw new OperatorError(`The database cannot be used: ${reasonOf(error, database)}`, {
      kind: 'unavailable',
      cause: error,
    });
  }
}

type BeforeChange = (lastMigration: string) => Promise<void>;

const firstRelease = '0001-tables';

/** The first migrations of databases from before the first release. */
const unreleased = ['0001-foundation', '0001-schema', '0001-first-release'];

/** The last unreleased migrations made the same schema, in 15 steps. Migrations run in the order of their names, so none is missing. */
const isLastUnreleased = (executed: ReadonlyArray<string>) =>
  executed.length === 15 && executed.at(-1) === '0015-folded-contest-names';

/** Records them as the first release. @returns the names of the migrations that have run */
async function takeOver({ kysely }: Database): Promise<ReadonlyArray<string>> {
  const executed = await executedMigrations({ kysely });
  if (!isLastUnreleased(executed)) return executed;
  await kysely.transaction().execute(async (trx) => {
    // Another process may have done it by now.
    if (!isLastUnreleased(await executedMigrations({ kysely: trx }))) return;
    await sql`delete from kysely_migration where name <> '0001-first-release'`.execute(trx);
    await sql`update kysely_migration set name = ${firstRelease}`.execute(trx);
  });
  return [firstRelease];
}

/** An advisory lock of PostgreSQL. */
const migrationLock = 7_303_166_419;

/**
 * Runs a step while no other process of this version migrates. Kysely takes its lock only after reading the catalog, which fails if another
 * process is renaming a table.
 */
async function alone<T>({ dialect, kysely }: Database, step: () => Promise<T>): Promise<T> {
  if (dialect === 'sqlite') return step();
  return kysely.connection().execute(async (holder) => {
    await sql`select pg_advisory_lock(${sql.lit(migrationLock)})`.execute(holder);
    try {
      return await step();
    } finally {
      // A lost connection has released the lock.
      await sql`select pg_advisory_unlock(${sql.lit(migrationLock)})`.execute(holder).catch(() => {});
    }
  });
}

/** @throws OperatorError when the database is newer than this program, or from before the first release */
export async function refuseNewer(
  database: Database,
  migrations: Migrations,
  cause?: unknown,
): Promise<void> {
  refuseUnknown(await executedMigrations(database), migrations, cause);
}

/**
 * Migrations that have not run, in order.
 * @throws OperatorError when migrations of a later version have run
 */
export function pendingMigrations(
  executed: ReadonlyArray<string>,
  migrations: Migrations,
): ReadonlyArray<{ readonly name: string; readonly summary: string }> {
  refuseUnknown(executed, migrations);
  const done = isLastUnreleased(executed) ? [firstRelease] : executed;
  return Object.entries(migrations)
    .filter(([name]) => !done.includes(name))
    .map(([name, { summary }]) => ({ name, summary }));
}

function refuseUnknown(executed: ReadonlyArray<string>, migrations: Migrations, cause?: unknown): void {
  if (isLastUnreleased(executed)) return;
  if (executed.some((name) => unreleased.includes(name))) {
    throw new OperatorError(
      'This database is from before the first release of Lectern. Start it once with the last commit that takes it over, which "Upgrading" in the manual names.',
    );
  }
  const newer = executed.filter((name) => !(name in migrations));
  if (newer.length === 0) return;
  throw new OperatorError(
    `The database is newer than this version of Lectern, which does not know ${newer.join(', ')}: run the version that migrated it or a later one, or go back as "Upgrading" in the manual describes.`,
    { cause },
  );
}

/** Whether the schema is the one that this program expects. */
export async function isMigrated(database: Database, migrations: Migrations): Promise<boolean> {
  const known = await migrator(database, migrations).getMigrations();
  return known.every((migration) => migration.executedAt !== undefined);
}

/** The database's message, which operators may see, and what to do. */
function reasonOf(error: unknown, { dialect }: Database): string {
  const cause = error instanceof LecternError ? error.cause : error;
  // Node's error for a host with several addresses has only a code.
  const remedy = dialect === 'postgres' ? postgresRemedy(cause) : sqliteRemedy(cause);
  return `${messageOf(cause) || codeOf(cause) || String(cause)}. ${remedy ?? 'Try again, or restore a backup.'}`;
}

/** The names of the migrations that any version ran on this database; empty if unknown. */
export async function executedMigrations({
  kysely,
}: Pick<Database, 'kysely'>): Promise<ReadonlyArray<string>> {
  const rows = await kysely
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
    .catch(() => []);
  return rows.map(({ name }) => name);
}

function migrator(
  { dialect, kysely }: Database,
  migrations: Migrations,
  beforeChange: BeforeChange = async () => {},
): Migrator {
  let isFirst = true;
  const spelled = Object.entries(migrations).map(([name, { up }]): [string, KyselyMigration] => [
    name,
    {
      async up(db: Kysely<never>) {
        if (isFirst) {
          isFirst = false;
          const last = (await executedMigrations({ kysely: db as unknown as Kysely<Schema> })).at(-1);
          if (last !== undefined) await beforeChange(last);
        }
        await up(db, ddl[dialect]);
      },
    } as KyselyMigration,
  ]);
  return new Migrator({ db: kysely, provider: { getMigrations: async () => Object.fromEntries(spelled) } });
}
