import { type Kysely, sql } from 'kysely';
import { type Access, isStaffOf } from '../../core/decide/access.ts';
import type { Schema } from '../../database/schema.ts';
import { isVisibleTo } from '../../domain/access/visible-people.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { isBeforeStart, ownContestWindow } from '../../domain/contests/contest-window.ts';
import type { Clock } from '../../lib/clock.ts';
import { correctionsOf, type Notice } from './corrections.ts';

/** Of a `Notice` that staff wrote. */
export const noticeColumns = [
  ...(['id', 'taskId', 'texts', 'createdBy', 'createdAt', 'updatedAt', 'externalId'] as const),
];

export interface ListedNotice extends Omit<Notice, 'createdBy'> {
  /** Name of who wrote it; null for those who are not staff or may not see them, and once the account is deleted. */
  readonly author: string | null;
  readonly seen: boolean;
  /** How many participants have seen it; null for those who are not staff. */
  readonly seenBy: number | null;
}

/** What a person sees of the notices of a contest. */
export function createNoticeLists({
  kysely,
  access,
  clock,
}: {
  readonly kysely: Kysely<Schema>;
  readonly access: Pick<Access, 'visibleContestTasks'>;
  readonly clock: Clock;
}) {
  /** Those that a person may see now, newest first: of the contest once it has started for them, and of tasks that they may see there. */
  async function visible(principal: Principal, contest: ContestWithRole): Promise<ReadonlyArray<Notice>> {
    if (!isStaffOf(principal, contest) && isBeforeStart(contest, clock.nowMs())) return [];
    const tasks = await access.visibleContestTasks(principal, contest);
    const taskIds = tasks.map(({ taskId }) => taskId);
    const written = await kysely
      .selectFrom('notices')
      .select(noticeColumns)
      .where('contestId', '=', contest.id)
      .where((eb) =>
        taskIds.length === 0
          ? eb('taskId', 'is', null)
          : eb.or([eb('taskId', 'is', null), eb('taskId', 'in', taskIds)]),
      )
      .execute();
    const corrections =
      taskIds.length === 0 ? [] : await correctionsOf(kysely, taskIds, await timesOf(principal, contest));
    return [...written.map((each) => ({ ...each, versions: [] })), ...corrections].sort(
      (a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1),
    );
  }

  /** The time in which a correction concerns a person: while the contest runs for them; for staff, for anyone. */
  async function timesOf(principal: Principal, contest: ContestWithRole) {
    const { startsAt, endsAt } = contest;
    if (endsAt === null || !isStaffOf(principal, contest)) {
      return { from: startsAt, until: ownContestWindow(contest, contest).closesAt };
    }
    const { most } = await kysely
      .selectFrom('contestParticipants')
      .select(sql<number | null>`max("delaySeconds" + "extraSeconds")`.as('most'))
      .where('contestId', '=', contest.id)
      .executeTakeFirstOrThrow();
    return { from: startsAt, until: endsAt + Number(most ?? 0) * 1000 };
  }

  async function listed(
    principal: Principal,
    contest: ContestWithRole,
    notices: ReadonlyArray<Notice>,
  ): Promise<ReadonlyArray<ListedNotice>> {
    if (notices.length === 0) return [];
    const isStaff = isStaffOf(principal, contest);
    const views = kysely
      .selectFrom('seenNotices')
      .where('contestId', '=', contest.id)
      // A version that was restored later has to be seen again.
      .where((eb) =>
        eb.or(notices.map(({ id, createdAt }) => eb('noticeId', '=', id).and('seenAt', '>=', createdAt))),
      )
      .select(['noticeId', ({ fn }) => fn.countAll<number | bigint>().as('count')])
      .groupBy('noticeId');
    const found = await (isStaff ? views : views.where('userId', '=', principal.id)).execute();
    const counts = new Map(found.map(({ noticeId, count }) => [noticeId, Number(count)]));
    const names = isStaff ? await namesOf(principal, notices) : new Map<string, string>();
    return notices.map(({ createdBy, ...notice }) => {
      const count = counts.get(notice.id) ?? 0;
      const author = names.get(createdBy) ?? null;
      return { ...notice, author, seen: isStaff || count > 0, seenBy: isStaff ? count : null };
    });
  }

  /** The authors whom the principal may see. */
  async function namesOf(principal: Principal, notices: ReadonlyArray<Notice>) {
    const ids = [...new Set(notices.map(({ createdBy }) => createdBy))];
    const found = await kysely
      .selectFrom('user')
      .select(['id', 'name'])
      .where('id', 'in', ids)
      .where(isVisibleTo(principal))
      .execute();
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  return { visible, listed };
}
