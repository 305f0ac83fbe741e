import {
  type Contest,
  checkContest,
  checkContestTask,
  checkTimes,
  contestColumns,
  contestNotFound,
} from '../contests/contest.ts';
import { externalIdOf, parseExternalId } from '../database/external-ids.ts';
import { insertRows } from '../database/insert-rows.ts';
import { newId } from '../ids.ts';
import { parseLine } from '../text-line.ts';
import { assertMatch, entityTagOf } from './entity-tag.ts';
import { findOrMakePeople, type NamedPerson } from './named-people.ts';
import { outcomeOf, type Put, type PutOptions } from './put.ts';
import type { Edit, Transaction } from './rehearsal.ts';

export type ContestToPut = Pick<Contest, 'name' | 'startsAt'> & Partial<Pick<Contest, 'endsAt' | 'afterEnd'>>;

export const contestTag = ({
  name,
  startsAt,
  endsAt,
  afterEnd,
}: Pick<Contest, 'name' | 'startsAt' | 'endsAt' | 'afterEnd'>) =>
  entityTagOf([name, startsAt, endsAt, afterEnd]);

/** Creates a contest or changes what is given, and adds people to its staff. */
export const putContest =
  (
    changes: ContestToPut,
    staff: ReadonlyArray<NamedPerson>,
    { reference, by, ifMatch, nowMs }: PutOptions,
  ): Edit<Put<Contest>> =>
  async (trx) => {
    const externalId = externalIdOf(reference);
    const before = await trx
      .selectFrom('contests')
      .select(contestColumns)
      .where(externalId === undefined ? 'id' : 'externalId', '=', externalId ?? reference)
      .where('deletedAt', 'is', null)
      .executeTakeFirst();
    assertMatch(ifMatch, before && contestTag(before));
    if (!before && externalId === undefined) throw contestNotFound();
    const name = parseLine(changes.name, 'name');
    const wanted = { endsAt: null, afterEnd: 'closed' as const, ...before, ...changes, name };
    checkContest(wanted);
    const people = await findOrMakePeople(trx, staff, nowMs);
    const id = before?.id ?? newId();
    const isSame = before !== undefined && contestTag({ ...before, ...wanted }) === contestTag(before);
    if (!before) {
      const times = { createdAt: nowMs, updatedAt: nowMs, deletedAt: null };
      const given = parseExternalId(externalId as string);
      await trx
        .insertInto('contests')
        .values({ ...wanted, ...times, id, externalId: given, createdBy: by })
        .execute();
    } else if (!isSame) {
      const { startsAt, endsAt, afterEnd } = wanted;
      await checkWhatItHolds(trx, id, wanted);
      await trx
        .updateTable('contests')
        .set({ name, startsAt, endsAt, afterEnd, updatedAt: nowMs })
        .where('id', '=', id)
        .execute();
    }
    const known = await trx.selectFrom('contestStaff').select('userId').where('contestId', '=', id).execute();
    const isStaff = new Set(known.map(({ userId }) => userId));
    const added = [...new Set([...people, ...(before ? [] : [by])])].filter((each) => !isStaff.has(each));
    await insertRows(
      trx,
      'contestStaff',
      added.map((userId) => ({ contestId: id, userId, createdAt: nowMs })),
    );
    const entity = await trx
      .selectFrom('contests')
      .select(contestColumns)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const outcome = outcomeOf(before, isSame && added.length === 0);
    return { outcome, entity, tag: contestTag(entity) };
  };

/** That the tasks and the delays of a contest fit its new times. @throws LecternError `request-invalid` */
async function checkWhatItHolds(
  trx: Transaction,
  contestId: string,
  window: Pick<Contest, 'startsAt' | 'endsAt'>,
): Promise<void> {
  const tasks = await trx
    .selectFrom('contestTasks')
    .select(['label', 'opensAt', 'closesAt'])
    .where('contestId', '=', contestId)
    .where('taskId', 'in', (eb) => eb.selectFrom('tasks').select('id').where('deletedAt', 'is', null))
    .execute();
  for (const task of tasks) checkContestTask(window, task);
  const latest = await trx
    .selectFrom('contestParticipants')
    .select(['delaySeconds', 'extraSeconds'])
    .where('contestId', '=', contestId)
    .orderBy('delaySeconds', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest) checkTimes(window, latest);
}
