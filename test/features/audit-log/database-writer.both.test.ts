import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { LogRecord } from 'lectern-audit-log';
import type { Dialect } from '../../../src/database/database.ts';
import { examineAuditLog } from '../../../src/features/audit-log/check-audit-log.ts';
import { eraseOlder } from '../../../src/features/audit-log/erase.ts';
import { openAuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import { reconcile } from '../../../src/features/audit-log/reconcile.ts';
import { dropTriggers } from '../../../src/features/audit-log/triggers.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { openTestApp } from '../../support/app.ts';
import { dayMs, hourMs, minuteMs } from '../../support/settable-clock.ts';
import { testDialect } from '../../support/test-database.ts';

/** A log of two accounts, with a checkpoint, and what someone who can write to the database does. */
async function openLog() {
  const world = await openTestApp();
  const { core } = world;
  const { kysely } = core.database;
  const log = openAuditLog(core);
  const reader = await world.person();
  await world.person();
  await log.catchUp();
  const reconciled = (isDryRun = false) =>
    reconcile({ ...core, ...log }, { pausePerWork: 0, signal: new AbortController().signal, isDryRun });
  return {
    ...{ ...world, log, reader, kysely, reconciled },
    run: (statement: string) => sql.raw(statement).execute(kysely),
    async doctor() {
      const { outcome, detail } = await examineAuditLog(core);
      return `${outcome}: ${detail}`;
    },
    /** The records in the log that name something. */
    async recordsOf(id: string): Promise<ReadonlyArray<LogRecord>> {
      await log.catchUp();
      const rows = await kysely.selectFrom('auditLogEntries').select('record').orderBy('index').execute();
      return rows.flatMap(({ record }) => (record?.includes(id) ? [JSON.parse(record)] : []));
    },
    async checkpoints() {
      const rows = await kysely.selectFrom('auditLogCheckpoints').select('size').orderBy('size').execute();
      return rows.map(({ size }) => size);
    },
  };
}
type World = Awaited<ReturnType<typeof openLog>>;

const withoutLast = ['Entries" where "index" = 1', 'Checkpoints"'];
/** Ways to change the entries of a log that was signed: what is deleted, and what the doctor finds. */
const rewritings = [
  [
    'removed entries, tiles and checkpoints',
    ['Entries"', 'Tiles"', 'Checkpoints"'],
    /only 1 of 2 signed entries are left/,
  ],
  [
    'removed the last entry and all checkpoints',
    withoutLast,
    /the first 2 entries are not those that were signed/,
  ],
] as const;
const rewrite = async ({ run }: World, deleted: ReadonlyArray<string>) => {
  for (const rows of deleted) await run(`delete from "auditLog${rows}`);
};

describe('someone who can write to the database, but not to the storage,', () => {
  for (const [what, deleted, found] of rewritings) {
    it(`gets no signature after they have ${what}`, async () => {
      const world = await openLog();
      await rewrite(world, deleted);
      await world.person();
      const before = await world.checkpoints();
      await assert.rejects(world.log.catchUp(), /does not continue its last checkpoint, of 2 entries/);
      assert.deepEqual(await world.checkpoints(), before);
      assert.match(await world.doctor(), /^failed/);
      assert.match(await world.doctor(), found);
    });
  }
});

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

describe('reconciling the database with the log', () => {
  /** What deletes from the outbox, as someone could before the changes are appended. */
  const emptyOutbox = 'delete from "auditLogOutbox"';

  it('adds rows that were inserted, changed and deleted unseen as found, once', async () => {
    const world = await openLog();
    const { run, reader, person, recordsOf, reconciled, doctor } = world;
    await run(`insert into revocations (subject, until) values ('in force', 9999999999999), ('over', 1)`);
    const [other] = [await person(), await world.log.catchUp()];
    await run(`update "user" set role = 'admin' where id = '${reader.id}'`);
    await run('delete from revocations');
    const added = await person();
    await run(emptyOutbox);
    await person(); // waits
    assert.equal(await doctor(), 'warning: rows that differ from it: 1'); // those of accounts are unknown while one waits
    await world.log.catchUp();
    assert.equal(await doctor(), 'warning: rows that differ from it: 3');
    assert.equal(await reconciled(), 3);
    const last = async (id: string) => (await recordsOf(id)).at(-1);
    const { event, before, after } = (await last(reader.id)) ?? {};
    assert.deepEqual([event, before?.['role'], after?.['role']], ['found', 'student', 'admin']);
    const revocation = { subject: 'in force', until: 9_999_999_999_999 };
    assert.deepEqual(await last('in force'), { event: 'found', table: 'revocations', before: revocation });
    assert.equal((await last('over'))?.event, 'insert');
    const eventsOf = async (id: string) => (await recordsOf(id)).map((each) => [each.event, each.before]);
    assert.deepEqual(await eventsOf(added.id), [['found', undefined]]);
    assert.deepEqual(await eventsOf(other.id), [['insert', undefined]]);
    assert.equal(await reconciled(), 0);
    assert.match(await doctor(), /^ok/);
  });

  it('adds records of issued URLs of the last two days that are not in the log', async () => {
    const world = await openLog();
    const { core, clock, person, task, publish, run, reconciled, recordsOf } = world;
    const teacher = await person('teacher');
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: clock.nowMs() });
    await publish(given, teacher);
    const read = async () => {
      const { body } = await world.reader.send(`POST /api/v1/tasks/${given.id}/description-url`);
      await core.flushIssues();
      await core.issueJournal.drain();
      return body.issueId ?? new URL(body.descriptionPdfUrl).searchParams.get('issue');
    };
    await world.log.catchUp();
    const [old] = [await read(), await run(emptyOutbox)];
    clock.advance(2 * dayMs);
    const logged = await read();
    await world.log.catchUp();
    clock.advance(minuteMs);
    const [unseen] = [await read(), await run(emptyOutbox)];
    assert.equal(await reconciled(), 0, 'records that may still be in the journal');
    clock.advance(2 * hourMs);
    assert.equal(await reconciled(), 1);
    const eventsOf = async (id: string) => (await recordsOf(id)).map(({ event, table }) => [event, table]);
    assert.deepEqual(await eventsOf(old), []);
    assert.deepEqual(await eventsOf(logged), [['insert', 'issuedUrls']]);
    assert.deepEqual(await eventsOf(unseen), [['found', 'issuedUrls']]);
    assert.equal(await reconciled(), 0);
    await core.deleteAccount(world.reader.id, { heir: teacher.id });
    await world.log.catchUp();
    assert.equal(await reconciled(), 0);
  });

  it('compares more rows than a step has, and adds those whose entries the retention has erased', async () => {
    const { run, log, kysely, reconciled, doctor } = await openLog();
    const many = (from: number, to: number) =>
      run(`insert into revocations (subject, until) with recursive numbers (n) as
        (select ${from} union all select n + 1 from numbers where n < ${to}) select 's' || n, 9999999999999 from numbers`);
    await many(1000, 1599);
    await log.catchUp();
    assert.match(await doctor(), /^ok: 602 entries/);
    assert.equal(await reconciled(), 0);
    await run(`delete from revocations where subject between 's1100' and 's1400'`);
    await many(2000, 2299);
    await run(emptyOutbox);
    assert.equal(await reconciled(true), 601);
    assert.equal(await reconciled(), 601);
    await log.catchUp();
    assert.equal(await reconciled(), 0);
    await eraseOlder(kysely, Number.MAX_SAFE_INTEGER);
    assert.equal(await reconciled(), 2 + 299 + 300);
    await log.catchUp();
    assert.equal(await reconciled(), 0);
  });
});

