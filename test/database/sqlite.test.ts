import assert from 'node:assert/strict';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { type IssueRecord, issueColumns } from '../../src/core/issue/issue-record.ts';
import { isMigrated, migrateToLatest } from '../../src/database/migrate.ts';
import { openSqlite } from '../../src/database/sqlite.ts';
import { migrations } from '../../src/features/migrations.ts';
import { issueRecord } from '../support/issue-record.ts';
import { laterMigration, laterMigrations } from '../support/later-version.ts';
import { migrationNames } from '../support/migration-names.ts';
import { taskRow } from '../support/rows.ts';
import { scriptProcess } from '../support/script-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const issue = (issueId: string, changes: Partial<IssueRecord> = {}) => issueRecord({ issueId, ...changes });

function open(path = join(temporaryFolder(), 'lectern.db')) {
  const database = openSqlite(path);
  after(() => database.close());
  return { database, path };
}

async function openMigrated() {
  const { database, path } = open();
  await migrateToLatest(database, migrations);
  const insert = database.prepareInsert('issuedUrls', issueColumns);
  const read = database.prepareRead<object, { issueId: string; ground: string }>((kysely) =>
    kysely.selectFrom('issuedUrls').select(['issueId', 'ground']).orderBy('issueId').compile(),
  );
  const ids = async () => (await read({})).map(({ issueId }) => issueId);
  return { database, path, insert, read, ids, kysely: database.kysely };
}

