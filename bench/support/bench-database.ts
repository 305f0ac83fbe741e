import { startPostgres } from '../../test/servers/postgres.ts';
import { runOnPostgres } from '../../test/support/test-database.ts';

export const databaseNames = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;
export type DatabaseKind = keyof typeof databaseNames;

export interface BenchDatabase extends AsyncDisposable {
  /** The environment variables that a server needs to use it; none for SQLite, which is in the data folder. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Parses comma-separated names of databases. */
export function readDatabaseKinds(text: string): ReadonlyArray<DatabaseKind> {
  return text.split(',').map((name) => {
    if (name === 'sqlite' || name === 'postgres') return name;
    throw new Error(`--database takes sqlite or postgres, not "${name}"`);
  });
}

/** A new, empty database. PostgreSQL gets a separate server, which flushes commits to the disk. */
export async function startDatabase(kind: DatabaseKind): Promise<BenchDatabase> {
  if (kind === 'sqlite') return { settings: {}, async [Symbol.asyncDispose]() {} };
  const server = await startPostgres({ asInProduction: true });
  await runOnPostgres(`${server.url}/postgres`, 'create database bench');
  return { settings: { DATABASE_URL: `${server.url}/bench` }, [Symbol.asyncDispose]: () => server.end() };
}
