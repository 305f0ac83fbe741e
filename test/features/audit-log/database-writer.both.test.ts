import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Dialect } from '../../../src/database/database.ts';
import { examineAuditLog } from '../../../src/features/audit-log/check-audit-log.ts';
import { openAuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import type { LogRecord } from '../../../src/features/audit-log/sequencer.ts';
import { features } from '../../../src/features/index.ts';
import { openTestApp } from '../../support/app.ts';
import { testDialect } from '../../support/test-database.ts';

/** A log of two accounts, with a checkpoint, and what someone who can write to the database does. */
async function openLog() {
  const world = await openTestApp();
  const { core } = world;
  const { kysely } = core.database;
  const log = openAuditLog(core, features);
  const reader = await world.person();
  await world.person();
  await log.catchUp();
  return {
    ...{ ...world, log, reader, kysely },
    run: (statement: string) => sql.raw(statement).execute(kysely),
    async doctor() {
      const { outcome, detail } = await examineAuditLog(core, features);
      return `${outcome}: ${detail}`;
    },
    /** The records in the log that name something. */
    async recordsOf(id: string): Promise<ReadonlyArray<LogRecord>> {
      await log.catchUp();
      const rows = await kysely.selectFrom('auditLogEntries').select('record').orderBy('index').execute();
      return rows.flatMap(({ record }) => (record?.includes(id) ? [JSON.parse(record)] : []));
    },
  };
}

/** Ways to stop the triggers of the table `user`, by dialect. */
const silencings: Readonly<Record<Dialect, Readonly<Record<string, ReadonlyArray<string>>>>> = {
  sqlite: {
    'dropped it': ['drop trigger "UPDATE"'],
    'made another that does nothing': [
      'drop trigger "UPDATE"',
      'create trigger "UPDATE" after update of role on "user" begin select 1; end',
    ],
    'made one that empties the outbox': [
      'create trigger "emptied" after insert on "auditLogOutbox" begin delete from "auditLogOutbox"; end',
    ],
  },
  postgres: {
    'disabled it': ['alter table "user" disable trigger "UPDATE"'],
    'made another that does nothing': [
      'create function nothing() returns trigger language plpgsql as $$ begin return null; end $$',
      'drop trigger "UPDATE" on "user"',
      'create trigger "UPDATE" after update on "user" for each row execute function nothing()',
    ],
    'made another that is for nothing': [
      'drop trigger "UPDATE" on "user"',
      `create trigger "UPDATE" after insert or delete or update on "user" for each row when (false) execute function "auditLog"('id', 'role')`,
    ],
    'replaced its function': [
      'create or replace function "auditLog"() returns trigger language plpgsql as $$ begin return null; end $$',
    ],
    'made its function use another outbox': [
      'create schema aside',
      'create table aside."auditLogOutbox" (like "auditLogOutbox" including all)',
      'alter function "auditLog"() set search_path = aside, public',
    ],
    'made one that empties the outbox': [
      'create function emptied() returns trigger language plpgsql as $$ begin delete from "auditLogOutbox"; return null; end $$',
      'create trigger "emptied" after insert on "auditLogOutbox" for each row execute function emptied()',
    ],
  },
};

describe('a trigger of the log', () => {
  for (const [how, statements] of Object.entries(silencings[testDialect])) {
    it(`is restored, and all rows are logged, after someone ${how}`, async () => {
      const world = await openLog();
      const { run, reader, kysely } = world;
      const catalogue =
        testDialect === 'sqlite'
          ? `select name from sqlite_master where type = 'trigger' and sql like '%after update of% on "user"%'`
          : `select tgname as name from pg_trigger where tgrelid = '"user"'::regclass and tgname like 'auditLog%'`;
      const { rows } = await sql.raw<{ name: string }>(catalogue).execute(kysely);
      for (const statement of statements) await run(statement.replaceAll('UPDATE', rows[0]?.name ?? ''));
      await run(`update "user" set role = 'admin' where id = '${reader.id}'`);
      assert.equal(await world.doctor(), 'failed: changes are no longer logged');
      const { event, after } = (await world.recordsOf(reader.id)).at(-1) ?? {};
      assert.deepEqual([event, after?.['role']], ['found', 'admin']);
      assert.match(await world.doctor(), /^ok/);
      await run(`update "user" set role = 'teacher' where id = '${reader.id}'`);
      assert.equal((await world.recordsOf(reader.id)).at(-1)?.after?.['role'], 'teacher');
    });
  }
});