describe('an SQLite database', () => {
  for (const what of ['an empty folder', 'a database of an earlier version']) {
    it(`is migrated once when processes start together on ${what}`, async () => {
      const path = join(temporaryFolder(), 'lectern.db');
      const had = what === 'an empty folder' ? [] : await migrateToLatest(open(path).database, migrations);
      const source = `
        import { openSqlite } from './src/database/sqlite.ts';
        import { migrateToLatest } from './src/database/migrate.ts';
        import { laterMigrations } from './test/support/later-version.ts';
        const database = openSqlite(${JSON.stringify(path)});
        console.log(JSON.stringify(await migrateToLatest(database, laterMigrations)));
        await database.close();`;
      const ran = await Promise.all(Array.from({ length: 4 }, () => scriptProcess(source).ended));
      assert.deepEqual(
        [...had, ...ran.flatMap((text) => JSON.parse(text))],
        [...migrationNames, laterMigration],
      );
      assert.equal(await isMigrated(open(path).database, laterMigrations), true);
    });
  }

  it('is opened with WAL, FULL synchronization and foreign keys', async () => {
    const { kysely } = open().database;
    const pragma = async (name: string) =>
      Object.values(
        (await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(kysely)).rows[0] ?? {},
      )[0];
    assert.equal(await pragma('journal_mode'), 'wal');
    assert.equal(await pragma('synchronous'), 2);
    assert.equal(await pragma('foreign_keys'), 1);
  });

  it('creates its folder, readable only by its owner', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    open(join(folder, 'lectern.db'));
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('enforces foreign keys: staff of a task needs an account', async () => {
    const { kysely } = await openMigrated();
    const orphan = { taskId: 'nothing', userId: 'nobody', role: 'owner' as const, createdAt: 0 };
    await assert.rejects(kysely.insertInto('taskStaff').values(orphan).execute(), {
      code: 'not-found',
    });
  });

  it('refuses a window that ends before it begins, and an open visibility without a date', async () => {
    const { kysely } = await openMigrated();
    const window = { groupId: 'g', taskId: 't', opensAt: 2, closesAt: 2, createdAt: 0 };
    await assert.rejects(kysely.insertInto('groupTasks').values(window).execute(), /groupTasks_window/);
    const task = taskRow({ id: 't', visibility: 'signed-in', visibleFrom: null });
    await assert.rejects(kysely.insertInto('tasks').values(task).execute(), /tasks_visible_from/);
  });

  it('is `unavailable` while the disk is full, and keeps its data', async () => {
    const { database, kysely, insert, ids } = await openMigrated();
    await insert([issue('a')]);
    await sql`pragma max_page_count = 1`.execute(kysely); // SQLite keeps existing pages
    const long = issue('b', { objectKey: 'x'.repeat(1_000_000) });
    await assert.rejects(insert([long]), { code: 'unavailable' });
    await assert.rejects(kysely.insertInto('issuedUrls').values(long).execute(), { code: 'unavailable' });
    const inTransaction = kysely
      .transaction()
      .execute((transaction) => transaction.insertInto('issuedUrls').values(long).execute());
    await assert.rejects(inTransaction, { code: 'unavailable' });
    assert.deepEqual(await ids(), ['a']);
    await sql`pragma max_page_count = 1000000`.execute(kysely);
    await insert([long]);
    await database.checkWritable();
    assert.deepEqual(await ids(), ['a', 'b']);
  });

  it('reports that it is read-only', async () => {
    const { database, kysely } = await openMigrated();
    await database.checkWritable();
    await sql`pragma query_only = on`.execute(kysely);
    await assert.rejects(database.checkWritable(), { code: 'unavailable' });
  });

  it('reads in another thread what was committed, and reports errors', async () => {
    const { database, path, kysely, insert } = await openMigrated();
    await insert([issue('a'), issue('b')]);
    const query = (id: string) =>
      kysely.selectFrom('issuedUrls').select('issueId').where('issueId', '=', id).compile();
    assert.deepEqual(await database.readAside(query('b')), [{ issueId: 'b' }]);
    rmSync(path);
    await assert.rejects(database.readAside(query('b')), { code: 'unavailable' });
  });

  it('refuses work after it was closed', async () => {
    const { database, read } = await openMigrated();
    await database.close();
    await assert.rejects(read({}));
  });
});

describe('a prepared read', () => {
  it('puts each parameter where its name occurs, also when it occurs twice', async () => {
    const { database } = await openMigrated();
    const read = database.prepareRead<{ a: string; b: number }, { x: string; y: number; z: string }>(
      (kysely, param) =>
        sql<never>`select ${param('a')} as x, ${param('b')} as y, ${param('a')} as z`.compile(kysely),
    );
    assert.deepEqual({ ...(await read({ b: 2, a: 'one' }))[0] }, { x: 'one', y: 2, z: 'one' });
    assert.deepEqual({ ...(await read({ a: "'; --", b: 3 }))[0] }, { x: "'; --", y: 3, z: "'; --" });
  });

  it('sees what was committed before it', async () => {
    const { kysely, insert, ids } = await openMigrated();
    await insert([issue('a')]);
    await kysely.insertInto('issuedUrls').values(issue('b')).execute();
    assert.deepEqual(await ids(), ['a', 'b']);
  });

  it('never sees an open transaction: neither one that is rolled back nor a part of one', async () => {
    const { kysely, ids } = await openMigrated();
    const during: Array<Promise<ReadonlyArray<string>>> = [];
    const takenBack = kysely.transaction().execute(async (trx) => {
      await trx.insertInto('issuedUrls').values(issue('a')).execute();
      during.push(ids());
      throw new Error('taken back');
    });
    await assert.rejects(takenBack, /taken back/);
    await kysely.transaction().execute(async (trx) => {
      await trx.insertInto('issuedUrls').values(issue('b')).execute();
      during.push(ids());
      await trx.insertInto('issuedUrls').values(issue('c')).execute();
    });
    const [early, late] = await Promise.all(during);
    assert.deepEqual(early, []);
    assert.ok(['', 'b,c'].includes(String(late)), String(late));
  });
});

describe('a prepared read whose rows are kept', () => {
  async function openKeeping() {
    const opened = await openMigrated();
    const { database, kysely } = opened;
    await kysely
      .insertInto('tasks')
      .values(taskRow({ id: 'a' }))
      .execute();
    const readTask = database.prepareRead<{ id: string }, { title: string }>(
      (db, param) => db.selectFrom('tasks').select('title').where('id', '=', param('id')).compile(),
      { isKept: true },
    );
    return { ...opened, readTask };
  }

  it('reads once while only records and tables that no such read names are written', async () => {
    const { kysely, insert, readTask } = await openKeeping();
    const rows = await readTask({ id: 'a' });
    await insert([issue('a')]);
    await kysely.selectFrom('tasks').selectAll().execute();
    await kysely.insertInto('leases').values({ name: 'a', takenAt: 1 }).execute();
    await kysely.transaction().execute(async (trx) => {
      await trx.updateTable('leases').set({ takenAt: 2 }).execute();
      await trx.deleteFrom('leases').execute();
    });
    await kysely.deleteFrom('issueJournal').execute();
    assert.equal(await readTask({ id: 'a' }), rows);
    assert.deepEqual(await readTask({ id: 'b' }), []);
  });

  it('reads again after a deletion that may cascade, a prepared insert or an update in its table, and a write of another process', async () => {
    const { database, path, kysely, readTask } = await openKeeping();
    const other = new DatabaseSync(path);
    const insertTask = database.prepareInsert('tasks', Object.keys(taskRow({ id: 'b' })) as never);
    const writes = [
      () => kysely.deleteFrom('groups').execute(),
      () => insertTask([taskRow({ id: 'b' })]),
      () => kysely.updateTable('tasks').set({ title: 'Changed' }).execute(),
      () => other.exec(`delete from "leases"`),
    ];
    for (const write of writes) {
      const rows = await readTask({ id: 'a' });
      await nextTurn();
      assert.equal(await readTask({ id: 'a' }), rows);
      await write();
      await nextTurn();
      assert.notEqual(await readTask({ id: 'a' }), rows);
    }
    other.close();
  });

  it('keeps only so many rows', async () => {
    const { readTask } = await openKeeping();
    const rows = await readTask({ id: 'a' });
    for (let at = 0; at < 48_000; at += 1) await readTask({ id: String(at) });
    assert.notEqual(await readTask({ id: 'a' }), rows);
  });

  it('may not be one of records', async () => {
    const { database } = await openKeeping();
    const prepare = () =>
      database.prepareRead((db) => db.selectFrom('issuedUrls').select('ground').compile(), { isKept: true });
    assert.throws(prepare, /records/);
  });
});

describe('a prepared insert', () => {
  it('leaves existing rows unchanged, and inserts the others', async () => {
    const { insert, read } = await openMigrated();
    await insert([issue('a')]);
    await insert([issue('a', { ground: 'admin' }), issue('b')]);
    const rows = (await read({})).map((row) => ({ ...row }));
    assert.deepEqual(rows, [
      { issueId: 'a', ground: 'group' },
      { issueId: 'b', ground: 'group' },
    ]);
  });

  it('is all or nothing', async () => {
    const { insert, ids } = await openMigrated();
    const broken = issue('b', { objectKey: null as never });
    await assert.rejects(insert([issue('a'), broken, issue('c')]), /NOT NULL/);
    assert.deepEqual(await ids(), []);
    await insert([issue('d')]);
    assert.deepEqual(await ids(), ['d']);
  });

  it('waits for a transaction of this process, and survives its rollback', async () => {
    const { kysely, insert, ids } = await openMigrated();
    let inserted = Promise.resolve();
    const rolledBack = kysely.transaction().execute(async (trx) => {
      await trx.insertInto('issuedUrls').values(issue('a')).execute();
      inserted = insert([issue('b')]);
      throw new Error('taken back');
    });
    await assert.rejects(rolledBack, /taken back/);
    await inserted;
    assert.deepEqual(await ids(), ['b']);
  });
});

describe('several processes that read and write without a pause', () => {
  it('all commit, and the write-ahead log stays small', async () => {
    const { path, ids } = await openMigrated();
    const [writers, commits] = [3, 400];
    const source = (name: string) => `
      import { randomBytes } from 'node:crypto';
      import { openSqlite } from './src/database/sqlite.ts';
      const database = openSqlite(${JSON.stringify(path)});
      const columns = ${JSON.stringify(issueColumns)};
      const insert = database.prepareInsert('issuedUrls', columns);
      const read = database.prepareRead((kysely, param) =>
        kysely.selectFrom('issuedUrls').select('issueId').where('issueId', '=', param('issueId')).compile());
      for (let at = 0; at < ${commits}; at += 1) {
        const issueId = randomBytes(8).toString('hex') + '-${name}';
        // Keys at random places, so that a commit writes many pages.
        const ofOthers = { principalId: issueId, taskId: issueId, versionId: issueId, objectKey: issueId };
        await insert([{ ...${JSON.stringify(issueRecord())}, issueId, ...ofOthers }]);
        if ((await read({ issueId })).length !== 1) throw new Error('not there');
      }
      await database.close();`;
    let largestBytes = 0;
    const watch = setInterval(() => {
      largestBytes = Math.max(largestBytes, statSync(`${path}-wal`).size);
    }, 20);
    await Promise.all(Array.from({ length: writers }, (_, at) => scriptProcess(source(String(at))).ended));
    clearInterval(watch);
    assert.equal((await ids()).length, writers * commits);
    // The log would be twice as large without checkpoints.
    assert.ok(largestBytes < 12 * 1024 * 1024, `${largestBytes}`);
  });
});

describe('a transaction', () => {
  it('waits for the write lock of another process instead of failing', async () => {
    const { kysely, path, insert, ids } = await openMigrated();
    await insert([issue('before')]);
    const holder = scriptProcess(`
      import { DatabaseSync } from 'node:sqlite';
      const database = new DatabaseSync(${JSON.stringify(path)});
      database.exec('begin immediate');
      database.exec('delete from "issuedUrls"');
      console.log('locked');
      setTimeout(() => database.exec('commit'), 300);`);
    await holder.firstLine;
    await kysely.transaction().execute(async (trx) => {
      const seen = await trx.selectFrom('issuedUrls').select('issueId').execute();
      assert.deepEqual(seen, [], 'a state from before the other’s commit');
      await trx.insertInto('issuedUrls').values(issue('a')).execute();
    });
    await holder.ended;
    assert.deepEqual(await ids(), ['a']);
  });

  it('tolerates a writer between its first read and its first write (SQLITE_BUSY_SNAPSHOT)', async () => {
    const { kysely, path } = await openMigrated();
    const other = new DatabaseSync(path, { timeout: 0 });
    await kysely.transaction().execute(async (trx) => {
      await trx.selectFrom('issuedUrls').select('issueId').execute();
      assert.throws(() => other.exec(`delete from "issuedUrls"`), /locked/);
      await trx.insertInto('issuedUrls').values(issue('a')).execute();
    });
    other.close();
  });
});
