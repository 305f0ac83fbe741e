import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Database } from '../../src/database/database.ts';
import { migrateToLatest } from '../../src/database/migrate.ts';
import { createIssueLog, type IssueLog, type IssueRecord } from '../../src/urls/issue-log.ts';
import { openTestDatabase } from '../support/test-database.ts';

const issue = (issueId: string, changes: Partial<IssueRecord> = {}): IssueRecord => ({
  issueId,
  principalId: 'user-1',
  taskId: 'task-1',
  versionId: 'version-1',
  objectKey: 'documents/ab/c.pdf',
  ground: 'group',
  disposition: 'inline',
  issuer: null,
  apiKeyId: null,
  issuedAt: 1000,
  expiresAt: 2000,
  ...changes,
});

/** A log whose commits a test can see, hold back and break. */
async function openLog() {
  const database = await openTestDatabase();
  await migrateToLatest(database);
  const commits: Array<number> = [];
  let running = 0;
  let gate: Promise<void> | undefined;
  const watched: Database = {
    ...database,
    prepareInsert(table, columns) {
      const insert = database.prepareInsert(table, columns);
      return async (rows) => {
        commits.push(rows.length);
        assert.equal(++running, 1, 'one transaction at a time');
        await gate;
        await insert(rows).finally(() => --running);
      };
    },
  };
  return {
    log: createIssueLog(watched),
    commits,
    hold(until: Promise<void>) {
      gate = until;
    },
    count: async () => (await database.kysely.selectFrom('issuedUrls').select('issueId').execute()).length,
    database,
  };
}

/** One after another as requests do whose sockets are ready together, without an end of the turn between them. */
async function recordInOneTurn(log: IssueLog, number: number): Promise<ReadonlyArray<Promise<void>>> {
  const records: Array<Promise<void>> = [];
  for (let at = 0; at < number; at += 1) {
    records.push(log.record(issue(`issue-${at}`)));
    await undefined;
  }
  return records;
}

describe('the log of issues', () => {
  it('has a record as soon as it says so', async () => {
    const { log } = await openLog();
    await log.record(issue('a'));
    assert.deepEqual({ ...(await log.find('a')) }, issue('a'));
    assert.equal(await log.find('b'), undefined);
  });

  it('keeps the first record of an issue id as it is', async () => {
    const { log, count } = await openLog();
    await log.record(issue('a'));
    await log.record(issue('a', { issuedAt: 1500, ground: 'admin' }));
    assert.deepEqual({ ...(await log.find('a')) }, issue('a'));
    assert.equal(await count(), 1);
  });

  it('commits all records of a tick in one transaction', async () => {
    const { log, commits, count } = await openLog();
    await Promise.all(Array.from({ length: 100 }, (_, at) => log.record(issue(`issue-${at}`))));
    assert.deepEqual(commits, [100]);
    assert.equal(await count(), 100);
  });

  it('gathers the next records while a commit is under way', async () => {
    const { log, commits, hold, count } = await openLog();
    const { promise, resolve } = Promise.withResolvers<void>();
    hold(promise);
    const first = log.record(issue('a'));
    while (commits.length === 0) await new Promise(setImmediate);
    const next = ['b', 'c'].map((id) => log.record(issue(id)));
    await new Promise(setImmediate);
    assert.deepEqual(commits, [1]);
    resolve();
    await Promise.all([first, ...next]);
    assert.deepEqual(commits, [1, 2]);
    assert.equal(await count(), 3);
  });

  it('commits as soon as some 256 records wait, in the middle of a turn, and the rest at its end', async () => {
    const { log, commits, count } = await openLog();
    let isOver = false;
    setImmediate(() => {
      isOver = true;
    });
    const records = await recordInOneTurn(log, 300);
    assert.equal(isOver, false);
    const [first = 0, ...more] = commits;
    assert.ok(first >= 256 && first < 300, `${first}`);
    assert.deepEqual(more, []);
    await Promise.all(records);
    assert.deepEqual(commits, [first, 300 - first]);
    assert.equal(await count(), 300);
  });

  it('lets any number gather while a commit is under way', async () => {
    const { log, commits, hold, count } = await openLog();
    const { promise, resolve } = Promise.withResolvers<void>();
    hold(promise);
    const records = await recordInOneTurn(log, 1000);
    await new Promise(setImmediate);
    const [first = 0, ...more] = commits;
    assert.deepEqual(more, []);
    resolve();
    await Promise.all(records);
    assert.deepEqual(commits, [first, 1000 - first]);
    assert.equal(await count(), 1000);
  });

  it('refuses every record of a transaction that fails, keeps none of them, and goes on after it', async () => {
    const { log, count } = await openLog();
    const records = [issue('a'), issue('b', { objectKey: null as never }), issue('c')];
    const outcomes = await Promise.allSettled(records.map((record) => log.record(record)));
    for (const outcome of outcomes) {
      assert.equal(outcome.status, 'rejected');
      assert.equal(outcome.reason.code, 'issue-not-recorded');
      assert.match(String(outcome.reason.cause), /not.null/i);
    }
    assert.equal(await count(), 0);
    await log.record(issue('d'));
    assert.equal(await count(), 1);
  });

  it('refuses records after the database is closed', async () => {
    const { log, database } = await openLog();
    await database.close();
    await assert.rejects(log.record(issue('a')), { code: 'issue-not-recorded' });
  });

  it('is flushed when nothing waits any more', async () => {
    const { log, count } = await openLog();
    await log.flush();
    const recorded = ['a', 'b'].map((id) => log.record(issue(id)));
    await log.flush();
    assert.equal(await count(), 2);
    await Promise.all(recorded);
  });
});
