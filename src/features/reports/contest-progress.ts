import { type RawBuilder, sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { addressesOf, listPeople, type PeoplePage, type Person } from '../../database/people-list.ts';
import { isAnyOf } from '../../database/sql.ts';
import { type Asker, isVisibleTo } from '../../domain/access/visible-people.ts';
import type { Contest, OwnTimes } from '../../domain/contests/contest.ts';
import { groupsOf } from '../../domain/contests/contest-people.ts';
import { tasksInOrder } from '../../domain/contests/contest-tasks.ts';
import { contestWindow, ownContestWindow } from '../../domain/contests/contest-window.ts';
import { participations } from '../../domain/contests/participation.ts';
import { letOthersRun } from '../../lib/in-chunks.ts';
import { changedPeople } from './changed-people.ts';
import { type Progress, readProgress } from './read-progress.ts';

interface ThroughGroup {
  readonly groupId: string;
  readonly externalId: string | null;
  readonly name: string;
}

/** More groups of a person are not listed. */
export const maxGroupsListed = 5;

/** Someone who takes part in a contest, how, when, and what they have read there. Times are Unix milliseconds. */
export interface ContestPerson extends Person, OwnTimes {
  readonly through: { readonly own: boolean; readonly groups: Array<ThroughGroup> };
  readonly startsAt: number;
  readonly endsAt: number | null;
  /** All tasks of the contest, in order. */
  readonly tasks: Array<{ taskId: string; taskExternalId: string | null } & Progress>;
}

export interface ContestPeopleFilter extends PeoplePage {
  readonly contest: Contest;
  readonly asker: Asker;
  /** Only members of this group of the contest. */
  readonly groupId?: string | undefined;
  /** Unix milliseconds. */
  readonly changedSince?: number | undefined;
}

const onTime: OwnTimes = { delaySeconds: 0, extraSeconds: 0 };
const unread: Progress = { state: 'none', at: null };

export type ContestProgress = ReturnType<typeof createContestProgress>;

/** Everyone who takes part in a contest, and what they have read. */
export function createContestProgress({
  database: { kysely, dialect },
  issueJournal: { drain },
  urlReads,
  clock,
}: Pick<Core, 'database' | 'clock' | 'issueJournal' | 'urlReads'>) {
  async function tasksOf(contest: Contest) {
    const tasks = await tasksInOrder(kysely, contest.id)
      .select(['taskId', 'label', 'externalId', 'opensAt', 'closesAt', 'contestTasks.createdAt'])
      .execute();
    // What people read before the task opened in the contest is not part of it.
    return tasks.map((task) => ({ ...task, since: contestWindow(contest, task).opensAt }));
  }

  async function ownTimesOf(contestId: string, userIds: ReadonlyArray<string>) {
    const rows = await kysely
      .selectFrom('contestParticipants')
      .select(['userId', 'delaySeconds', 'extraSeconds'])
      .where('contestId', '=', contestId)
      .where(isAnyOf(kysely, 'userId', userIds))
      .execute();
    return new Map(rows.map(({ userId, ...times }) => [userId, times]));
  }

  async function groupsOfPeople(contestId: string, userIds: ReadonlyArray<string>) {
    const rows = await groupsOf(kysely, contestId)
      .innerJoin('groupMembers', 'groupMembers.groupId', 'groups.id')
      .select(['userId', 'groups.id as groupId', 'groups.externalId', 'groups.name'])
      .where('groupMembers.role', '=', 'member')
      .where(isAnyOf(kysely, 'groupMembers.userId', userIds))
      .orderBy('groups.name')
      .orderBy('groups.id')
      .execute();
    return Map.groupBy(rows, ({ userId }) => userId);
  }

  return {
    /** The labels of its tasks, in the order of `tasks` of each person. */
    labels: async (contest: Contest) => (await tasksOf(contest)).map(({ label }) => label),
    /**
     * People whom the asker may see. The total ignores `changedSince`: if it differs from what a viewer expects, someone was added or
     * removed.
     */
    async people({ contest, asker, groupId, changedSince, ...page }: ContestPeopleFilter) {
      await drain();
      const reads = urlReads(dialect, clock.nowMs());
      const tasks = await tasksOf(contest);
      const everybody = kysely
        .selectFrom('user')
        .where(sql<boolean>`"user".id in (${participantsOf(contest.id)})`)
        .where(groupId === undefined ? sql<boolean>`true` : isMemberOf(contest.id, groupId))
        .where(isVisibleTo(asker))
        .select(['user.id as userId', ...addressesOf(), 'name']);
      const changed =
        changedSince === undefined ? undefined : changedPeople({ contest, tasks, reads, changedSince });
      const { people, total } = await listPeople(everybody, page, {}, changed);
      const userIds = people.map(({ person }) => person.userId);
      await letOthersRun();
      const ownTimes = await ownTimesOf(contest.id, userIds);
      const groups = await groupsOfPeople(contest.id, userIds);
      await letOthersRun();
      const progress = await readProgress(kysely, { reads, tasks, userIds });
      const withProgress = (person: Person): ContestPerson => {
        const { userId } = person;
        const times = ownTimes.get(userId) ?? onTime;
        const window = ownContestWindow(contest, times);
        return {
          ...person,
          ...times,
          through: {
            own: ownTimes.has(userId),
            groups: (groups.get(userId) ?? []).slice(0, maxGroupsListed),
          },
          startsAt: window.opensAt,
          endsAt: window.closesAt,
          tasks: tasks.map(({ taskId, externalId }) => ({
            taskId,
            taskExternalId: externalId,
            ...(progress(userId, taskId) ?? unread),
          })),
        };
      };
      await letOthersRun();
      return {
        total,
        people: people.map(({ person, position }) => ({ position, person: withProgress(person) })),
      };
    },
  };
}

/** The ids of everyone who takes part, once. */
const participantsOf = (contestId: string) =>
  sql`select distinct taking."userId" from ${participations} as taking where taking."contestId" = ${contestId}`;

/** Whether a row `user` takes part as a member of this group. */
const isMemberOf = (contestId: string, groupId: string): RawBuilder<boolean> =>
  sql`"user".id in (select "groupMembers"."userId" from "groupMembers", "contestGroups"
    where "groupMembers"."groupId" = ${groupId} and "groupMembers".role = 'member'
      and "contestGroups"."groupId" = ${groupId} and "contestGroups"."contestId" = ${contestId})`;
