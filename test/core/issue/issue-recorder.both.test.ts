import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIssueJournal } from '../../../src/core/issue/issue-journal.ts';
import type { IssueRecord } from '../../../src/core/issue/issue-record.ts';
import { createIssueRecorder, type IssueRecorder } from '../../../src/core/issue/issue-recorder.ts';
import { createIssuedUrls } from '../../../src/core/issue/issued-urls.ts';
import { unknownReads } from '../../../src/core/issue/url-reads.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { issueRecord } from '../../support/issue-record.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const issue = (issueId: string, changes: Partial<IssueRecord> = {}) => issueRecord({ issueId, ...changes });

/** A log whose commits a test can see, delay and fail. */
async function openLog() {
  const database = await openTestDatabase(migrations);
  const commits: Array<number> = [];
  let running = 0;
  let gate: Promise<void> | undefined;
  let failure: Error | undefined;
  const journal = createIssueJournal(database);
  const issuedUrls = createIssuedUrls({
    ...{ database, issueJournal: journal },
    ...{ clock: systemClock, urlReads: unknownReads },
  });
  const watched = {
    async append(records: ReadonlyArray<IssueRecord>) {
      commits.push(records.length);
      assert.equal(++running, 1, 'one transaction at a time');
      try {
        if (failure) throw failure;
        await gate;
        await journal.append(records);
      } finally {
        running -= 1;
      }
    },
  };
  return {
    log: createIssueRecorder(watched),
    commits,
    hold(until: Promise<void>) {
      gate = until;
    },
    failWith(error: Error | undefined) {
      failure = error;
    },
    count: async () => (await issuedUrls.list({ after: undefined, limit: 2000 })).length,
  };
}

/** Records in one turn of the event loop, as requests do whose sockets become ready together. */
async function recordInOneTurn(log: IssueRecorder, number: number): Promise<ReadonlyArray<Promise<void>>> {
  const records: Array<Promise<void>> = [];
  for (let at = 0; at < number; at += 1) {
    records.push(log.record(issue(`issue-${at}`)));
    await undefined;
  }
  return records;
}

describe('the log of issues', () => {
  it('commits the records of one answer together, and those of many answers', async () => {
    const { log, commits, count, failWith } = await openLog();
    const answers = Array.from({ length: 200 }, (_, at) =>
      ['a', 'b', 'c'].map((task) => issue(`${at}-${task}`)),
    );
    await Promise.all(answers.map(log.recordAll));
    assert.deepEqual(commits, [600]);
    assert.equal(await count(), 600);
    failWith(new Error('the disk is full'));
    await assert.rejects(log.recordAll([issue('x'), issue('y')]), { code: 'issue-not-recorded' });
    assert.equal(await count(), 600);
  });

  it('writes a committed record only once', async () => {
    const { log, commits } = await openLog();
    await log.record(issue('a'));
    await Promise.all([log.record(issue('a')), log.record(issue('b'))]);
    await log.record(issue('a'));
    assert.deepEqual(commits, [1, 1]);
  });

  it('remembers the last 20,000 of any number of records, and forgets the oldest', async () => {
    const appended: Array<string> = [];
    const log = createIssueRecorder({
      append: async (records) => void appended.push(...records.map(({ issueId }) => issueId)),
    });
    const ids = Array.from({ length: 60_000 }, (_, at) => `issue-${at}`);
    for (let at = 0; at < ids.length; at += 10_000)
      await log.recordAll(ids.slice(at, at + 10_000).map((id) => issue(id)));
    assert.deepEqual(appended, ids);
    await log.recordAll(ids.slice(-20_000).map((id) => issue(id)));
    assert.equal(appended.length, ids.length);
    await log.record(issue('issue-0'));
    assert.equal(appended.length, ids.length + 1);
  });

  it('writes a record again whose commit failed', async () => {
    const { log, failWith, count } = await openLog();
    failWith(new Error('no room'));
    await assert.rejects(log.record(issue('a')), { code: 'issue-not-recorded' });
    failWith(undefined);
    await log.record(issue('a'));
    assert.equal(await count(), 1);
  });

  it('commits as soon as about 256 records wait, in the middle of a turn, and the rest at its end', async () => {
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

  it('gathers any number while a commit is running', async () => {
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

  it('refuses every record of a transaction that fails, stores none of them, and works afterwards', async () => {
    const { log, failWith, count } = await openLog();
    failWith(new Error('no room'));
    const records = [issue('a'), issue('b'), issue('c')].map((record) => log.record(record));
    const outcomes = await Promise.allSettled(records);
    for (const outcome of outcomes) {
      assert.equal(outcome.status, 'rejected');
      assert.equal(outcome.reason.code, 'issue-not-recorded');
      assert.match(String(outcome.reason.cause), /no room/);
    }
    assert.equal(await count(), 0);
    failWith(undefined);
    await log.record(issue('d'));
    assert.equal(await count(), 1);
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
