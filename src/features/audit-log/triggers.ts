import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database, Dialect } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { databaseNowMs } from '../../database/sql.ts';
import type { LoggedTables } from './logged-tables.ts';

/**
 * Lets the database itself write every change of a logged table to the outbox, so that no code path is left out, nor an operator's own SQL.
 * If triggers are missing or differ, creates them and adds all rows as `found`.
 *
 * Migrations don't create them, because a transfer copies rows into a migrated database, and also the log that has them already.
 */
export async function ensureTriggers(database: Database, tables: LoggedTables): Promise<void> {
  const { dialect, kysely } = database;
  const { prepare, triggers, found } = define[dialect](tables);
  if (await areThere(kysely, dialect, triggers)) return;
  await kysely.transaction().execute(async (trx) => {
    if (await areThere(trx, dialect, triggers)) return;
    await dropAll(trx, dialect);
    for (const statement of [...prepare, ...triggers, ...found]) await sql.raw(statement).execute(trx);
  });
}

/** Whether the database logs changes. */
export const hasTriggers = ({ dialect, kysely }: Database, tables: LoggedTables): Promise<boolean> =>
  areThere(kysely, dialect, define[dialect](tables).triggers);

export async function dropTriggers({ dialect, kysely }: Database): Promise<void> {
  await kysely.transaction().execute((trx) => dropAll(trx, dialect));
}

async function dropAll(trx: Kysely<Schema>, dialect: Dialect): Promise<void> {
  for (const { name, table } of await existing(trx, dialect)) {
    const onTable = dialect === 'postgres' ? sql`on ${sql.table(table)}` : sql``;
    await sql`drop trigger ${sql.id(name)} ${onTable}`.execute(trx);
  }
}

/** Whether the triggers do what they should, and no other one is on the outbox, where it could delete. */
async function areThere(
  kysely: Kysely<Schema>,
  dialect: Dialect,
  triggers: Definition['triggers'],
): Promise<boolean> {
  // PostgreSQL quotes only names that need it.
  const plain = (definition: string | null) => definition?.replaceAll('"', '');
  const found = new Set((await existing(kysely, dialect)).map(({ definition }) => plain(definition)));
  return found.size === triggers.length && triggers.every((each) => found.has(plain(each)));
}

interface Existing {
  readonly name: string;
  readonly table: string;
  /** The statement that creates it; null if it is disabled, or calls another function than ours. */
  readonly definition: string | null;
}

async function existing(kysely: Kysely<Schema>, dialect: Dialect): Promise<ReadonlyArray<Existing>> {
  const query =
    dialect === 'sqlite'
      ? sql<Existing>`select name, tbl_name as "table", sql as definition from sqlite_master
          where type = 'trigger' and (name like 'auditLog%' or tbl_name = 'auditLogOutbox')`
      : sql<Existing>`select t.tgname as name, c.relname as "table",
          case when t.tgenabled in ('O', 'A') and p.prosrc = ${postgresBody} and p.proconfig is null
            then pg_get_triggerdef(t.oid, true) end as definition
          from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
          where (t.tgname like 'auditLog%' or c.relname = 'auditLogOutbox') and not t.tgisinternal
            and c.relnamespace = current_schema()::regnamespace`;
  return (await query.execute(kysely)).rows;
}

interface Definition {
  /** Statements that run before the triggers are created. */
  readonly prepare: ReadonlyArray<string>;
  /** Statements, spelled as the catalogues of the databases spell them. */
  readonly triggers: ReadonlyArray<string>;
  /** Statements that add all rows to the outbox. */
  readonly found: ReadonlyArray<string>;
}

/** The column of revocations with their end. Those that have ended are pruned, which is not logged. */
export const until = 'until';
export const toOutbox = 'insert into "auditLogOutbox" (at, event, "changedTable", size, "before", "after")';

/** The tables that triggers watch. */
const watched = (tables: LoggedTables) =>
  Object.entries(tables).flatMap(([table, { columns }]) =>
    columns === undefined ? [] : [{ table, columns }],
  );

/** Names contain a hash of what triggers do, so that those of another version are replaced. */
function named(does: ReadonlyArray<string>, prepare: ReadonlyArray<string> = []): Definition['triggers'] {
  const version = hash('sha256', [...prepare, ...does].join('\n')).slice(0, 12);
  return does.map((each, at) => `CREATE TRIGGER "auditLog_${version}_${at}" ${each}`);
}

