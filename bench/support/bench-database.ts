import { startPostgres } from '../../test/servers/postgres.ts';
import { runOnPostgres } from '../../test/support/test-database.ts';

export const databaseNames = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;
export type DatabaseKind = keyof typeof databaseNames;

export interface BenchDatabase extends AsyncDisposable {
  /** What the environment of a server needs to use it; SQLite lies in the data folder and needs nothing. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Names of databases from a command line, comma-separated. */
export function readDatabaseKinds(text: string): ReadonlyArray<DatabaseKind> {
  return text.split(',').map((name) => {
    if (name === 'sqlite' || name === 'postgres') return name;
    throw new Error(`--database takes sqlite or postgres, not "${name}"`);
  });
}

/** A new, empty database: on PostgreSQL with a server of its own, which flushes its commits to the disk. */
export async function startDatabase(kind: DatabaseKind): Promise<BenchDatabase> {
  if (kind === 'sqlite') return { settings: {}, async [Symbol.asyncDispose]() {} };
  const server = await startPostgres({ asInProduction: true });
  await runOnPostgres(`${server.url}/postgres`, 'create database bench');
  return { settings: { DATABASE_URL: `${server.url}/bench` }, [Symbol.asyncDispose]: () => server.end() };
}
