import { sql, type Transaction } from 'kysely';
import { type Access, isStaffOf } from '../../core/decide/access.ts';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { type Page, pageOfList } from '../../database/paging.ts';
import type { Schema } from '../../database/schema.ts';
import { isVisibleTo } from '../../domain/access/visible-people.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { markContestsChanged, markContestsOfTasks } from '../../domain/contests/contest-changes.ts';
import { notInContest } from '../../domain/contests/contest-tasks.ts';
import { isBeforeStart, ownContestWindow } from '../../domain/contests/contest-window.ts';
import { writeReason } from '../../domain/tasks/change-reason.ts';
import type { Clock } from '../../lib/clock.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { type TextsByLanguage, writeTexts } from '../../lib/languages.ts';
import { parseLines } from '../../lib/text-line.ts';
import { correctionsOf, maxNotices, type Notice } from './corrections.ts';
import { cancelMails } from './notice-mails.ts';
import type { NoticeChangeTable } from './tables.ts';

export const maxNoticeLanguages = 10;
/** Characters in each language. */
export const maxNoticeLength = 2000;
export const changeableMinutes = 10;

export interface ListedNotice extends Omit<Notice, 'createdBy'> {
  /** Name of who wrote it; null for those who are not staff or may not see them, and once the account is deleted. */
  readonly author: string | null;
  readonly seen: boolean;
  /** How many participants have seen it; null for those who are not staff. */
  readonly seenBy: number | null;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices({
  database: { kysely },
  access,
  clock,
}: {
  readonly database: Database;
  readonly access: Pick<Access, 'visibleContestTasks' | 'authorizeChange'>;
  readonly clock: Clock;
}) {
  /** Those that a person may see now, newest first: of the contest once it has started for them, and of tasks that they may see there. */
  async function visible(principal: Principal, contest: ContestWithRole): Promise<ReadonlyArray<Notice>> {
    if (!isStaffOf(principal, contest) && isBeforeStart(contest, clock.nowMs())) return [];
    const tasks = await access.visibleContestTasks(principal, contest);
    const taskIds = tasks.map(({ taskId }) => taskId);
    const written = await kysely
      .selectFrom('notices')
      .select(['id', 'taskId', 'texts', 'createdBy', 'createdAt', 'updatedAt'])
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

  /** Changes the written notices of a contest, or the reason of a version of a task, records who did, and tells participants. */
  const telling = (
    { correctedTaskId, ...done }: Omit<NoticeChangeTable, 'id' | 'at'> & { correctedTaskId?: string | null },
    change: (trx: Transaction<Schema>) => Promise<unknown>,
  ) =>
    kysely.transaction().execute(async (trx) => {
      await change(trx);
      await insertRows(trx, 'noticeChanges', [{ ...done, id: newId(), at: clock.nowMs() }]);
      if (correctedTaskId) await markContestsOfTasks(trx, [correctedTaskId], clock.nowMs());
      else await markContestsChanged(trx, [done.contestId]);
    });

  /** @throws LecternError `not-found`, or `forbidden` for the reason of a version of which the principal is no editor */
  async function findToChange(principal: Principal, contest: ContestWithRole, id: string): Promise<Notice> {
    const found = (await visible(principal, contest)).find((notice) => notice.id === id);
    if (!found) throw noNotice();
    if (found.versions.length > 0) await access.authorizeChange(principal, found.taskId as string, 'editor');
    return found;
  }

  return {
    async list(principal: Principal, contest: ContestWithRole, page: Page) {
      const all = await visible(principal, contest);
      return listed(
        principal,
        contest,
        pageOfList(all, page, ({ id }) => id),
      );
    },
    /** @throws LecternError `not-found` if the task is not in the contest, `conflict` if it has too many notices, `request-invalid` */
    async create(
      principal: Principal,
      contest: ContestWithRole,
      { taskId = null, texts }: { readonly taskId?: string | null; readonly texts: TextsByLanguage },
    ): Promise<ListedNotice> {
      const notice = {
        id: newId(),
        taskId,
        texts: writeNotice(texts),
        createdBy: principal.id,
        createdAt: clock.nowMs(),
        updatedAt: null,
      };
      const tasks = await access.visibleContestTasks(principal, contest);
      if (taskId !== null && !tasks.some((task) => task.taskId === taskId)) throw notInContest();
      const done = { contestId: contest.id, taskId, noticeId: notice.id, userId: principal.id } as const;
      await telling({ ...done, kind: 'written' }, async (trx) => {
        const { count } = await trx
          .selectFrom('notices')
          .select(({ fn }) => fn.countAll<number | bigint>().as('count'))
          .where('contestId', '=', contest.id)
          .executeTakeFirstOrThrow();
        if (Number(count) >= maxNotices) throw tooMany();
        await trx
          .insertInto('notices')
          .values({ ...notice, contestId: contest.id })
          .execute();
      });
      const written = { ...notice, versions: [] };
      return (await listed(principal, contest, [written]))[0] as ListedNotice;
    },
    /**
     * Changes its texts; participants then have to see it again.
     * @throws LecternError `not-found`, `forbidden`, `conflict` after ten minutes, `request-invalid`
     */
    async change(
      principal: Principal,
      contest: ContestWithRole,
      id: string,
      texts: TextsByLanguage,
    ): Promise<ListedNotice> {
      const { createdAt, ...found } = await findToChange(principal, contest, id);
      const updatedAt = clock.nowMs();
      if (updatedAt >= createdAt + changeableMinutes * 60_000) throw tooLate();
      const isWritten = found.versions.length === 0;
      const written = isWritten ? writeNotice(texts) : (writeReason(texts) as string);
      const correctedTaskId = isWritten ? null : found.taskId;
      const done = {
        contestId: contest.id,
        taskId: found.taskId,
        noticeId: id,
        userId: principal.id,
      } as const;
      await telling({ ...done, kind: 'changed', correctedTaskId }, async (trx) => {
        await (isWritten
          ? trx.updateTable('notices').set({ texts: written, updatedAt }).where('id', '=', id)
          : setReason(trx, found, written)
        ).execute();
        await forgetViews(trx, contest.id, id);
      });
      const after = { ...found, createdAt, texts: written, updatedAt: isWritten ? updatedAt : null };
      return (await listed(principal, contest, [after]))[0] as ListedNotice;
    },
    /** Deletes it; of a correction, the reason of its versions. @throws LecternError `not-found`, `forbidden` */
    async remove(principal: Principal, contest: ContestWithRole, id: string): Promise<void> {
      const found = await findToChange(principal, contest, id);
      const { taskId } = found;
      const isWritten = found.versions.length === 0;
      const correctedTaskId = isWritten ? null : taskId;
      const done = { contestId: contest.id, taskId, noticeId: id, userId: principal.id } as const;
      await telling({ ...done, kind: 'removed', correctedTaskId }, async (trx) => {
        await (isWritten
          ? trx.deleteFrom('notices').where('id', '=', id)
          : setReason(trx, found, null)
        ).execute();
        await forgetViews(trx, contest.id, id);
        await cancelMails(trx, contest.id);
      });
    },
    /** Records that a person has seen these; ignores those that they may not see, and staff. */
    async see(principal: Principal, contest: ContestWithRole, ids: ReadonlyArray<string>): Promise<void> {
      if (isStaffOf(principal, contest)) return;
      const wanted = new Set(ids);
      const found = (await visible(principal, contest)).filter(({ id }) => wanted.has(id));
      const seenAt = clock.nowMs();
      const keys = { contestId: contest.id, userId: principal.id };
      const rows = found.map(({ id }) => ({ ...keys, noticeId: id, seenAt }));
      await insertRows(kysely, 'seenNotices', rows, { ifThere: 'replace' });
    },
  };
}

const setReason = (trx: Transaction<Schema>, { versions }: Pick<Notice, 'versions'>, reason: string | null) =>
  trx
    .updateTable('documentVersions')
    .set({ reason })
    .where(
      'id',
      'in',
      versions.map(({ id }) => id),
    );

const forgetViews = (trx: Transaction<Schema>, contestId: string, noticeId: string) =>
  trx.deleteFrom('seenNotices').where('contestId', '=', contestId).where('noticeId', '=', noticeId).execute();

const writeNotice = (texts: TextsByLanguage) =>
  writeTexts(texts, 'texts', maxNoticeLength, parseLines) as string;

const noNotice = () =>
  new LecternError('not-found', 'The contest has no such notice. List its notices to find it.');

const tooMany = () =>
  conflict('too-many-notices', `A contest can have at most ${maxNotices} notices. Remove some first.`, {
    facts: { max: maxNotices },
  });

const tooLate = () =>
  conflict(
    'notice-settled',
    `A notice can be changed for ${changeableMinutes} minutes. Remove it, and write another.`,
  );
