import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompiledQuery } from 'kysely';
import type { IssueRecord } from '../../../src/core/issue/issue-record.ts';
import type { IssuedUrlFilter } from '../../../src/core/issue/issued-url-filter.ts';
import { createIssuedUrls, type IssuedUrls, positionOf } from '../../../src/core/issue/issued-urls.ts';
import type { Task } from '../../../src/domain/tasks/task.ts';
import { openTestApp } from '../../support/app.ts';
import { issueRecord } from '../../support/issue-record.ts';
import { dayMs, hourMs } from '../../support/settable-clock.ts';
import { testDialect } from '../../support/test-database.ts';

const { core, clock, person, task, contest } = await openTestApp({ LECTERN_ISSUE_RETENTION_DAYS: '30' });
const { issuedUrls, issueRecorder, pruneIssues } = core;
const { kysely } = core.database;
const startMs = clock.nowMs();
const [ann, bob] = [await person(), await person()];
const teacher = await person('teacher');
const [first, second] = [await task(teacher, { title: 'First' }), await task(teacher, { title: 'Second' })];

/** test/database/plans.postgres.test.ts has the plans of PostgreSQL. */
const plansOfSqlite = { skip: testDialect !== 'sqlite' };

let made = 0;
async function issued(changes: Partial<IssueRecord> = {}): Promise<string> {
  const usual = { issueId: `issue-${++made}`, principalId: ann.id, taskId: first.id, issuedAt: startMs };
  const record = issueRecord({ ...usual, ...changes });
  await issueRecorder.record(record);
  return record.issueId;
}

async function empty() {
  await core.issueJournal.drain();
  await kysely.deleteFrom('issuedUrls').execute();
}

async function listed(filter: IssuedUrlFilter = {}): Promise<ReadonlyArray<string>> {
  const records = await issuedUrls.list({ ...filter, after: undefined, limit: 200 });
  return records.map(({ issueId }) => issueId);
}

const contestOf = async (...tasks: ReadonlyArray<Task>) =>
  (await contest(teacher, { startsAt: startMs, tasks: tasks.map(({ id }) => ({ id })) })).id;

describe('the records of issued URLs', () => {
  it('are listed newest first, with the address of the reader and the title of the task', async () => {
    await empty();
    const older = await issued({ issuedAt: startMs - 1 });
    const newer = await issued({ principalId: bob.id, taskId: second.id });
    assert.deepEqual(await listed(), [newer, older]);
    const [record] = await issuedUrls.list({ after: undefined, limit: 1 });
    assert.deepEqual([record?.email, record?.title], [bob.email, 'Second']);
  });

  it('stay without names when the account and the task are deleted', async () => {
    await empty();
    const issueId = await issued({ principalId: 'gone', taskId: 'gone' });
    const record = await issuedUrls.find(issueId);
    assert.deepEqual([record?.issueId, record?.email, record?.title], [issueId, null, null]);
  });

  it('are filtered by task, reader, contest and time, also by several together', async () => {
    await empty();
    const a = await issued({ issuedAt: startMs - 3 * hourMs });
    const b = await issued({ issuedAt: startMs - 2 * hourMs, principalId: bob.id });
    const c = await issued({ issuedAt: startMs - hourMs, taskId: second.id });
    const d = await issued({ taskId: 'elsewhere' });
    const [both, none] = [await contestOf(second, first), await contestOf()];
    for (const [filter, expected] of [
      [{}, [d, c, b, a]],
      [{ taskId: first.id }, [b, a]],
      [{ userId: ann.id }, [d, c, a]],
      [{ contestId: both }, [c, b, a]],
      [{ contestId: none }, []],
      [{ contestId: 'unknown' }, []],
      [{ contestId: both, userId: bob.id }, [b]],
      [{ contestId: both, taskId: second.id }, [c]],
      [{ contestId: both, taskId: 'elsewhere' }, []],
      [{ from: startMs - 2 * hourMs }, [d, c, b]],
      [{ until: startMs - 2 * hourMs }, [a]],
      [{ contestId: both, from: startMs - 2 * hourMs, until: startMs }, [c, b]],
      [{ taskId: first.id, userId: ann.id, until: startMs }, [a]],
    ] as const) {
      assert.deepEqual(await listed(filter), expected, JSON.stringify(filter));
    }
  });

  it('are paged, each once, while new ones are added', async () => {
    await empty();
    const contestId = await contestOf(first, second);
    const there: Array<string> = [];
    // Many in the same millisecond, so that the time alone does not order them.
    for (let at = 0; at < 25; at += 1) {
      there.push(
        await issued({ taskId: at % 2 ? first.id : second.id, issuedAt: startMs - Math.floor(at / 10) }),
      );
    }
    for (const filter of [{}, { contestId }]) {
      const read: Array<string> = [];
      for (let after: string | undefined; ; ) {
        const page = await issuedUrls.list({ ...filter, after, limit: 4 });
        read.push(...page.map(({ issueId }) => issueId));
        const last = page.at(-1);
        if (!last) break;
        after = positionOf(last);
        await issued({ issuedAt: clock.nowMs() + 1 });
      }
      const known = new Set(there);
      assert.deepEqual(
        read.filter((issueId) => known.has(issueId)).sort(),
        there.toSorted(),
        JSON.stringify(filter),
      );
      assert.equal(new Set(read).size, read.length);
    }
  });

  it('refuse an invalid position', async () => {
    for (const after of ['', 'x', '1.', '.x', '-1.x', '1e3.x']) {
      await assert.rejects(issuedUrls.list({ after, limit: 1 }), { code: 'request-invalid' }, after);
    }
  });

  it(
    'are found through an index under every filter, never by reading all of them',
    plansOfSqlite,
    async () => {
      const contestId = await contestOf(first, second);
      const one: Required<IssuedUrlFilter> = {
        ...{ taskId: first.id, userId: 'b', contestId },
        ...{ from: 1, until: 2, opened: 'yes' },
      };
      const names = Object.keys(one) as Array<keyof typeof one>;
      for (let chosen = 0; chosen < 2 ** names.length; chosen += 1) {
        const filter: IssuedUrlFilter = Object.fromEntries(
          names.filter((_, at) => chosen & (1 << at)).map((name) => [name, one[name]]),
        );
        for (const after of [undefined, '5.a']) {
          const plan = await planOf((own) => own.list({ ...filter, after, limit: 50 }));
          const what = `${JSON.stringify({ ...filter, after })}:\n${plan.join('\n')}`;
          for (const step of plan.filter((each) => / issuedUrls\b/.test(each))) {
            // Without a filter the index is walked in order up to the limit.
            assert.match(step, /USING (COVERING )?INDEX issuedUrls_\w+_idx/, what);
            if (chosen > 0 || after) assert.match(step, /^SEARCH/, what);
          }
        }
      }
    },
  );

  it('of many tasks of a contest are merged in order, not gathered and sorted', plansOfSqlite, async () => {
    const contestId = await contestOf(first, second);
    const plan = await planOf((own) => own.list({ contestId, after: undefined, limit: 50 }));
    assert.ok(
      plan.some((step) => step.startsWith('MERGE (UNION ALL)')),
      plan.join('\n'),
    );
  });

  it('to be pruned are found through an index', plansOfSqlite, async () => {
    const plan = await planOf((own) => own.prune({ issuedBeforeMs: 1, nowMs: 1, limit: 1 }));
    assert.ok(
      plan.every((step) => !step.startsWith('SCAN issuedUrls')),
      plan.join('\n'),
    );
  });
});

