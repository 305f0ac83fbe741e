import { type RawBuilder, sql } from 'kysely';
import { type GroundRow, groundsOfRows } from '../../core/decide/access-path-queries.ts';
import { type Ground, withoutAdmin } from '../../core/decide/access-paths.ts';
import { decide, stateOf } from '../../core/decide/decide.ts';
import { groundsOfWantedQuery, pathsFor } from '../../core/decide/grounds.ts';
import { isOpenForEveryone, type ListedTask, readersByPath } from '../../core/decide/readers-of-task.ts';
import type { IssueJournal } from '../../core/issue/issue-journal.ts';
import type { Database, Dialect } from '../../database/database.ts';
import { emailOf, unverifiedEmailOf } from '../../database/email-column.ts';
import { type FoundPage, fillPage, type Page } from '../../database/paging.ts';
import type { Person } from '../../database/people-list.ts';
import { textsOf, textsParam } from '../../database/sql.ts';

/** Who can read a task, of whom a list is asked for. */
export interface ReaderFilter extends ListedTask {
  /** Only those who have got a URL of the task or the key of its sealed PDF, or only those who have not. */
  readonly gotUrl?: boolean | undefined;
}

interface ListedPerson extends Person {
  readonly externalId: string | null;
}

/** Somebody who can read a task at a time. */
export interface TaskReader extends ListedPerson {
  /** Those that are open then, the one that holds longest first. */
  readonly grounds: ReadonlyArray<Pick<Ground, 'kind' | 'through'>>;
  /** Unix milliseconds; null: no end. */
  readonly validUntil: number | null;
  /** When they first got a URL of the task, as far as records are kept; null: not yet. */
  readonly gotUrlAt: number | null;
  /** When they first got the key of a sealed PDF of the task; null: not yet. */
  readonly gotKeyAt: number | null;
}

export interface ReaderCounts {
  /** Whether everybody with an account can read it, so that the others are not in the list. */
  readonly everyone: boolean;
  readonly readers: number;
  readonly gotUrl: number;
}

/**
 * Those who can read a task, each by a ground of their own: a role, a group or a contest. Who can read it only as
 * everybody with an account can, or by what a platform grants, is not listed.
 */
export interface TaskReaders {
  /** By id; `after` is one. A page can be shorter than its limit, as `fillPage` says. */
  list(filter: ReaderFilter & Page): Promise<FoundPage<TaskReader>>;
  count(filter: Omit<ReaderFilter, 'gotUrl'>): Promise<ReaderCounts>;
}

export function createTaskReaders(database: Database, { drain }: Pick<IssueJournal, 'drain'>): TaskReaders {
  const { dialect, kysely } = database;

  /** When each of these people first got a URL of a task, and a key. */
  async function firstTimes(taskId: string, userIds: ReadonlyArray<string>) {
    const rows = await kysely
      .selectFrom('issuedUrls')
      .select('principalId')
      .select((eb) => [
        eb.fn.min(eb.case().when('disposition', '!=', 'key').then(eb.ref('issuedAt')).end()).as('gotUrlAt'),
        eb.fn.min(eb.case().when('disposition', '=', 'key').then(eb.ref('issuedAt')).end()).as('gotKeyAt'),
      ])
      .where('taskId', '=', taskId)
      .where('principalId', 'in', userIds)
      .groupBy('principalId')
      .execute();
    const timeOf = (time: unknown) => (time === null ? null : Number(time));
    return new Map(
      rows.map(({ principalId, gotUrlAt, gotKeyAt }) => [
        principalId,
        { gotUrlAt: timeOf(gotUrlAt), gotKeyAt: timeOf(gotKeyAt) },
      ]),
    );
  }

  /** Those whom the queries find, some of whom may have lost their access since. */
  async function candidates(page: ReaderFilter & Page) {
    const { rows } = await readersQuery(page).execute(kysely);
    if (rows.length === 0) return [];
    const ids = rows.map(({ userId }) => userId);
    const { rows: grounds } = await readerGroundsQuery(dialect, page.taskId, ids).execute(kysely);
    const ofReader = Map.groupBy(grounds, ({ userId }) => userId);
    const times = await firstTimes(page.taskId, ids);
    return ids.map((userId) => {
      const own = ofReader.get(userId) ?? [];
      const [person] = own;
      const reader = person && readerOf(person, groundsOfRows(own), page);
      return { userId, reader: reader && { ...reader, ...(times.get(userId) ?? neverYet) } };
    });
  }

  return {
    async list({ after, limit, ...filter }) {
      await drain();
      return fillPage(
        { after, limit },
        (page) => candidates({ ...filter, ...page }),
        ({ userId }) => userId,
        ({ reader }) => reader,
      );
    },
    async count(filter) {
      await drain();
      const { rows } = await readerCountsQuery(filter).execute(kysely);
      const { everyone, readers, gotUrl } = rows[0] as ReaderCounts;
      return { everyone: Boolean(everyone), readers: Number(readers), gotUrl: Number(gotUrl) };
    },
  };
}

