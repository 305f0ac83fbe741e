import { sql } from 'kysely';
import { issueIdOf } from '../../core/issue/issue-record.ts';
import {
  issuesTo,
  openedByReader,
  openedCounts,
  type ReadCounts,
  type ReaderReads,
  readsOf,
  type TaskIssues,
} from '../../core/issue/task-reads.ts';
import type { Opened } from '../../core/issue/url-reads.ts';
import type { Core } from '../../core/open-core.ts';
import { addressesOf, listPeople, type PeoplePage, type Person } from '../../database/people-list.ts';
import type { Sql } from '../../database/sql.ts';
import { type Asker, isVisibleTo } from '../../domain/access/visible-people.ts';
import { sharedWindow } from '../../domain/contests/contest-window.ts';
import { participations } from '../../domain/contests/participation.ts';

const shownReads = [
  'opened',
  'wholeFile',
  'firstIssuedAt',
  'firstReadAt',
  'lastReadAt',
  'requests',
  'bytes',
] as const satisfies ReadonlyArray<keyof ReaderReads>;

/** What a participant did with the URLs of a task that they got since it opened in the contest. */
export interface ParticipantReads extends Person, Pick<ReaderReads, (typeof shownReads)[number]> {
  /** IP addresses, in the order of their first download; at most `maxAddresses`. */
  readonly addresses: Array<string>;
}

export const maxAddresses = 5;

export interface ParticipantFilter extends PeoplePage {
  readonly contestId: string;
  readonly taskId: string;
  readonly opened?: Opened | undefined;
  readonly asker: Asker;
}

export type ContestReads = ReturnType<typeof createContestReads>;

/** Who of a contest's participants has opened its tasks. */
export function createContestReads({
  database: { kysely, dialect },
  issueJournal: { drain },
  urlReads,
  clock,
}: Pick<Core, 'database' | 'clock' | 'issueJournal' | 'urlReads'>) {
  const readsNow = () => urlReads(dialect, clock.nowMs());

  /** The IP addresses of these readers' downloads, the first ones first. @returns some of them by user id */
  async function addressesOfReaders(userIds: ReadonlyArray<string>, issues: TaskIssues) {
    if (userIds.length === 0) return () => [];
    const { rows } = await sql<{ userId: string; address: string }>`
      select issue."principalId" as "userId", download.address, min(download.at) as at
      from (select * from ${issuesTo(sql`in (${sql.join(userIds)})`, issues)}) as issue
      join ${readsNow().deliveries} as download on download."issueId" = ${issueIdOf(dialect)}
      where download.address is not null
      group by issue."principalId", download.address order by at`.execute(kysely);
    const found = Map.groupBy(rows, ({ userId }) => userId);
    return (userId: string) =>
      found
        .get(userId)
        ?.slice(0, maxAddresses)
        .map(({ address }) => address) ?? [];
  }

  return {
    /** How many take part, and how many of them opened each task; tasks without any URL are missing. */
    async counts(contestId: string) {
      await drain();
      const participants = participantsOf(contestId);
      const issues = { taskId: sql`placed."taskId"`, since: opensAt(contestId, sql`placed."taskId"`) };
      const { rows: tasks } = await sql<ReadCounts & { readonly taskId: string }>`
        select "taskId", count(*) as "gotUrl", ${openedCounts}
        from (select issue."taskId", issue."principalId", max(${readsNow().opened}) as opened
          from "contestTasks" as placed, ${issuesTo(sql`in (${participants})`, issues)}
            and placed."contestId" = ${contestId}
          group by issue."taskId", issue."principalId") as answered
        group by "taskId"`.execute(kysely);
      const { rows } = await sql<{ participants: number }>`
        select count(*) as participants from (${participants}) as participant`.execute(kysely);
      return { participants: rows[0]?.participants ?? 0, tasks };
    },

    /** Participants whom the asker may see, with what they did with the URLs of a task. */
    async participants({ contestId, taskId, opened, asker, ...page }: ParticipantFilter) {
      await drain();
      const issues = { taskId: sql`${taskId}`, since: opensAt(contestId, sql`${taskId}`) };
      const everybody = kysely
        .selectFrom('user')
        .where(sql<boolean>`"user".id in (${participantsOf(contestId)})`)
        .where(isVisibleTo(asker))
        .select(['user.id as userId', ...addressesOf(), 'name']);
      const answer = openedByReader(readsNow(), sql`"user".id`, issues);
      const { people, total } = await listPeople(
        opened === undefined ? everybody : everybody.where(sql<boolean>`${answer} = ${opened}`),
        page,
        {},
      );
      const userIds = people.map(({ person }) => person.userId);
      const reads = await readsOf(kysely, readsNow(), { ...issues, userIds, names: shownReads });
      const addresses = await addressesOfReaders(userIds, issues);
      return {
        total,
        people: people.map(({ person, position }) => ({
          position,
          person: { ...person, ...reads(person.userId), addresses: addresses(person.userId) },
        })),
      };
    },
  };
}

/** The ids of everyone who takes part, once. */
const participantsOf = (contestId: string) =>
  sql`select distinct taking."userId" from ${participations} as taking where taking."contestId" = ${contestId}`;

/** When a task opens in a contest. */
const opensAt = (contestId: string, taskId: Sql) =>
  sql`(select ${sharedWindow.opensAt} from "contestTasks" join contests on contests.id = "contestTasks"."contestId"
    where contests.id = ${contestId} and "contestTasks"."taskId" = ${taskId})`;