describe('the last checkpoint', () => {
  it('is in the storage before it is in the database, and replaces the one before', async () => {
    const world = await openLog();
    const { core, person, log } = world;
    const kept = async () => (await log.kept.last())?.size;
    assert.equal(await kept(), 2);
    await person();
    /** A server that is killed when it has asked the storage to keep a checkpoint. */
    for (const hasStored of [false, true]) {
      const put: typeof core.driver.put = async (...args) => {
        if (hasStored) await core.driver.put(...args);
        throw new Error('killed');
      };
      const killed = openAuditLog({ ...core, driver: { ...core.driver, put } });
      await assert.rejects(killed.catchUp(), /killed/);
      assert.deepEqual([await kept(), await world.checkpoints()], [hasStored ? 3 : 2, [2]]);
    }
    await log.catchUp();
    assert.deepEqual([await kept(), await world.checkpoints()], [3, [2, 3]]);
    const { kysely } = core.database;
    await kysely.transaction().execute(log.keys.create);
    await world.run('delete from "auditLogCheckpoints"');
    assert.match((await log.catchUp()) ?? '', /\n3\n/); // the same tree, with another key
    await person();
    await log.catchUp();
    const names: Array<string> = [];
    for await (const { key } of core.driver.list('documents/audit-log-')) names.push(key);
    assert.equal(names.length, 1);
  });

  it('can be moved out of the storage after a restore, and the log continues as the restore left it', async () => {
    const world = await openLog();
    const { core, log, person, logged } = world;
    await rewrite(world, withoutLast);
    await world.run(
      `insert into "auditLogCheckpoints" (size, note, "signedAt") values (1, 'of the backup', 1)`,
    );
    await person();
    const { message } = await log.catchUp().then(assert.fail, (error: Error) => error);
    const [objectKey = ''] = message.match(/documents\/audit-log-\S+/) ?? [];
    await core.driver.delete(parseObjectKey(objectKey));
    assert.match(await world.doctor(), /^warning: no checkpoint is in the storage/);
    await log.catchUp();
    assert.ok(logged.some((line) => line.includes('so the database is trusted')));
    assert.deepEqual(await log.kept.last().then((last) => last?.size), 2);
  });
});