/** These columns as a JSON object, in SQL. @param row what their names begin with */
export function rowAsJson(dialect: Dialect, columns: ReadonlyArray<string>, row = ''): string {
  const values = columns.map((column) => `'${column}', ${row}"${column}"`).join(', ');
  return dialect === 'sqlite' ? `json_object(${values})` : `cast(jsonb_build_object(${values}) as text)`;
}

function defineForSqlite(logged: LoggedTables): Definition {
  const tables = watched(logged);
  return {
    prepare: [],
    triggers: named([
      ...tables.flatMap(({ table, columns }) => {
        const whenDeleted = columns.includes(until) ? `when old."${until}" > ${databaseNowMs.sqlite}` : '';
        const write = (event: string, before: string, after: string) =>
          `begin ${toOutbox} values (${databaseNowMs.sqlite}, '${event}', '${table}', 1, ${before}, ${after}); end`;
        const names = columns.map((column) => `"${column}"`);
        const [old, now] = ['old.', 'new.'].map((row) => rowAsJson('sqlite', columns, row)) as [
          string,
          string,
        ];
        const isChanged = names.map((name) => `old.${name} is not new.${name}`).join(' or ');
        return [
          `after insert on "${table}" ${write('insert', 'null', now)}`,
          `after update of ${names} on "${table}" when ${isChanged} ${write('update', old, now)}`,
          `after delete on "${table}" ${whenDeleted} ${write('delete', old, 'null')}`,
        ];
      }),
      `after delete on "issueJournal"
      begin ${toOutbox} values (${databaseNowMs.sqlite}, 'insert', 'issuedUrls', old.size, null, old.records); end`,
    ]),
    found: tables.map(
      ({ table, columns }) =>
        `${toOutbox} select ${databaseNowMs.sqlite}, 'found', '${table}', 1, null, ${rowAsJson('sqlite', columns)} from "${table}"`,
    ),
  };
}

/** The logged columns, which are the arguments of the trigger. */
const filtered = (row: string) =>
  `(select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(${row})) where key = any (tg_argv))`;

const postgresBody = `
declare
  row_before jsonb := case when tg_op <> 'INSERT' then ${filtered('old')} end;
  row_after jsonb := case when tg_op <> 'DELETE' then ${filtered('new')} end;
begin
  if tg_table_name = 'issueJournal' then
    ${toOutbox} values (${databaseNowMs.postgres}, 'insert', 'issuedUrls', old.size, null, old.records);
  elsif tg_op = 'DELETE' and (row_before ->> '${until}')::bigint <= ${databaseNowMs.postgres} then
    return null;
  elsif row_before is distinct from row_after then
    ${toOutbox} values (${databaseNowMs.postgres}, lower(tg_op), tg_table_name, 1, row_before, row_after);
  end if;
  return null;
end `;
const postgresFunction = `create or replace function "auditLog"() returns trigger language plpgsql as $$${postgresBody}$$`;

function defineForPostgres(logged: LoggedTables): Definition {
  const tables = watched(logged);
  const triggers = [
    ...tables.map(({ table, columns }) => {
      const names = columns.map((column) => `'${column}'`).join(', ');
      return `AFTER INSERT OR DELETE OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION "auditLog"(${names})`;
    }),
    `AFTER DELETE ON "issueJournal" FOR EACH ROW EXECUTE FUNCTION "auditLog"()`,
  ];
  return {
    prepare: [
      'set local statement_timeout = 0', // there may be millions of rows
      // A transfer copies ids without counting them.
      `select setval(pg_get_serial_sequence('"auditLogOutbox"', 'id'), (select coalesce(max(id), 0) + 1 from "auditLogOutbox"))`,
      postgresFunction,
    ],
    triggers: named(triggers, [postgresFunction]),
    found: tables.map(
      ({ table, columns }) =>
        `${toOutbox} select ${databaseNowMs.postgres}, 'found', '${table}', 1, null, ${rowAsJson('postgres', columns)} from "${table}"`,
    ),
  };
}

const define: Readonly<Record<Dialect, (logged: LoggedTables) => Definition>> = {
  sqlite: defineForSqlite,
  postgres: defineForPostgres,
};
