import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runOnPostgres } from './test-database.ts';

type Rows = Readonly<Record<string, ReadonlyArray<string>>>;

/** Every row of every table except those of the migrations, each as JSON, in a fixed order. */
export function rowsOfSqlite(dataDir: string): Rows {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { readOnly: true, timeout: 5000 });
  try {
    const names = database.prepare(`select name from sqlite_schema where type = 'table'`).all();
    return sortedRows(
      names.map(({ name }) => [String(name), database.prepare(`select * from "${name}"`).all()]),
    );
  } finally {
    database.close();
  }
}

/** The same for PostgreSQL, in the same format. */
export async function rowsOfPostgres(url: string): Promise<Rows> {
  const names = await runOnPostgres(
    url,
    `select tablename from pg_tables where schemaname = current_schema()`,
  );
  const tables = names.map(
    async ({ tablename }): Promise<[string, ReadonlyArray<object>]> => [
      tablename,
      await runOnPostgres(url, `select * from "${tablename}"`),
    ],
  );
  return sortedRows(await Promise.all(tables));
}

function sortedRows(tables: ReadonlyArray<readonly [string, ReadonlyArray<object>]>): Rows {
  const moved = tables.filter(([name]) => !name.startsWith('kysely_') && !name.startsWith('sqlite_'));
  return Object.fromEntries(
    moved.map(([name, rows]) => [name, rows.map((row) => JSON.stringify(plain(row))).sort()]),
  );
}

/** `pg` returns 64-bit numbers as text, and each database has its own booleans. */
function plain(row: object): object {
  const columns = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    columns.map(([name, value]) => {
      const number = typeof value === 'boolean' ? Number(value) : value;
      return [name, typeof number === 'number' ? String(number) : number];
    }),
  );
}

/** The SHA-256 of every stored file, by its key. */
export function filesOf(dataDir: string): Readonly<Record<string, string>> {
  const objects = join(dataDir, 'files/objects');
  const entries = readdirSync(objects, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files
      .sort()
      .map((path) => [
        path.slice(objects.length + 1),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]),
  );
}