describe('the doctor', () => {
  it('finds changes that are not logged or wait, and a key that cannot be used', async () => {
    const { core, clock, person } = await openTestApp();
    const find = async (changed = core) => {
      const { outcome, detail, remedy = '' } = await examineAuditLog(changed);
      return `${outcome}: ${detail}${remedy && ' -> '}${remedy}`;
    };
    assert.equal(await find(), 'ok: it begins when a server starts');
    await person();
    await openAuditLog(core).catchUp();
    assert.equal(await find(), 'ok: 1 entries, signed at 2026-11-24T12:00:00Z');
    await person();
    clock.set(Date.now() + hourMs);
    assert.match(await find(), /^failed: changes since .* wait -> Start a server\./);
    await openAuditLog(core).catchUp();
    assert.match(await find(), /^ok: 2 entries/);
    assert.match(
      await find({ ...core, secret: 'another secret of an installation' }),
      /^failed: its key, or its checkpoint in the storage, cannot be used -> .*LECTERN_AUTH_SECRET/,
    );
    await dropTriggers(core.database);
    assert.match(await find(), /^failed: changes are no longer logged -> Restart a server/);
  });

  it('finds an entry that was changed in the database', async () => {
    const { run, doctor, person, log } = await openLog();
    await person();
    await log.catchUp();
    await run(
      `update "auditLogEntries" set record = replace(record, 'student', 'teacher') where "index" = 1`,
    );
    assert.equal(await doctor(), 'failed: entry 1 was changed');
    await run('update "auditLogEntries" set record = null, salt = null'); // erased
    assert.match(await doctor(), /^warning: rows that differ from it: 3/);
    await run('update "auditLogEntries" set time = time + 1000 where "index" = 0');
    assert.match(await doctor(), /^failed: the first 2 entries are not those that were signed/);
  });
});
