import type { Contest } from 'lectern-client';
import { isApiError } from '../../lib/is-api-error.ts';
import { client } from '../../lib/server/client.ts';
import { itemsOf } from '../../lib/server/resource.ts';
import type { TimeWindow } from '../../ui/window-fields.tsx';
import {
  type AssignmentTimes,
  allLoseAccess,
  type ContestTimes,
  losesAccess,
  mayEndAccess,
  membersLoseAccess,
} from './access-by-times.ts';
import { noAllowance } from './time-allowance.ts';

export interface LostAccess {
  /** Whether it is everybody with an account; the rest is empty then. */
  readonly everyone: boolean;
  readonly people: number;
  /** Names of groups whose members are not told to this person. */
  readonly groups: ReadonlyArray<string>;
}

/** Who can read the tasks of a contest now and could not any more with other times. Undefined for nobody. */
export async function whoLosesContest(
  contestId: string,
  now: ContestTimes,
  next: ContestTimes,
  nowMs: number,
): Promise<LostAccess | undefined> {
  if (allLoseAccess(now, next, nowMs)) return { everyone: true, people: 0, groups: [] };
  if (!mayEndAccess(now, next, nowMs)) return undefined;
  const asked = { path: { contestId }, query: { limit: 200 } };
  const [participants, invited] = await Promise.all([
    itemsOf(client.pages('/api/v1/contests/{contestId}/participants', asked)),
    itemsOf(client.pages('/api/v1/contests/{contestId}/groups', asked)),
  ]);
  const own = new Map(participants.map((person) => [person.userId, person]));
  const people = new Set(
    participants.filter((person) => losesAccess(now, next, person, nowMs)).map(({ userId }) => userId),
  );
  const groups: Array<string> = [];
  if (losesAccess(now, next, noAllowance, nowMs)) {
    for (const { groupId, name } of invited) {
      const members = await membersOf(groupId);
      if (!members) groups.push(name);
      for (const userId of members ?? []) if (!own.has(userId)) people.add(userId);
    }
  }
  return people.size + groups.length > 0 ? { everyone: false, people: people.size, groups } : undefined;
}

/** The same for another window of one task. */
export const whoLosesContestTask = (
  contest: Contest,
  now: TimeWindow,
  next: TimeWindow,
  nowMs: number,
): Promise<LostAccess | undefined> =>
  whoLosesContest(contest.contestId, { ...contest, task: now }, { ...contest, task: next }, nowMs);

/** Which members of a group can read one of its tasks now and could not any more with another window. */
export async function whoLosesAssignment(
  groupId: string,
  now: AssignmentTimes,
  next: AssignmentTimes,
  nowMs: number,
): Promise<LostAccess | undefined> {
  if (!membersLoseAccess(now, next, nowMs)) return undefined;
  const people = (await membersOf(groupId))?.length ?? 0;
  return people > 0 ? { everyone: false, people, groups: [] } : undefined;
}

/** Undefined for a group that somebody else runs. */
async function membersOf(groupId: string): Promise<ReadonlyArray<string> | undefined> {
  try {
    const asked = { path: { groupId }, query: { limit: 200 } };
    const members = await itemsOf(client.pages('/api/v1/groups/{groupId}/members', asked));
    return members.filter(({ role }) => role === 'member').map(({ userId }) => userId);
  } catch (error) {
    if (isApiError(error, 'forbidden', 'not-found')) return undefined;
    throw error;
  }
}
