import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import type { Database, Dialect } from '../../database/database.ts';
import type { Schema, Tables } from '../../database/schema.ts';
import { databaseNowMs } from '../../database/sql.ts';
import type { EventData, EventName } from './event-types.ts';

interface Trigger {
  readonly type: EventName;
  readonly table: keyof Tables;
  /** The column whose changes count; undefined: new rows count. */
  readonly column?: string;
  readonly when?: string;
  /** Columns of the row, by the names of the ids in the event. */
  readonly ids: Readonly<Record<string, string>>;
}

const triggers: ReadonlyArray<Trigger> = [
  { type: 'document.changed', table: 'tasks', column: 'documentChange', ids: { taskId: 'id' } },
  { type: 'contest.changed', table: 'contests', column: 'lastChange', ids: { contestId: 'id' } },
  {
    type: 'notice.published',
    table: 'notices',
    // A platform's ids of notices are unique only in a contest.
    ids: { noticeId: 'id', noticeExternalId: 'externalId', contestId: 'contestId', taskId: 'taskId' },
  },
  {
    ...{ type: 'access.ended', table: 'user', column: 'urlEpoch', ids: { userId: 'id' } },
    // The account of an API key has the same id.
    when: 'not exists (select 1 from "apiKeys" where id = new.id)',
  },
  { type: 'access.ended', table: 'tasks', column: 'urlEpoch', ids: { taskId: 'id' } },
  {
    ...{ type: 'access.ended', table: 'apiKeys', column: 'revokedAt', ids: { apiKeyId: 'id' } },
    when: 'old."revokedAt" is null',
  },
  // The reader is found later, by the id of the URL. Later downloads of it are of the same reader.
  {
    ...{ type: 'document.opened', table: 'downloads', ids: { issueId: 'issueId' } },
    when: `not exists (select 1 from downloads where "issueId" = new."issueId" and "requestId" <> new."requestId")`,
  },
];

const asJson: Readonly<Record<Dialect, string>> = {
  sqlite: 'json_object',
  postgres: 'jsonb_build_object',
};
/** Whether an endpoint wants the event, in SQL: all that triggers do when none does. */
export const isWanted = (type: EventName) =>
  `exists (select 1 from "webhookEndpoints" where events like '% ${type} %')`;

/** Adds what no trigger sees. */
export async function addToOutbox(
  { database, clock }: Pick<Core, 'database' | 'clock'>,
  type: EventName,
  data: EventData,
): Promise<void> {
  await sql`insert into "webhookOutbox" (at, type, data) select ${clock.nowMs()}, ${type}, ${JSON.stringify(data)}
    where ${sql.raw(isWanted(type))}`.execute(database.kysely);
}

function define(dialect: Dialect): ReadonlyArray<{ name: string; statements: ReadonlyArray<string> }> {
  return triggers.map(({ type, table, column, when, ids }) => {
    const values = Object.entries(ids).map(([name, from]) => `'${name}', new."${from}"`);
    const event = column === undefined ? 'insert' : `update of "${column}"`;
    const conditions = [
      ...(column === undefined ? [] : [`new."${column}" is distinct from old."${column}"`]),
      ...(when === undefined ? [] : [when]),
      isWanted(type),
    ];
    const insert = `insert into "webhookOutbox" (at, type, data)
      select ${databaseNowMs[dialect]}, '${type}', ${asJson[dialect]}(${values.join(', ')}) where ${conditions.join(' and ')};`;
    const on = `after ${event} on "${table}"`;
    const name = `webhooks_${hash('sha256', `${on} ${insert}`).slice(0, 20)}`;
    const statements =
      dialect === 'sqlite'
        ? [`create trigger "${name}" ${on} begin ${insert} end`]
        : [
            `create or replace function "${name}"() returns trigger language plpgsql as $$ begin ${insert} return null; end $$`,
            `create trigger "${name}" ${on} for each row execute function "${name}"()`,
          ];
    return { name, statements };
  });
}

/**
 * Lets the database write what happens to the outbox, in the transaction of the change, so that neither happens without the other. Names
 * contain a hash of what triggers do, so those of another version are replaced.
 */
export async function ensureTriggers({ dialect, kysely }: Database): Promise<void> {
  const wanted = define(dialect);
  const names = new Set(wanted.map(({ name }) => name));
  const isThere = async (db: Kysely<Schema>) =>
    new Set((await existing(db, dialect)).map(({ name }) => name)).symmetricDifference(names).size === 0;
  if (await isThere(kysely)) return;
  await kysely.transaction().execute(async (trx) => {
    if (await isThere(trx)) return;
    await dropAll(trx, dialect);
    for (const { statements } of wanted) {
      for (const statement of statements) await sql.raw(statement).execute(trx);
    }
  });
}

export const dropTriggers = ({ dialect, kysely }: Database): Promise<void> =>
  kysely.transaction().execute((trx) => dropAll(trx, dialect));

async function dropAll(trx: Kysely<Schema>, dialect: Dialect): Promise<void> {
  for (const { name } of await existing(trx, dialect)) {
    // The trigger ends with its function.
    await (dialect === 'sqlite'
      ? sql`drop trigger ${sql.id(name)}`
      : sql`drop function ${sql.id(name)} cascade`
    ).execute(trx);
  }
}

async function existing(kysely: Kysely<Schema>, dialect: Dialect): Promise<ReadonlyArray<{ name: string }>> {
  const query =
    dialect === 'sqlite'
      ? sql<{
          name: string;
        }>`select name from sqlite_master where type = 'trigger' and name like 'webhooks\\_%' escape '\\'`
      : sql<{ name: string }>`select tgname as name from pg_trigger join pg_class on pg_class.oid = tgrelid
          where tgname like 'webhooks\\_%' and relnamespace = current_schema()::regnamespace`;
  return (await query.execute(kysely)).rows;
}
