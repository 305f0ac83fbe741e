import { type RawBuilder, sql } from 'kysely';
import {
  type Ground,
  type GroundKind,
  staffKinds,
  storedPaths,
  withoutAdmin,
} from '../../core/decide/access-paths.ts';
import { decide, stateOf } from '../../core/decide/decide.ts';
import { type GroundRow, groundRowsOfPaths, groundsOfRows } from '../../core/decide/ground-rows.ts';
import {
  isOpenForEveryone,
  type ListedTask,
  readersByPath,
  readersOf,
} from '../../core/decide/readers-of-task.ts';
import {
  issuesTo,
  openedByReader,
  openedCounts,
  type ReadCounts,
  type ReaderReads,
  readsOf,
} from '../../core/issue/task-reads.ts';
import type { Opened, UrlReads } from '../../core/issue/url-reads.ts';
import type { Core } from '../../core/open-core.ts';
import type { Dialect } from '../../database/database.ts';
import { emailOf, unverifiedEmailOf } from '../../database/email-column.ts';
import { type FoundPage, fillPage, type Page } from '../../database/paging.ts';
import type { Person } from '../../database/people-list.ts';
import { allOf, anyOf, textsOf, textsParam } from '../../database/sql.ts';
import { type Asker, isVisibleTo } from '../../domain/access/visible-people.ts';
import { anywhere } from '../../domain/accounts/principal.ts';

export interface ReaderFilter extends ListedTask {
  /** true: only readers who got a URL of the task or the key of its sealed PDF; false: only the others. */
  readonly gotUrl?: boolean | undefined;
  /** Only readers with this answer. */
  readonly opened?: Opened | undefined;
  /** Only readers whom they may see. */
  readonly asker?: Asker;
}

interface ListedPerson extends Person {
  readonly externalId: string | null;
}

const shownReads = ['gotUrlAt', 'gotKeyAt', 'opened', 'firstReadAt'] as const satisfies ReadonlyArray<
  keyof ReaderReads
>;
type ShownReads = (typeof shownReads)[number];

/** Someone who can read a task at the requested time. */
export interface TaskReader extends ListedPerson, Pick<ReaderReads, ShownReads> {
  /** Open at that time; the ground that lasts longest comes first. */
  readonly grounds: Array<Pick<Ground, 'kind' | 'through'>>;
  /** Unix milliseconds; null: no end. */
  readonly validUntil: number | null;
}

export interface ReaderCounts extends ReadCounts {
  /** Whether everyone with an account can read it. The list then omits people without another ground. */
  readonly everyone: boolean;
  readonly readers: number;
}

export type TaskReaders = ReturnType<typeof createTaskReaders>;

/**
 * Lists who can read a task through a role, a group or a contest. It omits people who can read it only because everyone
 * with an account can, or through a platform's permit.
 */
export function createTaskReaders({
  database: { dialect, kysely },
  issueJournal: { drain },
  urlReads,
  clock,
}: Pick<Core, 'database' | 'issueJournal' | 'urlReads' | 'clock'>) {
  const readsNow = () => urlReads(dialect, clock.nowMs());

  /** The people whom the queries find; `reader` is undefined for those who have lost access since. */
  async function candidates(page: ReaderFilter & Page) {
    const { rows } = await readersQuery(page, readsNow()).execute(kysely);
    if (rows.length === 0) return [];
    const ids = rows.map(({ userId }) => userId);
    const { rows: grounds } = await readerGroundsQuery(dialect, page.taskId, ids).execute(kysely);
    const ofReader = Map.groupBy(grounds, ({ userId }) => userId);
    const reads = await readsOf(kysely, readsNow(), { taskId: page.taskId, userIds: ids, names: shownReads });
    return ids.map((userId) => {
      const own = ofReader.get(userId) ?? [];
      const [person] = own;
      const reader = person && readerOf(person, groundsOfRows(own), page);
      return { userId, reader: reader && { ...reader, ...reads(userId) } };
    });
  }

  return {
    /** Sorted by id; `after` is an id. A page may be shorter than its limit (see `fillPage`). */
    async list({ after, limit, ...filter }: ReaderFilter & Page): Promise<FoundPage<TaskReader>> {
      await drain();
      return fillPage(
        { after, limit },
        (page) => candidates({ ...filter, ...page }),
        ({ userId }) => userId,
        ({ reader }) => reader,
      );
    },
    async count(filter: ListedTask): Promise<ReaderCounts> {
      await drain();
      const { rows } = await readerCountsQuery(filter, readsNow()).execute(kysely);
      const counts = rows[0] as ReaderCounts;
      return { ...counts, everyone: Boolean(counts.everyone) };
    },
    /**
     * Whether people may be reading a task: it is open to members or participants now, or someone other than its staff got a URL in the
     * last hour.
     */
    async mayBeReadNow(taskId: string): Promise<boolean> {
      const ask = async () => {
        const { rows } = await readersNowQuery(taskId, clock.nowMs()).execute(kysely);
        return Boolean(rows[0]?.readersNow);
      };
      // Pending records cannot change true to false, and a contest start has thousands, so ask before draining them.
      if (await ask()) return true;
      await drain();
      return ask();
    },
  };
}

