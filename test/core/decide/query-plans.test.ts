import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Compilable, CompiledQuery, type RawBuilder, sql } from 'kysely';
import { fillWorld } from '../../../bench/support/growing-world.ts';
import { accessPaths } from '../../../src/core/decide/access-paths.ts';
import { groundRows } from '../../../src/core/decide/ground-rows.ts';
import { managedTasksQuery } from '../../../src/core/decide/managed-tasks.ts';
import {
  newestTasksQuery,
  type OpenTaskPage,
  openTasksOf,
  pageParams,
} from '../../../src/core/decide/open-task-queries.ts';
import { usageSummaryQuery } from '../../../src/core/decide/task-usages.ts';
import { upcomingWindowsQuery } from '../../../src/core/decide/upcoming-windows.ts';
import { firstIssuedQuery } from '../../../src/core/issue/task-reads.ts';
import { migrateToLatest } from '../../../src/database/migrate.ts';
import { peopleQueries } from '../../../src/database/people-list.ts';
import { textsOf } from '../../../src/database/sql.ts';
import { openSqlite } from '../../../src/database/sqlite.ts';
import { participantsOf, staffOf, timesKeys } from '../../../src/domain/contests/contest-people.ts';
import { participations } from '../../../src/domain/contests/participation.ts';
import { memberKeys, membersOf } from '../../../src/domain/groups/groups.ts';
import { detailQuery } from '../../../src/domain/tasks/task-detail.ts';
import { taskStaffKeys, taskStaffOf } from '../../../src/domain/tasks/task-staff.ts';
import { urlReads } from '../../../src/features/downloads/url-reads.ts';
import { migrations } from '../../../src/features/migrations.ts';
import {
  readerCountsQuery,
  readerGroundsQuery,
  readersNowQuery,
  readersQuery,
} from '../../../src/features/reports/task-readers.ts';
import { noFilter } from '../../support/no-filter.ts';

const folder = await mkdtemp(join(tmpdir(), 'lectern-plans-'));
const nowMs = Date.UTC(2026, 10, 24, 12);

/** The planner's statistics must not matter: an empty database, rows without statistics, and with them. */
const databases = {
  'an empty database': openSqlite(join(folder, 'empty.db')),
  'rows without statistics': openSqlite((await fillWorld(join(folder, 'rows.db'), 1000, nowMs)).path),
  'rows with statistics': openSqlite((await fillWorld(join(folder, 'analyzed.db'), 1000, nowMs)).path),
};
await migrateToLatest(databases['an empty database'], migrations);
await sql`analyze`.execute(databases['rows with statistics'].kysely);
after(async () => {
  for (const database of Object.values(databases)) await database.close();
  await rm(folder, { recursive: true });
});

type DatabaseName = keyof typeof databases;
const databaseNames = Object.keys(databases) as ReadonlyArray<DatabaseName>;

async function planOf(name: DatabaseName, query: RawBuilder<unknown>): Promise<ReadonlyArray<string>> {
  const { kysely } = databases[name];
  const { rows } = await sql<{ detail: string }>`explain query plan ${query}`.execute(kysely);
  return rows.map((row) => row.detail);
}

async function planOfCompiled(name: DatabaseName, query: Compilable): Promise<ReadonlyArray<string>> {
  const { sql: text, parameters } = query.compile();
  const explained = CompiledQuery.raw(`explain query plan ${text}`, [...parameters]);
  const { rows } = await databases[name].kysely.executeQuery<{ detail: string }>(explained);
  return rows.map((row) => row.detail);
}

/** Results of subqueries, which are as short as their sources. */
const results =
  /^SCAN (page|archives|upcoming|detail|participation|found|listed|usage|ranked|\(subquery-\d+\))$/;
