import { type RawBuilder, sql } from 'kysely';
import { isOfStatement, type Opened, openedByReader, type UrlReadsAt } from '../../core/issue/url-reads.ts';
import type { Core } from '../../core/open-core.ts';
import { addressesOf, listPeople, type PeoplePage, type Person } from '../../database/people-list.ts';
import { type Asker, isVisibleTo } from '../../domain/access/visible-people.ts';
import { sharedWindow } from '../../domain/contests/contest-window.ts';
import { participations } from '../../domain/contests/participation.ts';
import { issueIdOf } from './url-reads.ts';

/** How many participants of a contest have opened a task. */
export interface TaskReadCount {
  readonly taskId: string;
  readonly gotUrl: number;
  readonly opened: number;
  readonly openedUnknown: number;
}

/** What a participant did with the URLs of a task that they got since it opened in the contest. Times are Unix milliseconds. */
export interface ParticipantReads extends Person {
  readonly opened: Opened;
  readonly wholeFile: Opened;
  readonly gotUrlAt: number | null;
  readonly firstReadAt: number | null;
  readonly lastReadAt: number | null;
  readonly requests: number;
  readonly bytes: number;
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
export function createContestReads(
  parts: Pick<Core, 'database' | 'clock' | 'issueJournal'> & { readonly urlReads: UrlReadsAt },
) {
  const { clock, issueJournal } = parts;
  const { kysely, dialect } = parts.database;
  const readsNow = () => parts.urlReads(dialect, clock.nowMs());

  /** Everyone who takes part, once. */
  const readersOf = (contestId: string) =>
    sql<{ userId: string }>`(select distinct taking."userId" from ${participations} as taking
      where taking."contestId" = ${contestId})`;
  /** When a task opens in a contest. */
  const opensAt = (contestId: string, taskId: RawBuilder<unknown>) =>
    sql`(select ${sharedWindow.opensAt} from "contestTasks"
      join contests on contests.id = "contestTasks"."contestId"
      where contests.id = ${contestId} and "contestTasks"."taskId" = ${taskId})`;

  return {
    /** How many take part, and how many of them opened each task; tasks without any URL are missing. */
    async counts(contestId: string) {
      await issueJournal.drain();
      const {
        rows: [{ participants } = { participants: 0 }],
      } = await sql<{ participants: number }>`
        select count(*) as participants from ${readersOf(contestId)} as reader`.execute(kysely);
      const { rows } = await sql<TaskReadCount>`
        select "taskId", count(*) as "gotUrl", sum(case opened when 'yes' then 1 else 0 end) as opened,
          sum(case opened when 'unknown' then 1 else 0 end) as "openedUnknown"
        from (select issue."taskId", issue."principalId", max(${readsNow().opened}) as opened
          from "contestTasks" as placed join "issuedUrls" as issue on issue."taskId" = placed."taskId"
          where placed."contestId" = ${contestId}
            and issue."issuedAt" >= ${opensAt(contestId, sql`placed."taskId"`)}
            and issue."principalId" in (select "userId" from ${readersOf(contestId)} as reader) and ${isOfStatement}
          group by issue."taskId", issue."principalId") as answered
        group by "taskId"`.execute(kysely);
      return {
        participants: Number(participants),
        tasks: rows.map(({ taskId, ...counts }) => ({
          taskId,
          gotUrl: Number(counts.gotUrl),
          opened: Number(counts.opened),
          openedUnknown: Number(counts.openedUnknown),
        })),
      };
    },

    /** Participants whom the asker may see, with what they did with the URLs of a task. */
    async participants({ contestId, taskId, opened, asker, ...page }: ParticipantFilter) {
      await issueJournal.drain();
      const of = { taskId: sql`${taskId}`, since: opensAt(contestId, sql`${taskId}`) };
      const answer = openedByReader(readsNow(), { ...of, userId: sql`"user".id` });
      const everybody = kysely
        .selectFrom('user')
        .where(sql<boolean>`"user".id in (select "userId" from ${readersOf(contestId)} as reader)`)
        .where(isVisibleTo(asker))
        .select(['user.id as userId', ...addressesOf(), 'name']);
      const { people, total } = await listPeople(
        opened === undefined ? everybody : everybody.where(sql<boolean>`${answer} = ${opened}`),
        page,
        {},
      );
      const reads = await readsOf(
        people.map(({ person }) => person.userId),
        of,
      );
      return {
        total,
        people: people.map(({ person, position }) => ({
          position,
          person: { ...person, ...(reads.get(person.userId) ?? none) },
        })),
      };
    },
  };

  async function readsOf(
    userIds: ReadonlyArray<string>,
    { taskId, since }: Record<'taskId' | 'since', RawBuilder<unknown>>,
  ): Promise<ReadonlyMap<string, Omit<ParticipantReads, keyof Person>>> {
    if (userIds.length === 0) return new Map();
    const { opened, wholeFile, firstReadAt, lastReadAt, requests, bytes } = readsNow();
    const issues = sql`from "issuedUrls" as issue where issue."taskId" = ${taskId} and issue."issuedAt" >= ${since}
      and issue."principalId" in (${sql.join(userIds)}) and ${isOfStatement}`;
    const { rows } = await sql<Omit<ParticipantReads, 'addresses'>>`
      select issue."principalId" as "userId", min(issue."issuedAt") as "gotUrlAt", max(${opened}) as opened,
        max(${wholeFile}) as "wholeFile", min(${firstReadAt}) as "firstReadAt", max(${lastReadAt}) as "lastReadAt",
        sum(${requests}) as requests, sum(${bytes}) as bytes
      ${issues} group by issue."principalId"`.execute(kysely);
    const { rows: seen } = await sql<{ userId: string; address: string }>`
      select issue."principalId" as "userId", download.address, min(download.at) as at
      from (select * ${issues}) as issue
      join downloads as download on download."issueId" = ${issueIdOf(dialect)}
      where download.address is not null group by issue."principalId", download.address order by at`.execute(
      kysely,
    );
    const addresses = Map.groupBy(seen, ({ userId }) => userId);
    return new Map(
      rows.map(({ userId, ...found }) => [
        userId,
        {
          ...found,
          requests: Number(found.requests),
          bytes: Number(found.bytes),
          addresses: (addresses.get(userId) ?? []).slice(0, maxAddresses).map(({ address }) => address),
        },
      ]),
    );
  }
}

const none: Omit<ParticipantReads, keyof Person> = {
  ...{ opened: 'no', wholeFile: 'no', gotUrlAt: null, firstReadAt: null, lastReadAt: null },
  ...{ requests: 0, bytes: 0, addresses: [] },
};