const neverYet = { gotUrlAt: null, gotKeyAt: null };

/** What is told of somebody; undefined when they have lost their access since they were listed. */
function readerOf(
  { userId, externalId, email, unverifiedEmail, name }: ListedPerson,
  found: ReadonlyArray<Ground>,
  { taskId, atMs, withAdmins }: ReaderFilter,
): Omit<TaskReader, keyof typeof neverYet> | undefined {
  const known = withAdmins ? found : withoutAdmin(found);
  const decision = decide({ id: userId }, taskId, known, atMs);
  if (!decision.allowed) return undefined;
  const { ground, validUntilMs } = decision.grant;
  const isDeciding = ({ kind, closesAt }: Ground) => kind === ground && closesAt === validUntilMs;
  const open = known.filter((each) => stateOf(each, atMs) === 'open');
  const inOrder = open.toSorted((a, b) => Number(isDeciding(b)) - Number(isDeciding(a)));
  // Who comes through two groups of a contest has one ground twice.
  const grounds = new Map(inOrder.map(({ kind, through }) => [`${kind} ${through}`, { kind, through }]));
  return {
    userId,
    externalId,
    email,
    unverifiedEmail,
    name,
    grounds: [...grounds.values()],
    validUntil: validUntilMs,
  };
}

/** 1 for a `userId` who has got a URL of a task, else 0: no condition, by which SQLite would begin with the records. */
const hasGotUrl = (taskId: string) => sql`case when "userId" in (
  select "principalId" from "issuedUrls" where "taskId" = ${taskId} and "principalId" is not null) then 1 else 0 end`;

/** The ids of a page; this and the next ones are exported for the tests of their plans. */
export function readersQuery(page: ReaderFilter & Page): RawBuilder<{ userId: string }> {
  const { after = '', limit, gotUrl } = page;
  const found = readersByPath(page, after);
  if (gotUrl !== undefined) {
    return sql`select "userId" from (${sql.join(found, sql` union `)}) as listed
      where ${hasGotUrl(page.taskId)} = ${sql.lit(gotUrl ? 1 : 0)} order by "userId" limit ${limit}`;
  }
  // Each path has a first page of its own, so little is sorted.
  const firstPages = found.map(
    (ids) => sql`select "userId" from (
      select distinct "userId" from (${ids}) as found order by "userId" limit ${limit}) as page`,
  );
  return sql`${sql.join(firstPages, sql` union `)} order by "userId" limit ${limit}`;
}

/** All grounds of some people for a task, with who they are. */
export function readerGroundsQuery(
  dialect: Dialect,
  taskId: string,
  userIds: ReadonlyArray<string>,
): RawBuilder<GroundRow & ListedPerson> {
  return groundsOfWantedQuery<ListedPerson>(pathsFor(dialect), {
    from: { as: 'wanted', from: textsOf(dialect, textsParam(dialect, userIds), 'wanted') },
    userId: sql.ref('wanted.value'),
    areManyReaders: dialect === 'postgres',
    taskId: sql`${taskId}`,
    columns: sql`reader.id as "userId", reader."externalId", ${emailOf('reader')} as email,
      ${unverifiedEmailOf('reader')} as "unverifiedEmail", reader.name`,
  });
}

export const readerCountsQuery = (filter: ReaderFilter): RawBuilder<ReaderCounts> =>
  sql`select ${isOpenForEveryone(filter)} as everyone, count(*) as readers,
      coalesce(sum(${hasGotUrl(filter.taskId)}), 0) as "gotUrl"
    from (${sql.join(readersByPath(filter), sql` union `)}) as listed`;
