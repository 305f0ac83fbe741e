import { type Kysely, sql } from 'kysely';
import type { Table } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';

/** A row in a form that both databases accept: booleans are 0 and 1, times ISO 8601. */
export type Row = Readonly<Record<string, Value>>;
type Value = string | number | null;
export type Key = ReadonlyArray<Value>;

const rowsPerPage = 2000;

/** Runs reads on one snapshot. Nothing else may use the database until they end, because SQLite has one connection. */
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

/** Consecutive rows, at least one. */
export interface RowPage {
  readonly rows: ReadonlyArray<Row>;
  readonly lastKey: Key;
}

/** Reads a table in key order, page by page: the rows after the key `after`, up to and including `upTo`. */
export async function* readPages(
  snapshot: Kysely<Schema>,
  table: Table,
  { after, upTo }: { readonly after?: Key | undefined; readonly upTo?: Key | undefined } = {},
): AsyncGenerator<RowPage> {
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const limit = upTo === undefined ? sql`` : sql`and (${key}) <= (${sql.join(upTo)})`;
  let last = after;
  for (;;) {
    const behind = last === undefined ? sql`1 = 1` : sql`(${key}) > (${sql.join(last)})`;
    const found = await sql<Record<string, unknown>>`select * from ${sql.table(table.name)}
      where ${behind} ${limit} order by ${key} limit ${sql.lit(rowsPerPage)}`.execute(snapshot);
    const rows = found.rows.map((row) => normalise(table, row));
    const lastRow = rows.at(-1);
    if (lastRow === undefined) return;
    last = table.key.map((column) => lastRow[column] ?? null);
    yield { rows, lastKey: last };
  }
}

/** Number of rows by table name. */
export async function countRows(
  kysely: Kysely<Schema>,
  tables: ReadonlyArray<Table>,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ rows: number }>`select count(*) as "rows" from ${sql.table(name)}`.execute(
      kysely,
    );
    counts[name] = Number(rows[0]?.rows);
  }
  return counts;
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