/** What a reader belongs to, newest first. */
const belongings = /^SCAN (groupMembers|contestParticipants|contestStaff)$/;
/** The ids that the caller gave, which are no table. */
const givenIds = /^SCAN (wanted|named|item) VIRTUAL TABLE/;
/** The archives for everyone, of which a list counts and reads at most a hundred. */
const archives = /^SCAN (archive|contests) USING (COVERING )?INDEX contests_archives_idx$/;

/** The few times that downloads cover, from a URL on. */
const intervals = /^SEARCH (?:covered|lost) USING INDEX downloadCoverage_until_idx/;

/** A query for one row of no table. */
const noTable = /^SCAN CONSTANT ROW$/;

/** Reads of a whole table, or of everything after an id. */
const wholeTables = (plan: ReadonlyArray<string>) =>
  plan.filter(
    (step) =>
      (step.startsWith('SCAN') &&
        ![results, archives, givenIds, noTable].some((known) => known.test(step)) &&
        !(belongings.test(step) && plan.includes(step.replace('SCAN', 'MATERIALIZE')))) ||
      (step.startsWith('SEARCH') && !step.includes('=?') && !intervals.test(step)) ||
      step.includes('AUTOMATIC'),
  );
const sorts = (plan: ReadonlyArray<string>) => plan.filter((step) => step.includes('TEMP B-TREE'));

/** One with Lectern's id, one with a platform's. */
const grants = [
  { task: 'one', opensAt: 0, closesAt: null },
  { task: 'ext:42', opensAt: 0, closesAt: nowMs + 10_000 },
];

const pages = {
  everything: {},
  'the next page': { after: '0198' },
  'a group': { groupId: 'group' },
  'a contest': { taskIds: ['one', 'two'] },
  'a contest and a group': { taskIds: ['one', 'two'], groupId: 'group' },
  'a contest without tasks': { taskIds: [] },
  text: { foldedText: 'graph' },
  'a language': { language: 'en' },
  'the grants of a platform': { reader: { id: 'reader', grants } },
  'the limits of a key': { reader: { id: 'reader', limits: { taskIds: ['one'], groupIds: ['group'] } } },
  'the limits of a key, in a group and a contest': {
    ...{ reader: { id: 'reader', limits: { taskIds: ['one'], groupIds: ['group'] } } },
    ...{ groupId: 'group', taskIds: ['one', 'two'] },
  },
  'all filters': { taskIds: ['one'], groupId: 'group', foldedText: 'graph', language: 'en', after: '0198' },
} satisfies Record<string, Partial<OpenTaskPage>>;

const pageOf = (filter: Partial<OpenTaskPage>): OpenTaskPage => ({
  ...{
    reader: { id: 'reader' },
    opensAtOrBefore: nowMs,
    closesFrom: nowMs + 1000,
    limit: 50,
    after: undefined,
  },
  ...noFilter,
  ...filter,
});

const pair = { userId: sql`${'reader'}`, taskId: sql`${'task'}` };

/** Three accessPaths read tasks newest first, and stop at the end of the page. */
const walks = [
  'SEARCH contestTasks USING PRIMARY KEY (taskId<?)',
  'SEARCH task USING INDEX tasks_signed_in_idx (id<?)',
  'SEARCH task USING PRIMARY KEY (id<?)',
];

const newest = ['SCAN task'];
const changedLast = ['SCAN task USING INDEX tasks_updatedAt_idx'];
const managedPages = [
  ['all tasks', {}, newest],
  ['the next page of all tasks', { after: '0198' }, ['SEARCH task USING PRIMARY KEY (id<?)']],
  ['all tasks by change', { sort: 'updated' }, changedLast],
  ['all tasks in no group or contest', { usage: 'none' }, newest],
  ['all tasks of a contest', { contestId: 'contest' }, []],
  ['own tasks', { userId: 'reader' }, []],
  ['own tasks by change', { userId: 'reader', sort: 'updated', after: '1.id' }, []],
  ['own tasks of a group that are open', { userId: 'reader', groupId: 'group', usage: 'running' }, []],
  ['own tasks that have closed', { userId: 'reader', usage: 'past', text: 'graph' }, []],
] as const;