/** Undefined if they have lost access since the query. */
function readerOf(
  { userId, externalId, email, unverifiedEmail, name }: ListedPerson,
  found: ReadonlyArray<Ground>,
  { taskId, atMs, withAdmins }: ReaderFilter,
): Omit<TaskReader, ShownReads> | undefined {
  const known = withAdmins ? found : withoutAdmin(found);
  const decision = decide({ id: userId, address: anywhere }, taskId, known, atMs);
  if (!decision.allowed) return undefined;
  const { ground, validUntilMs } = decision.permit;
  const isDeciding = ({ kind, closesAt }: Ground) => kind === ground && closesAt === validUntilMs;
  const open = known.filter((each) => stateOf(each, atMs) === 'open');
  const inOrder = open.toSorted((a, b) => Number(isDeciding(b)) - Number(isDeciding(a)));
  // A member of two groups of a contest has the same ground twice.
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

/** 1 if `userId` got a URL of the task, else 0. As a plain condition, it would make SQLite scan the records first. */
const hasGotUrl = (taskId: string) => sql`case when "userId" in (
  select "principalId" from ${issuesTo(sql`is not null`, taskId)}) then 1 else 0 end`;

const hasOpened = (reads: UrlReads, taskId: string) =>
  openedByReader(reads, sql.ref('listed.userId'), taskId);

/** The ids of a page. This and the queries below are exported for the tests of their query plans. */
export function readersQuery(page: ReaderFilter & Page, reads: UrlReads): RawBuilder<{ userId: string }> {
  const { after = '', limit, gotUrl, opened, taskId, asker } = page;
  const found = readersByPath(page, { after, where: isVisibleTo(asker, sql.ref('reader.id')) });
  const wanted = [
    ...(gotUrl === undefined ? [] : [sql`${hasGotUrl(taskId)} = ${sql.lit(gotUrl ? 1 : 0)}`]),
    ...(opened === undefined ? [] : [sql`${hasOpened(reads, taskId)} = ${opened}`]),
  ];
  if (wanted.length > 0) {
    return sql`select "userId" from (${sql.join(found, sql` union `)}) as listed
      where ${allOf(wanted)} order by "userId" limit ${limit}`;
  }
  // Limits each path to one page first, so that little is sorted.
  const firstPages = found.map(
    (ids) => sql`select "userId" from (
      select distinct "userId" from (${ids}) as found order by "userId" limit ${limit}) as page`,
  );
  return sql`${sql.join(firstPages, sql` union `)} order by "userId" limit ${limit}`;
}

/** All grounds of these people for a task, with their names and addresses. */
export function readerGroundsQuery(
  dialect: Dialect,
  taskId: string,
  userIds: ReadonlyArray<string>,
): RawBuilder<GroundRow & ListedPerson> {
  return groundRowsOfPaths<ListedPerson>(storedPaths, {
    from: { name: 'wanted', from: textsOf(dialect, textsParam(dialect, userIds), 'wanted') },
    userId: sql.ref('wanted.value'),
    areManyReaders: dialect === 'postgres',
    taskId: sql`${taskId}`,
    columns: sql`reader.id as "userId", reader."externalId", ${emailOf('reader')} as email,
      ${unverifiedEmailOf('reader')} as "unverifiedEmail", reader.name`,
  });
}

export const readerCountsQuery = (filter: ListedTask, reads: UrlReads): RawBuilder<ReaderCounts> =>
  sql`select ${isOpenForEveryone(filter)} as everyone, count(*) as readers,
      coalesce(sum("gotUrl"), 0) as "gotUrl", ${openedCounts}
    from (select ${hasGotUrl(filter.taskId)} as "gotUrl", ${hasOpened(reads, filter.taskId)} as opened
      from (${sql.join(readersByPath(filter), sql` union `)}) as listed) as answered`;

const latelyMs = 60 * 60 * 1000;

/** Grounds with an opening window. A task that is open to everyone or forever may have no readers now. */
const kindsOfWindows: ReadonlySet<GroundKind> = new Set(['group', 'contest']);

const pathsOfWindows = storedPaths.flatMap((path) => {
  const [rule] = path.grounds.filter(({ kind }) => kindsOfWindows.has(kind));
  return rule ? [{ ...path, grounds: [rule] as const }] : [];
});

export function readersNowQuery(taskId: string, nowMs: number): RawBuilder<{ readersNow: boolean | number }> {
  const gotUrlLately = sql`select 1 from "issuedUrls" where "taskId" = ${taskId} and "issuedAt" > ${nowMs - latelyMs}
    and "principalId" is not null and ground not in (${sql.join([...staffKinds].map((kind) => sql.lit(kind)))})`;
  const found = [...pathsOfWindows.map((path) => readersOf(path, { taskId, atMs: nowMs })), gotUrlLately];
  return sql`select ${anyOf(found.map((rows) => sql`exists (${rows})`))} as "readersNow"`;
}