/** The steps of SQLite's plans for the queries of an action on the records. */
async function planOf(act: (own: IssuedUrls) => Promise<unknown>): Promise<ReadonlyArray<string>> {
  const queries: Array<CompiledQuery> = [];
  const watched = kysely.withPlugin({
    transformQuery({ node, queryId }) {
      queries.push(kysely.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await act(createIssuedUrls({ ...core, database: { ...core.database, kysely: watched } }));
  const steps: Array<string> = [];
  for (const { sql, parameters } of queries.filter((query) => query.sql.includes('"issuedUrls"'))) {
    const { rows } = await kysely.executeQuery(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    steps.push(...rows.map((row) => (row as { detail: string }).detail));
  }
  assert.ok(steps.length > 0);
  return steps;
}

describe('pruning', () => {
  it('removes what is older than the retention and keeps the rest', async () => {
    await empty();
    await issued({ issuedAt: startMs - 30 * dayMs - 1 });
    const kept = await issued({ issuedAt: startMs - 30 * dayMs });
    assert.equal(await pruneIssues(startMs), 1);
    assert.deepEqual(await listed(), [kept]);
  });

  it('keeps a record as long as its URL lives', async () => {
    await empty();
    const old = startMs - 40 * dayMs;
    const living = await issued({ issuedAt: old, expiresAt: startMs + 1 });
    await issued({ issuedAt: old, expiresAt: startMs });
    assert.equal(await pruneIssues(startMs), 1);
    assert.deepEqual(await listed(), [living]);
  });

  it('works in steps, lets others work between them, and ends early on its signal', async () => {
    await empty();
    const records = Array.from({ length: 600 }, () => issued({ issuedAt: startMs - 40 * dayMs }));
    await Promise.all(records);
    const ending = new AbortController();
    const pruning = pruneIssues(startMs, ending.signal);
    // PostgreSQL always lets others work, so there the next step may be as fast as they are.
    const other = issued();
    if (testDialect === 'sqlite') await other;
    ending.abort();
    assert.equal(await pruning, 250);
    await other;
    assert.equal(await pruneIssues(startMs), 350);
    assert.equal((await listed()).length, 1);
  });
});
