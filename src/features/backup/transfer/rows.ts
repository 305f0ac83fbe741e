import { type Kysely, sql } from 'kysely';
import type { Table } from '../../../database/catalogue.ts';
import type { Database } from '../../../database/database.ts';
import type { Schema } from '../../../database/schema.ts';

/** A row in the one form that both databases take: flags are 0 and 1, times ISO 8601. */
export type Row = Readonly<Record<string, Value>>;
export type Value = string | number | null;
export type Key = ReadonlyArray<Value>;

const rowsPerPage = 2000;

/**
 * Runs reads that all see the same state of the database. Nothing else may use it until they have ended:
 * SQLite has one connection.
 */
export function withSnapshot<T>(
  { dialect, kysely }: Database,
  read: (snapshot: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  const begin =
    dialect === 'sqlite' ? sql`begin` : sql`begin transaction isolation level repeatable read, read only`;
  return kysely.connection().execute(async (snapshot) => {
    await begin.execute(snapshot);
    try {
      return await read(snapshot);
    } finally {
      await sql`rollback`.execute(snapshot);
    }
  });
}

/** The rows of a table in the order of their keys, page by page: those after the key `after`, up to `upTo`. */
export async function* readPages(
  snapshot: Kysely<Schema>,
  table: Table,
  { after, upTo }: { readonly after?: Key | undefined; readonly upTo?: Key | undefined } = {},
): AsyncGenerator<ReadonlyArray<Row>> {
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const limit = upTo === undefined ? sql`` : sql`and (${key}) <= (${sql.join(upTo)})`;
  let last = after;
  for (;;) {
    const behind = last === undefined ? sql`1 = 1` : sql`(${key}) > (${sql.join(last)})`;
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table.name)}
      where ${behind} ${limit} order by ${key} limit ${sql.lit(rowsPerPage)}`.execute(snapshot);
    if (rows.length === 0) return;
    const page = rows.map((row) => normalise(table, row));
    yield page;
    last = keyOf(table, page.at(-1) as Row);
  }
}

export function keyOf({ key }: Table, row: Row): Key {
  return key.map((column) => row[column] as Value);
}

export async function countRows(snapshot: Kysely<Schema>, { name }: Table): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as "rows" from ${sql.table(name)}`.execute(
    snapshot,
  );
  return (rows[0] as { rows: number }).rows;
}

function normalise({ name, columns, times }: Table, row: Record<string, unknown>): Row {
  return Object.fromEntries(
    columns.map((column) => [column, normalValue(row[column], times.has(column), `${name}.${column}`)]),
  );
}

function normalValue(value: unknown, isTime: boolean, where: string): Value {
  if (value === null || (typeof value === 'string' && !isTime) || typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const time = value instanceof Date ? value : new Date(String(value));
  if (isTime && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new Error(`${where} holds a value that cannot be moved.`);
}
