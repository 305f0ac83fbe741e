import type { Transaction } from 'kysely';
import type { PutOutcome } from '../../api/dry-run.ts';
import type { Config } from '../../config/config.ts';
import { type Access, isStaffOf } from '../../core/decide/access.ts';
import type { Database } from '../../database/database.ts';
import { assertReference, parseExternalId, parseReference } from '../../database/external-ids.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { type Page, pageOfList } from '../../database/paging.ts';
import type { Schema } from '../../database/schema.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { markContestsChanged, markContestsOfTasks } from '../../domain/contests/contest-changes.ts';
import { notInContest } from '../../domain/contests/contest-tasks.ts';
import { writeReason } from '../../domain/tasks/change-reason.ts';
import type { Clock } from '../../lib/clock.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { type TextsByLanguage, writeTexts } from '../../lib/languages.ts';
import { parseLines } from '../../lib/text-line.ts';
import { maxNotices, type Notice } from './corrections.ts';
import { createNoticeLists, type ListedNotice, noticeColumns } from './notice-lists.ts';
import { cancelMails } from './notice-mails.ts';
import type { NoticeChangeTable } from './tables.ts';

export const maxNoticeLanguages = 10;
/** Characters in each language. */
export const maxNoticeLength = 2000;
export const changeableMinutes = 10;
const dayMs = 24 * 60 * 60 * 1000;

