import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import { fillWorld } from '../../bench/support/growing-world.ts';
import { accessPaths } from '../../src/core/decide/access-paths.ts';
import { grantsParam } from '../../src/core/decide/granted-path.ts';
import { groundRows } from '../../src/core/decide/ground-rows.ts';
import { createGrounds } from '../../src/core/decide/grounds.ts';
import { createFindLimited } from '../../src/core/decide/limited-tasks.ts';
import { managedTasksQuery } from '../../src/core/decide/managed-tasks.ts';
import { newestRowsQuery, type OpenTaskPage, pageParams } from '../../src/core/decide/open-task-queries.ts';
import { snapshotsQuery } from '../../src/core/decide/task-snapshot.ts';
import { usageSummaryQuery } from '../../src/core/decide/task-usages.ts';
import { upcomingWindowsQuery } from '../../src/core/decide/upcoming-windows.ts';
import { createIssueJournal } from '../../src/core/issue/issue-journal.ts';
import { issueColumns } from '../../src/core/issue/issue-record.ts';
import type { IssuedUrlFilter } from '../../src/core/issue/issued-url-filter.ts';
import { createIssuedUrls, type IssuedUrls } from '../../src/core/issue/issued-urls.ts';
import { firstIssuedQuery } from '../../src/core/issue/task-reads.ts';
import { peopleQueries } from '../../src/database/people-list.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { textsOf, textsParam } from '../../src/database/sql.ts';
import { newApiKey } from '../../src/domain/accounts/api-key-format.ts';
import { createAuthenticate, createCredentials } from '../../src/domain/accounts/authenticate.ts';
import { createContests } from '../../src/domain/contests/contests.ts';
import { memberKeys, membersOf } from '../../src/domain/groups/groups.ts';
import { detailQuery } from '../../src/domain/tasks/task-detail.ts';
import { transferInstallation } from '../../src/features/backup/transfer.ts';
import { urlReads } from '../../src/features/downloads/url-reads.ts';
import { features } from '../../src/features/index.ts';
import {
  readerCountsQuery,
  readerGroundsQuery,
  readersNowQuery,
  readersQuery,
} from '../../src/features/reports/task-readers.ts';
import { readConfig } from '../../src/features/settings.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { Revocations } from '../../src/revocation/revocations.ts';
import { countQueries } from '../support/count-queries.ts';
import { issueRecord } from '../support/issue-record.ts';
import { noFilter } from '../support/no-filter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createPostgresDatabase, templateName } from '../support/test-database.ts';

const nowMs = Date.UTC(2026, 10, 24, 12);
const [taskCount, issueCount] = [10_000, 40_000];

const [LECTERN_DATA_DIR, DATABASE_URL] = [temporaryFolder(), await createPostgresDatabase(templateName)];
await fillWorld(join(LECTERN_DATA_DIR, 'lectern.db'), taskCount, nowMs);
await transferInstallation(
  readConfig({ LECTERN_DATA_DIR }),
  readConfig({ LECTERN_DATA_DIR, DATABASE_URL }),
  { features, isIncompleteFine: true }, // without files
);
const database = openPostgres(DATABASE_URL, { connections: 2 });
after(() => database.close());
const { kysely } = database;
const someIds = async (table: 'user' | 'tasks' | 'groups', limit: number) =>
  (await kysely.selectFrom(table).select('id').orderBy('id').limit(limit).execute()).map(({ id }) => id);
const [users, tasks, [group = '']] = [
  await someIds('user', 500),
  await someIds('tasks', 200),
  await someIds('groups', 1),
];
const reader = users[3] as string;
const granted = [
  { task: tasks[7] as string, opensAt: 0, closesAt: null },
  { task: 'ext:42', opensAt: 0, closesAt: nowMs },
];
const grants = grantsParam(granted);
const ofTask = { taskId: tasks[5] as string, atMs: nowMs, withAdmins: false };
const readersPage = { ...ofTask, limit: 50, after: undefined };
const reads = urlReads('postgres', nowMs);

