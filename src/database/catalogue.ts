import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A table as the database describes it. */
export interface Table {
  readonly name: string;
  /** The columns of its primary key, in order. */
  readonly key: ReadonlyArray<string>;
  /** Sorted by name, because databases order them differently. */
  readonly columns: ReadonlyArray<string>;
  /** Columns with times of better-auth. */
  readonly times: ReadonlySet<string>;
}

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Its position in the primary key, from 1. */
  readonly place: number | null;
}

interface ReferenceRow {
  readonly table: string;
  readonly target: string;
}

const catalogues = {
  sqlite: {
    columns: sql<ColumnRow>`select t.name as "table", c.name as "column", c.type, nullif(c.pk, 0) as place
      from pragma_table_list t join pragma_table_info(t.name) c
      where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'`,
    references: sql<ReferenceRow>`select t.name as "table", f."table" as target
      from pragma_table_list t join pragma_foreign_key_list(t.name) f where t.schema = 'main'`,
    timeType: /^date$/i,
  },
  postgres: {
    columns: sql<ColumnRow>`select c.relname as "table", a.attname as "column", a.atttypid::regtype::text as type,
        array_position(k.conkey, a.attnum) as place
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
      where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace`,
    references: sql<ReferenceRow>`select c.relname as "table", r.relname as target
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
      where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace`,
    timeType: /^timestamp with time zone$/,
  },
};

/** All tables, sorted so that every row refers only to earlier tables. */
export async function readTables({ dialect, kysely }: Database): Promise<ReadonlyArray<Table>> {
  const { columns, references, timeType } = catalogues[dialect];
  const rows = (await columns.execute(kysely)).rows;
  const { rows: links } = await references.execute(kysely);
  const byName = new Map<string, Table>();
  for (const [name, own = []] of Object.entries(Object.groupBy(rows, ({ table }) => table))) {
    const placed = own
      .filter(({ place }) => place !== null)
      .sort((a, b) => Number(a.place) - Number(b.place));
    byName.set(name, {
      name,
      key: placed.map(({ column }) => column),
      columns: own.map(({ column }) => column).sort(),
      times: new Set(own.filter(({ type }) => timeType.test(type)).map(({ column }) => column)),
    });
  }
  return referredFirst([...byName.keys()].sort(), links).flatMap((name) => byName.get(name) ?? []);
}

export async function hasTable({ dialect, kysely }: Database, name: string): Promise<boolean> {
  const query =
    dialect === 'sqlite'
      ? sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
      : sql`select 1 from pg_tables where schemaname = current_schema() and tablename = ${name}`;
  return (await query.execute(kysely)).rows.length > 0;
}

function referredFirst(
  names: ReadonlyArray<string>,
  links: ReadonlyArray<ReferenceRow>,
): ReadonlyArray<string> {
  const ordered = new Set<string>();
  while (ordered.size < names.length) {
    const before = ordered.size;
    for (const name of names) {
      const waits = links.some(
        ({ table, target }) => table === name && target !== name && !ordered.has(target),
      );
      if (!waits) ordered.add(name);
    }
    if (ordered.size === before) throw new Error('Tables refer to each other in a cycle.');
  }
  return [...ordered];
}
