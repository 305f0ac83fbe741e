import { type Insertable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';
import { dialectOf } from './sql.ts';

export interface InsertOptions {
  /**
   * If a row with the same key exists: `keep` leaves it unchanged; `replace` updates it, in a table whose key is all its columns that end
   * in `Id`.
   */
  readonly ifThere?: 'fail' | 'keep' | 'replace';
}

/**
 * Inserts any number of rows in one statement. Omitted columns are null.
 * @returns the number of inserted rows
 */
export async function insertRows<Table extends keyof Schema & string>(
  transaction: Kysely<Schema>,
  table: Table,
  rows: ReadonlyArray<Insertable<Schema[Table]>>,
  options: InsertOptions = {},
): Promise<number> {
  if (rows.length === 0) return 0;
  const { numAffectedRows = 0n } = await insertOf(transaction, table, rows, options).execute(transaction);
  return Number(numAffectedRows);
}

/** The statement of `insertRows`, for at least one row. */
export function insertOf<Table extends keyof Schema & string>(
  db: Kysely<Schema>,
  table: Table,
  rows: ReadonlyArray<Insertable<Schema[Table]>>,
  { ifThere = 'fail' }: InsertOptions = {},
): RawBuilder<unknown> {
  const columns = columnsOf(rows);
  const isKey = (column: string) => column.endsWith('Id');
  const replaced = columns.filter((column) => !isKey(column));
  const conflict = {
    fail: sql``,
    keep: sql`on conflict do nothing`,
    replace: sql`on conflict (${list(columns.filter(isKey))}) do update
      set ${sql.join(replaced.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}`,
  }[ifThere];
  // Without a condition, SQLite would parse "on" as the start of a join condition.
  return sql`insert into ${sql.table(table)} (${list(columns)})
    select ${list(columns)} from ${rowsOf(db, table, rows)} where true ${conflict}`;
}

/**
 * Rows as a table `given` in a query, typed like another table. All rows are one JSON parameter: with a parameter per value, building the
 * statement takes ten times as long as running it.
 */
export function rowsOf<Table extends keyof Schema & string>(
  db: Kysely<Schema>,
  table: Table,
  rows: ReadonlyArray<Partial<Insertable<Schema[Table]>>>,
): RawBuilder<unknown> {
  if (dialectOf(db) === 'postgres') {
    return sql`json_populate_recordset(null::${sql.table(table)}, cast(${JSON.stringify(rows)} as json)) as given`;
  }
  const records: ReadonlyArray<Readonly<Record<string, unknown>>> = rows;
  const [first = {}] = records;
  // SQLite looks up each value in its row's JSON again, so values shared by all rows become parameters.
  const [shared = [], own = []] = [true, false].map((isShared) =>
    columnsOf(rows).filter((column) => records.every((row) => row[column] === first[column]) === isShared),
  );
  const values = JSON.stringify(records.map((row) => own.map((column) => row[column])));
  const selected = [
    ...shared.map((column) => sql`${first[column] ?? null} as ${sql.ref(column)}`),
    ...own.map((column, at) => sql`value ->> ${sql.lit(at)} as ${sql.ref(column)}`),
  ];
  return sql`(select ${sql.join(selected)} from json_each(${values})) as given`;
}

const columnsOf = (rows: ReadonlyArray<object>) => [...new Set(rows.flatMap((row) => Object.keys(row)))];

const list = (columns: ReadonlyArray<string>) => sql.join(columns.map((column) => sql.ref(column)));