const { kysely: anyKysely } = databases['an empty database'];
const oneDetail = sql<boolean>`tasks.id in (select value from ${textsOf('sqlite', '["one"]', 'wanted')})`;
const ofTask = { taskId: 'task', atMs: nowMs, withAdmins: false };
const readersPage = { ...ofTask, limit: 50, after: 'a' };
const reads = urlReads('sqlite', nowMs);
const participantsBy = (column: string) =>
  sql`select * from ${participations} as participation where ${sql.ref(`participation.${column}`)} = ${'id'}`;

/** Queries, and what each reads whole: nothing, or a table in the order of its list. */
const planned: ReadonlyArray<
  readonly [what: string, query: RawBuilder<unknown>, whole: ReadonlyArray<string>]
> = [
  ['many details', sql`select * from ${detailQuery(anyKysely, oneDetail)} as detail`, []],
  ...Object.entries(pages).map(([filtered, filter]) => {
    const params = pageParams('sqlite', pageOf(filter));
    const isBounded = 'groupId' in filter || 'taskIds' in filter || 'limitTaskIds' in params;
    const query = newestTasksQuery(64)('sqlite', params);
    return [`a list of ${filtered}`, query, isBounded ? [] : walks] as const;
  }),
  ...managedPages.map(([filtered, filter, whole]) => {
    const page = { readerId: 'reader', after: undefined, limit: 50, nowMs, ...filter };
    return [`a list of ${filtered} to manage`, managedTasksQuery(page), whole] as const;
  }),
  ['where tasks are used', usageSummaryQuery('sqlite', ['one'], { atMs: nowMs, limit: 3 }), []],
  ['the participations of a person', participantsBy('userId'), []],
  ['the participants of a contest', participantsBy('contestId'), []],
  ['the upcoming windows', upcomingWindowsQuery({ userId: 'reader', nowMs, atMs: 0, id: '', limit: 20 }), []],
  ['the readers of a task', readersQuery(readersPage, reads), []],
  ['its readers without a URL', readersQuery({ ...readersPage, gotUrl: false }, reads), []],
  ['its readers with a URL', readersQuery({ ...readersPage, gotUrl: true }, reads), []],
  ['its readers who opened it', readersQuery({ ...readersPage, opened: 'yes' }, reads), []],
  [
    'its readers and all admins',
    readersQuery({ ...readersPage, withAdmins: true }, reads),
    ['SEARCH reader USING PRIMARY KEY (id>?)'],
  ],
  ['their grounds', readerGroundsQuery('sqlite', 'task', ['one', 'two']), []],
  ['their number', readerCountsQuery(ofTask, reads), []],
  ['its readers now', readersNowQuery('task', nowMs), []],
];

