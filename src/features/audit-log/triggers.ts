import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database, Dialect } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
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
    const creations = triggers.map(({ name, does }) => `create trigger "${name}" ${does}`);
    for (const statement of [...prepare, ...creations, ...found]) await sql.raw(statement).execute(trx);
  });
}

/** Whether the database logs changes. */
export const hasTriggers = ({ dialect, kysely }: Database, tables: LoggedTables): Promise<boolean> =>
  areThere(kysely, dialect, define[dialect](tables).triggers);

export async function dropTriggers({ dialect, kysely }: Database): Promise<void> {
  await kysely.transaction().execute((trx) => dropAll(trx, dialect));
}

export async function dropAll(trx: Kysely<Schema>, dialect: Dialect): Promise<void> {
  for (const { name, table } of await existing(trx, dialect)) {
    const onTable = dialect === 'postgres' ? sql`on ${sql.table(table)}` : sql``;
    await sql`drop trigger ${sql.id(name)} ${onTable}`.execute(trx);
  }
}

async function areThere(
  kysely: Kysely<Schema>,
  dialect: Dialect,
  triggers: Definition['triggers'],
): Promise<boolean> {
  const enabled = (await existing(kysely, dialect)).filter(({ isEnabled }) => isEnabled);
  return (
    enabled.length === triggers.length &&
    triggers.every(({ name }) => enabled.some((each) => each.name === name))
  );
}

interface Existing {
  readonly name: string;
  readonly table: string;
  /** PostgreSQL can disable a trigger. */
  readonly isEnabled: unknown;
}

async function existing(kysely: Kysely<Schema>, dialect: Dialect): Promise<ReadonlyArray<Existing>> {
  const query =
    dialect === 'sqlite'
      ? sql<Existing>`select name, tbl_name as "table", true as "isEnabled" from sqlite_master
          where type = 'trigger' and name like 'auditLog%'`
      : sql<Existing>`select t.tgname as name, c.relname as "table", t.tgenabled in ('O', 'A') as "isEnabled"
          from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where t.tgname like 'auditLog%' and c.relnamespace = current_schema()::regnamespace`;
  return (await query.execute(kysely)).rows;
}

interface Definition {
  /** Statements that run before the triggers are created. */
  readonly prepare: ReadonlyArray<string>;
  readonly triggers: ReadonlyArray<{ readonly name: string; readonly does: string }>;
  /** Statements that add all rows to the outbox. */
  readonly found: ReadonlyArray<string>;
}

const into = 'insert into "auditLogOutbox" (at, event, "changedTable", size, "before", "after")';
const nowMs: Readonly<Record<Dialect, string>> = {
  sqlite: `cast(unixepoch('subsec') * 1000 as integer)`,
  postgres: '(extract(epoch from clock_timestamp()) * 1000)::bigint',
};

/** The tables that triggers watch. */
const watched = (tables: LoggedTables, dialect: Dialect) =>
  Object.entries(tables).flatMap(([table, { columns, deletedIf }]) => {
    const whenDeleted = deletedIf === undefined ? '' : `when (${deletedIf.replace('{now}', nowMs[dialect])})`;
    return columns === undefined ? [] : [{ table, columns, whenDeleted }];
  });

/** Names contain a hash of what triggers do, so that those of another version are replaced. */
function named(does: ReadonlyArray<string>, prepare: ReadonlyArray<string> = []): Definition['triggers'] {
  const version = hash('sha256', [...prepare, ...does].join('\n')).slice(0, 12);
  return does.map((each, at) => ({ name: `auditLog_${version}_${at}`, does: each }));
}

/** The arguments of a function that builds a JSON object. */
const jsonArguments = (columns: ReadonlyArray<string>, row = '') =>
  columns.map((column) => `'${column}', ${row}"${column}"`).join(', ');

function defineForSqlite(logged: LoggedTables): Definition {
  const tables = watched(logged, 'sqlite');
  return {
    prepare: [],
    triggers: named([
      ...tables.flatMap(({ table, columns, whenDeleted }) => {
        const write = (event: string, before: string, after: string) =>
          `begin ${into} values (${nowMs.sqlite}, '${event}', '${table}', 1, ${before}, ${after}); end`;
        const names = columns.map((column) => `"${column}"`);
        const [old, now] = ['old.', 'new.'].map((row) => `json_object(${jsonArguments(columns, row)})`) as [
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
      begin ${into} values (${nowMs.sqlite}, 'insert', 'issuedUrls', old.size, null, old.records); end`,
    ]),
    found: tables.map(
      ({ table, columns }) =>
        `${into} select ${nowMs.sqlite}, 'found', '${table}', 1, null, json_object(${jsonArguments(columns)}) from "${table}"`,
    ),
  };
}

/** The logged columns, which are the arguments of the trigger. */
const filtered = (row: string) =>
  `(select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(${row})) where key = any (tg_argv))`;

const postgresFunction = `create or replace function "auditLog"() returns trigger language plpgsql as $$
declare
  row_before jsonb := case when tg_op <> 'INSERT' then ${filtered('old')} end;
  row_after jsonb := case when tg_op <> 'DELETE' then ${filtered('new')} end;
begin
  if tg_table_name = 'issueJournal' then
    ${into} values (${nowMs.postgres}, 'insert', 'issuedUrls', old.size, null, old.records);
  elsif row_before is distinct from row_after then
    ${into} values (${nowMs.postgres}, lower(tg_op), tg_table_name, 1, row_before, row_after);
  end if;
  return null;
end $$`;

function defineForPostgres(logged: LoggedTables): Definition {
  const tables = watched(logged, 'postgres');
  const triggers = [
    ...tables.flatMap(({ table, columns, whenDeleted }) => {
      const run = `execute function "auditLog"(${columns.map((column) => `'${column}'`)})`;
      return [
        `after insert or update on "${table}" for each row ${run}`,
        `after delete on "${table}" for each row ${whenDeleted} ${run}`,
      ];
    }),
    `after delete on "issueJournal" for each row execute function "auditLog"()`,
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
        `${into} select ${nowMs.postgres}, 'found', '${table}', 1, null,
        jsonb_build_object(${jsonArguments(columns)}) from "${table}"`,
    ),
  };
}

const define: Readonly<Record<Dialect, (logged: LoggedTables) => Definition>> = {
  sqlite: defineForSqlite,
  postgres: defineForPostgres,
};
