import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { maxOwnSeconds } from './contest.ts';

/**
 * Gives contests the next number among all changes that their people may notice. Call it in the transaction of the change. Transactions run
 * one after another, so no smaller number is committed later: a process that knows all changes up to a number asks for those above it.
 */
export async function markContestsChanged(
  trx: Kysely<Schema>,
  contestIds: ReadonlyArray<string>,
): Promise<void> {
  if (contestIds.length > 0) await marking(trx, isAnyOf(trx, 'id', contestIds)).execute();
}

/** The same for what only the staff and these participants may notice. */
export async function markParticipantsChanged(
  trx: Kysely<Schema>,
  participants: ReadonlyArray<{ readonly contestId: string; readonly userId: string }>,
): Promise<void> {
  for (const [contestId, those] of Map.groupBy(participants, (each) => each.contestId)) {
    await markingForStaff(trx, isAnyOf(trx, 'id', [contestId])).execute();
    const number = trx.selectFrom('contests').select('lastChange').where('id', '=', contestId);
    await trx
      .updateTable('contestParticipants')
      .set({ ownChange: number })
      .where('contestId', '=', contestId)
      .where(
        isAnyOf(
          trx,
          'userId',
          those.map(({ userId }) => userId),
        ),
      )
      .execute();
  }
}

/** The same for the contests with some of these tasks. */
export const markContestsOfTasks = (trx: Kysely<Schema>, taskIds: ReadonlyArray<string>, nowMs: number) =>
  markWithLinks(trx, { table: 'contestTasks', column: 'taskId', ids: taskIds }, nowMs);

/** The same for the contests with some of these groups. */
export const markContestsOfGroups = (trx: Kysely<Schema>, groupIds: ReadonlyArray<string>, nowMs: number) =>
  markWithLinks(trx, { table: 'contestGroups', column: 'groupId', ids: groupIds }, nowMs);

/** The same for what only the staff of the contests with some of these groups, and who joins or leaves a group, may notice. */
export const markMembersChanged = (trx: Kysely<Schema>, groupIds: ReadonlyArray<string>, nowMs: number) =>
  markWithLinks(trx, { table: 'contestGroups', column: 'groupId', ids: groupIds }, nowMs, markingForStaff);

/** A task or a group may have been in hundreds of contests, so those that have ended for everyone are left out. */
async function markWithLinks(
  trx: Kysely<Schema>,
  {
    table,
    column,
    ids,
  }: { table: 'contestTasks' | 'contestGroups'; column: string; ids: ReadonlyArray<string> },
  nowMs: number,
  mark = marking,
): Promise<void> {
  if (ids.length === 0) return;
  const linked = trx
    .selectFrom(table)
    .select('contestId')
    .where(isAnyOf(trx, column, ids));
  await mark(trx, sql<boolean>`id in (${linked})`)
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', nowMs - longestOverrunMs)]))
    .execute();
}

/** The longest delay, then the longest extra time. */
const longestOverrunMs = 2 * maxOwnSeconds * 1000;

const next = sql<number>`(select coalesce(max(counted."lastChange"), 0) + 1 from contests as counted
  where counted."lastChange" is not null)`;

const markingForStaff = (trx: Kysely<Schema>, condition: ReturnType<typeof isAnyOf>) =>
  trx.updateTable('contests').set({ lastChange: next }).where(condition);

const marking = (trx: Kysely<Schema>, condition: ReturnType<typeof isAnyOf>) =>
  markingForStaff(trx, condition).set({ commonChange: next });