type Written = Omit<Notice, 'versions'>;
interface NoticeDraft {
  /** Null: about the contest. */
  readonly taskId?: string | null;
  readonly texts: TextsByLanguage;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices({
  database: { kysely },
  access,
  clock,
  config,
}: {
  readonly config: Pick<Config, 'issueRetentionDays'>;
  readonly database: Database;
  readonly access: Pick<Access, 'visibleContestTasks' | 'authorizeChange'>;
  readonly clock: Clock;
}) {
  const { visible, listed } = createNoticeLists({ kysely, access, clock });

  /** Records who did what with a notice, or the reason of a version of a task, and tells participants. */
  async function tell(
    trx: Transaction<Schema>,
    kind: NoticeChangeTable['kind'],
    { id: userId }: Principal,
    { id: contestId }: ContestWithRole,
    {
      id: noticeId,
      taskId,
      versions = [],
    }: Pick<Notice, 'id' | 'taskId'> & Partial<Pick<Notice, 'versions'>>,
  ): Promise<void> {
    const at = clock.nowMs();
    const until = at + config.issueRetentionDays * dayMs;
    await insertRows(trx, 'noticeChanges', [
      { id: newId(), kind, userId, contestId, noticeId, taskId, at, until },
    ]);
    if (versions.length > 0 && taskId !== null) await markContestsOfTasks(trx, [taskId], at);
    else await markContestsChanged(trx, [contestId]);
  }

  /** The notice of a request, for `listed`. */
  async function listedOne(
    principal: Principal,
    contest: ContestWithRole,
    notice: Written | Notice,
  ): Promise<ListedNotice> {
    return (await listed(principal, contest, [{ versions: [], ...notice }]))[0] as ListedNotice;
  }

  /** @throws LecternError `not-found` if the task is not in the contest */
  async function assertPlaced(principal: Principal, contest: ContestWithRole, taskId: string | null) {
    if (taskId === null) return;
    const tasks = await access.visibleContestTasks(principal, contest);
    if (!tasks.some((task) => task.taskId === taskId)) throw notInContest();
  }

  function assertChangeable({ createdAt }: Written): void {
    if (clock.nowMs() >= createdAt + changeableMinutes * 60_000) throw tooLate();
  }

  const newNotice = (
    createdBy: string,
    given: Pick<Written, 'taskId' | 'texts' | 'externalId'>,
  ): Written => ({
    ...given,
    id: newId(),
    createdBy,
    createdAt: clock.nowMs(),
    updatedAt: null,
  });

  /** @throws LecternError `not-found`, or `forbidden` for the reason of a version of which the principal is no editor */
  async function findToChange(
    principal: Principal,
    contest: ContestWithRole,
    reference: string,
  ): Promise<Notice> {
    const { column, value } = columnOf(reference);
    const found = (await visible(principal, contest)).find((notice) => notice[column] === value);
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
      { taskId = null, texts }: NoticeDraft,
    ): Promise<ListedNotice> {
      const notice = newNotice(principal.id, { taskId, texts: writeNotice(texts), externalId: null });
      await assertPlaced(principal, contest, taskId);
      await kysely.transaction().execute(async (trx) => {
        await insertNotice(trx, contest.id, notice);
        await tell(trx, 'written', principal, contest, notice);
      });
      return listedOne(principal, contest, notice);
    },
    /**
     * Writes a notice by the id of a platform, or changes its task and texts.
     * @param reference also Lectern's id of one that staff wrote
     * @throws LecternError as `create` and `change`
     */
    async put(
      principal: Principal,
      contest: ContestWithRole,
      reference: string,
      { taskId = null, texts }: NoticeDraft,
    ): Promise<{ readonly outcome: PutOutcome; readonly notice: ListedNotice }> {
      const { column, value } = columnOf(reference);
      const wanted = { taskId, texts: writeNotice(texts) };
      await assertPlaced(principal, contest, taskId);
      const { outcome, notice } = await kysely.transaction().execute(async (trx) => {
        const before = await trx
          .selectFrom('notices')
          .select(noticeColumns)
          .where('contestId', '=', contest.id)
          .where(column, '=', value)
          .executeTakeFirst();
        if (before === undefined && column === 'id') throw noNotice();
        if (before?.taskId === taskId && before.texts === wanted.texts)
          return { outcome: 'unchanged', notice: before } as const;
        if (before !== undefined) assertChangeable(before);
        const notice = before
          ? { ...before, ...wanted, updatedAt: clock.nowMs() }
          : newNotice(principal.id, { ...wanted, externalId: parseExternalId(value) });
        await (before ? rewriteNotice : insertNotice)(trx, contest.id, notice);
        await tell(trx, before ? 'changed' : 'written', principal, contest, notice);
        return { outcome: before ? 'changed' : 'created', notice } as const;
      });
      return { outcome, notice: await listedOne(principal, contest, notice) };
    },
    /**
     * Changes its texts; participants then have to see it again.
     * @throws LecternError `not-found`, `forbidden`, `conflict` after ten minutes, `request-invalid`
     */
    async change(
      principal: Principal,
      contest: ContestWithRole,
      reference: string,
      texts: TextsByLanguage,
    ): Promise<ListedNotice> {
      const found = await findToChange(principal, contest, reference);
      assertChangeable(found);
      const isWritten = found.versions.length === 0;
      const written = isWritten ? writeNotice(texts) : (writeReason(texts) as string);
      const after = { ...found, texts: written, updatedAt: isWritten ? clock.nowMs() : null };
      await kysely.transaction().execute(async (trx) => {
        if (isWritten) await rewriteNotice(trx, contest.id, after);
        else {
          await setReason(trx, found, written);
          await forgetViews(trx, contest.id, found.id);
        }
        await tell(trx, 'changed', principal, contest, found);
      });
      return listedOne(principal, contest, after);
    },
    /** Deletes it; of a correction, the reason of its versions. @throws LecternError `not-found`, `forbidden` */
    async remove(principal: Principal, contest: ContestWithRole, reference: string): Promise<void> {
      const found = await findToChange(principal, contest, reference);
      const { id, versions } = found;
      await kysely.transaction().execute(async (trx) => {
        if (versions.length === 0) await trx.deleteFrom('notices').where('id', '=', id).execute();
        else await setReason(trx, found, null);
        await forgetViews(trx, contest.id, id);
        await cancelMails(trx, contest.id);
        await tell(trx, 'removed', principal, contest, found);
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

/** @throws LecternError `conflict` if the contest has too many */
async function insertNotice(trx: Transaction<Schema>, contestId: string, notice: Written): Promise<void> {
  const { count } = await trx
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll<number | bigint>().as('count'))
    .where('contestId', '=', contestId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= maxNotices) throw tooMany();
  await insertRows(trx, 'notices', [{ ...notice, contestId }]);
}

async function rewriteNotice(
  trx: Transaction<Schema>,
  contestId: string,
  { id, taskId, texts, updatedAt }: Written,
): Promise<void> {
  await trx.updateTable('notices').set({ taskId, texts, updatedAt }).where('id', '=', id).execute();
  await forgetViews(trx, contestId, id);
}

const setReason = (trx: Transaction<Schema>, { versions }: Pick<Notice, 'versions'>, reason: string | null) =>
  trx
    .updateTable('documentVersions')
    .set({ reason })
    .where(
      'id',
      'in',
      versions.map(({ id }) => id),
    )
    .execute();

const forgetViews = (trx: Transaction<Schema>, contestId: string, noticeId: string) =>
  trx.deleteFrom('seenNotices').where('contestId', '=', contestId).where('noticeId', '=', noticeId).execute();

/** The column in which to look up a notice. @throws LecternError `request-invalid` */
function columnOf(reference: string) {
  assertReference(reference);
  return parseReference(reference);
}

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