for (const name of databaseNames) {
  describe(`the plan, with ${name}`, () => {
    for (const [what, query, whole] of planned) {
      it(`of ${what} reads ${whole.length === 0 ? 'no whole table' : 'a whole table only in its order'}`, async () => {
        const plan = await planOf(name, query);
        assert.deepEqual(wholeTables(plan).toSorted(), whole, plan.join('\n'));
      });
    }

    it('of a decision finds each row by a key and sorts nothing', async () => {
      for (const [pathName, path] of Object.entries(accessPaths)) {
        const plan = await planOf(name, groundRows(path, pair));
        assert.deepEqual([...wholeTables(plan), ...sorts(plan)], [], `${pathName}: ${plan.join('\n')}`);
      }
    });

    it('of many decisions begins with the given ids and finds each row by a key', async () => {
      const wanted = {
        from: { name: 'wanted', from: textsOf('sqlite', '["one","two"]', 'wanted') },
        ...{ userId: pair.userId, taskId: sql.ref('wanted.value'), columns: sql.ref('wanted.value') },
      };
      for (const [pathName, path] of Object.entries(accessPaths)) {
        const plan = await planOf(name, groundRows(path, wanted));
        assert.match(plan[0] as string, givenIds, pathName);
        assert.deepEqual([...wholeTables(plan), ...sorts(plan)], [], `${pathName}: ${plan.join('\n')}`);
      }
    });

    it('of a decision starts with tables that name the reader or the task, and ends with both', async () => {
      assert.deepEqual(await planOf(name, groundRows(accessPaths.group, pair)), [
        'SEARCH groupTasks USING PRIMARY KEY (taskId=?)',
        'SEARCH groupMembers USING PRIMARY KEY (userId=? AND groupId=?)',
        'SEARCH groups USING PRIMARY KEY (id=?)',
        'SEARCH task USING PRIMARY KEY (id=?)',
        'SEARCH reader USING PRIMARY KEY (id=?)',
      ]);
    });

    for (const kind of ['group', 'contest'] as const) {
      it(`of who opened a task of a ${kind} finds the records of each person in their order`, async () => {
        const plan = await planOf(name, firstIssuedQuery('sqlite', { kind, id: 'id' }, ['one']));
        assert.ok(plan.some((step) => step.includes('issuedUrls_principal_idx (principalId=?)')));
        assert.deepEqual(
          [...wholeTables(plan), ...sorts(plan)],
          ['SCAN person VIRTUAL TABLE INDEX 1:'],
          plan.join('\n'),
        );
      });
    }

    for (const page of [
      {},
      { text: 'ann', sort: 'email' },
      { sort: 'email', after: '["email","a","id"]' },
      { sort: 'name', after: '["name","a","id"]' },
    ] as const) {
      it(`of a list of people finds them by their list, and sorts them: ${JSON.stringify(page)}`, async () => {
        const { kysely } = databases[name];
        const wanted = { after: undefined, limit: 50, ...page };
        for (const { rows, count } of [
          peopleQueries(participantsOf(kysely, 'id'), wanted, timesKeys),
          peopleQueries(staffOf(kysely, 'id'), wanted, {}),
          peopleQueries(membersOf(kysely, 'id'), wanted, memberKeys),
          peopleQueries(taskStaffOf(kysely, 'id'), wanted, taskStaffKeys),
        ]) {
          for (const query of [rows, count]) {
            const plan = await planOfCompiled(name, query);
            assert.deepEqual(wholeTables(plan), [], plan.join('\n'));
            assert.match(plan.join(), /(contestId|groupId|taskId)=\?/);
          }
        }
      });
    }
    it('of a list sorts only queries that begin with the rows of the reader', async () => {
      for (const [pathName, path] of Object.entries(accessPaths)) {
        for (const query of openTasksOf('sqlite', path, pageParams('sqlite', pageOf({})))) {
          const plan = await planOf(name, sql`${query} limit 50`);
          if (wholeTables(plan).length > 0)
            assert.deepEqual(sorts(plan), [], `${pathName}: ${plan.join('\n')}`);
        }
      }
    });

    it('of a list begins with the newest group, and follows the order of its tasks', async () => {
      const [query] = openTasksOf('sqlite', accessPaths.group, pageParams('sqlite', pageOf({})));
      assert.deepEqual(await planOf(name, sql`${query} limit 50`), [
        'MATERIALIZE groupMembers',
        'SEARCH newest USING PRIMARY KEY (userId=?)',
        'SEARCH reader USING PRIMARY KEY (id=?)',
        'SCAN groupMembers',
        'SEARCH groups USING PRIMARY KEY (id=?)',
        'SEARCH groupTasks USING COVERING INDEX groupTasks_groupId_idx (groupId=? AND taskId<?)',
        'CORRELATED SCALAR SUBQUERY 2',
        'SEARCH task USING PRIMARY KEY (id=?)',
        'USE TEMP B-TREE FOR ORDER BY',
      ]);
    });
  });
}