const issues = Array.from({ length: issueCount }, (_, at) =>
  issueRecord({
    issueId: `${at}`.padStart(8, '0'),
    principalId: users[at % users.length] as string,
    taskId: tasks[at % tasks.length] as string,
    issuedAt: nowMs + at,
  }),
);
await database.prepareInsert('issuedUrls', issueColumns)(issues);
await sql`analyze`.execute(kysely);

/**
 * The planner rightly reads a small table whole, or one of which it needs many rows. These tables are so large here
 * that only a mistake would lead to it.
 */
const large = ['tasks', 'taskStaff', 'documentVersions', 'groupMembers', 'groupTasks', 'issuedUrls'];

async function planOf(query: RawBuilder<unknown> | CompiledQuery): Promise<string> {
  const compiled = 'compile' in query ? query.compile(kysely) : query;
  const explained = CompiledQuery.raw(`explain (costs off) ${compiled.sql}`, [...compiled.parameters]);
  const { rows } = await kysely.executeQuery<{ 'QUERY PLAN': string }>(explained);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** The plan of a prepared read, which is made once for all values, and for any number of ids. */
async function preparedPlanOf(query: RawBuilder<unknown> | CompiledQuery): Promise<string> {
  const { sql: text, parameters } = 'compile' in query ? query.compile(kysely) : query;
  return kysely.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw(`prepare planned as ${text}`));
    const nulls = parameters.map(() => 'null').join();
    const { rows } = await connection.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain (costs off) execute planned(${nulls})`),
    );
    await connection.executeQuery(CompiledQuery.raw('deallocate planned'));
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

function assertReadsNoLargeTableWhole(plan: string, tables: ReadonlyArray<string> = large): void {
  const whole = [...plan.matchAll(/Seq Scan on "?(\w+)/g)].map(([, table = '']) => table);
  assert.deepEqual(
    whole.filter((table) => tables.includes(table)),
    [],
    plan,
  );
}

/** Asserts that the row of one person is not searched among all rows of a group or contest. */
function assertReadsNoCrowd(plan: string): void {
  const found = plan.matchAll(/on "?(?:groupMembers|contestParticipants)"?(?: .*)?\n\s*Index Cond: (.*)/g);
  const conditions = [...found].map(([, condition = '']) => condition);
  assert.deepEqual(
    conditions.filter((condition) => !condition.includes('"userId" =')),
    [],
    plan,
  );
}

/** The batched reads, each for one of several callers. */
const clock = { nowMs: () => nowMs };
const grounds = createGrounds(database);
const findLimited = createFindLimited(database);
const limits = { taskIds: tasks.slice(0, 3), groupIds: [group] };
const credentials = createCredentials({ clock, cookieName: 'session', apiKeys: { touch() {} } });
const authenticate = createAuthenticate({ database, credentials });
const contests = createContests({ database, clock, revocations: {} as Revocations });
const readsTogether: Record<string, (userId: string) => Promise<unknown>> = {
  'a session': (userId) => authenticate({ authorization: `Bearer ${userId}` }),
  'an API key': () => authenticate({ authorization: `Bearer ${newApiKey()}` }).catch(() => {}),
  'a decision': (id) => grounds.of({ id }, tasks[5] as string),
  'a decision with grants': (id) => grounds.of({ id, grants: granted }, tasks[5] as string),
  'many decisions': (id) => grounds.ofMany({ id }, tasks.slice(0, 50)),
  'many decisions with grants': (id) => grounds.ofMany({ id, grants: granted }, tasks.slice(0, 50)),
  'the limits of a key': () => findLimited(limits, tasks.slice(0, 50)),
  'a contest': (userId) => contests.findFor(userId, 'contest').catch(() => {}),
};

/** One null for each parameter of a statement. */
const parametersOf = (text: string) =>
  Array.from({ length: Math.max(...[...text.matchAll(/\$(\d+)/g)].map(([, at]) => Number(at))) }, () => null);

const openTasks = (filter: Partial<OpenTaskPage> = {}) => {
  const times = { opensAtOrBefore: nowMs, closesFrom: nowMs + 1000 };
  const page = { reader: { id: reader }, ...times, limit: 50, after: undefined, ...noFilter, ...filter };
  return newestRowsQuery('postgres', pageParams('postgres', page));
};
const managed = (filter: Partial<Parameters<typeof managedTasksQuery>[0]> = {}) =>
  managedTasksQuery({ readerId: reader, after: undefined, limit: 50, nowMs, ...filter });
const byChange = { sort: 'updated' } as const;

type Query = RawBuilder<unknown> | CompiledQuery;
/** Queries whose plans are made for their values, and prepared ones, whose plans are made once. */
const planned: Record<string, Query> = {
  ...Object.fromEntries(
    Object.entries(accessPaths).map(([name, path]) => [
      `a decision through ${name}`,
      groundRows(path, { userId: sql`${reader}`, taskId: sql`${tasks[5]}` }),
    ]),
  ),
  'the upcoming windows': upcomingWindowsQuery({ userId: reader, nowMs, atMs: 0, id: '', limit: 20 }),
  'the readers of a task': readersQuery({ ...readersPage, after: users[3] }, reads),
  'its readers without a URL': readersQuery({ ...readersPage, gotUrl: false }, reads),
  'its readers who opened it': readersQuery({ ...readersPage, opened: 'yes' }, reads),
  'their grounds': readerGroundsQuery('postgres', ofTask.taskId, users.slice(0, 50)),
  'their number': readerCountsQuery(ofTask, reads),
  'its readers now': readersNowQuery(ofTask.taskId, nowMs),
};
const prepared: Record<string, Query> = {
  'many details': detailQuery(
    kysely,
    sql<boolean>`tasks.id in (select value from ${textsOf('postgres', textsParam('postgres', tasks.slice(0, 50)), 'wanted')})`,
  ).compile(),
  'where tasks are used': usageSummaryQuery('postgres', tasks, { atMs: nowMs, limit: 3 }),
  'a list of everything': openTasks(),
  'a list of the next page': openTasks({ after: tasks[100] }),
  'a list of a group': openTasks({ groupId: group }),
  'a list of a contest': openTasks({ taskIds: tasks.slice(0, 10) }),
  'a list of a contest and a group': openTasks({ taskIds: tasks.slice(0, 10), groupId: group }),
  'a list of text': openTasks({ foldedText: 'task 77' }),
  'a list of a language': openTasks({ language: 'en' }),
  'a list of the grants of a platform': openTasks({ reader: { id: reader, grants: granted } }),
  'a list of the limits of a key': openTasks({ reader: { id: reader, limits } }),
  'a list of everything to manage': managed(),
  'a list of all tasks by change to manage': managed({ ...byChange, after: `${nowMs}.${tasks[100]}` }),
  'a list of tasks that are used nowhere': managed({ usage: 'none' }),
  'a list of a group to manage': managed({ groupId: group }),
  'a list of their own tasks': managed({ userId: reader }),
  'a list of their own tasks by change, of those that are open': managed({
    ...{ userId: reader, usage: 'running', ...byChange },
  }),
};
/** No index finds a part of a title; only a mistake would read the tasks of all contests to find where a task is used. */
const tablesOf: Record<string, ReadonlyArray<string>> = {
  'a list of text': large.filter((table) => table !== 'tasks'),
  'where tasks are used': [...large, 'contestTasks'],
};

describe('the plan on PostgreSQL', () => {
  for (const [queries, plan] of [
    [planned, planOf],
    [prepared, preparedPlanOf],
  ] as const) {
    for (const [name, query] of Object.entries(queries)) {
      it(`of ${name} reads no large table whole`, async () => {
        const made = await plan(query);
        assert.match(made, /Index/);
        assertReadsNoLargeTableWhole(made, tablesOf[name]);
      });
    }
  }

  for (const [name, read] of Object.entries(readsTogether)) {
    for (const count of [1, 3]) {
      it(`of ${name}, for ${count} concurrent callers, reads no large table whole, nor all members for one`, async () => {
        const { texts } = await countQueries(() => Promise.all(users.slice(0, count).map(read)));
        const [text, ...others] = texts.filter((each) => each.includes('select'));
        assert.deepEqual(others, []);
        const plan = await preparedPlanOf(CompiledQuery.raw(text as string, parametersOf(text as string)));
        assert.match(plan, /Index/);
        assertReadsNoLargeTableWhole(plan);
        assertReadsNoCrowd(plan);
      });
    }
  }

  for (const kind of ['session', 'api-key', 'token'] as const) {
    for (const isGranted of [false, true]) {
      it(`of snapshots of tasks, by a ${kind}${isGranted ? ' with grants' : ''}, reads no large table whole, nor all members for one`, async () => {
        const [keys, taskIds] = [['key', 'other'], tasks.slice(0, 2)];
        const plan = await preparedPlanOf(
          snapshotsQuery(kysely, { kind, keys, taskIds, grants: isGranted ? [grants, grants] : undefined }),
        );
        assert.match(plan, /Index/);
        assertReadsNoLargeTableWhole(plan, [...large, 'session', 'user']);
        assertReadsNoCrowd(plan);
      });
    }
  }

  for (const page of [{}, { text: 'ann' }, { sort: 'email', after: '["email","a","id"]' }] as const) {
    it(`of the members of a group finds them by the group: ${JSON.stringify(page)}`, async () => {
      const wanted = { after: undefined, limit: 50, ...page };
      const { rows, count } = peopleQueries(membersOf(kysely, group), wanted, memberKeys);
      for (const query of [rows, count]) {
        const plan = await planOf(query.compile());
        assert.match(plan, /groupMembers_groupId_idx/);
        assertReadsNoLargeTableWhole(plan);
      }
    });
  }

  for (const kind of ['group', 'contest'] as const) {
    it(`of who opened a task of a ${kind} finds the records of each person in their order`, async () => {
      const plan = await preparedPlanOf(firstIssuedQuery('postgres', { kind, id: group }, users));
      assert.match(plan, /issuedUrls_principal_idx/);
      assert.doesNotMatch(plan, /Sort/);
      assertReadsNoLargeTableWhole(plan);
    });
  }

  const records: Record<string, (own: IssuedUrls) => Promise<unknown>> = {
    'the newest records': (own) => own.list(pageOf({})),
    'the records of a task': (own) => own.list(pageOf({ taskId: tasks[7] as string })),
    'the records of a reader': (own) => own.list(pageOf({ userId: reader })),
    'the records of a time': (own) => own.list(pageOf({ from: nowMs + 50, until: nowMs + 90 })),
    'a record': (own) => own.find('00000077'),
    'the records of an object': (own) => own.ofObject('key', nowMs),
    'records to prune': (own) => own.prune({ issuedBeforeMs: nowMs + 10, nowMs, limit: 250 }),
  };
  for (const [name, act] of Object.entries(records)) {
    it(`of ${name} reads an index`, async () => {
      for (const query of await queriesOf(act)) {
        const plan = await planOf(query);
        assert.match(plan, /issuedUrls/);
        assertReadsNoLargeTableWhole(plan);
      }
    });
  }
});

const pageOf = (filter: IssuedUrlFilter) => ({ ...filter, after: undefined, limit: 50 });

/** The queries of an action on the records. */
async function queriesOf(act: (own: IssuedUrls) => Promise<unknown>): Promise<ReadonlyArray<CompiledQuery>> {
  const queries: Array<CompiledQuery> = [];
  const watched = kysely.withPlugin({
    transformQuery({ node, queryId }) {
      queries.push(kysely.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await act(
    createIssuedUrls({
      ...{ database: { ...database, kysely: watched }, issueJournal: createIssueJournal(database) },
      ...{ clock: systemClock, urlReads },
    }),
  );
  assert.ok(queries.length > 0);
  return queries;
}
