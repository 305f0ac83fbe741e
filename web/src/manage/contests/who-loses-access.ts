import type { Contest } from 'lectern-client';
import { client, isApiError } from '../../api/client.ts';
import { readAll } from '../read-all.ts';
import { allLoseAccess, losesAccess, mayEndAccess } from './access-by-times.ts';
import type { ContestSettings } from './contest-form.tsx';
import { onTime } from './minutes-fields.tsx';

export interface LostAccess {
  /** Whether it is everybody with an account; the rest is empty then. */
  readonly everyone: boolean;
  readonly people: number;
  /** Names of groups whose members are not told to this person. */
  readonly groups: ReadonlyArray<string>;
}

/** Who can read the tasks of a contest now, and could not any more with these settings. Undefined for nobody. */
export async function whoLosesAccess(
  contest: Contest,
  settings: ContestSettings,
  nowMs: number,
): Promise<LostAccess | undefined> {
  if (allLoseAccess(contest, settings, nowMs)) return { everyone: true, people: 0, groups: [] };
  if (!mayEndAccess(contest, settings, nowMs)) return undefined;
  const path = { contestId: contest.contestId };
  const [participants, invited] = await Promise.all([
    readAll((query) => client.get('/api/v1/contests/{contestId}/participants', { path, query }), noLimit),
    readAll((query) => client.get('/api/v1/contests/{contestId}/groups', { path, query }), noLimit),
  ]);
  const own = new Map(participants.map((person) => [person.userId, person]));
  const people = new Set(
    participants
      .filter((person) => losesAccess(contest, settings, person, nowMs))
      .map(({ userId }) => userId),
  );
  const groups: Array<string> = [];
  if (losesAccess(contest, settings, onTime, nowMs)) {
    for (const { groupId, name } of invited) {
      const members = await membersOf(groupId);
      if (!members) groups.push(name);
      for (const userId of members ?? []) if (!own.has(userId)) people.add(userId);
    }
  }
  return people.size + groups.length > 0 ? { everyone: false, people: people.size, groups } : undefined;
}

const noLimit = Number.POSITIVE_INFINITY;

/** Undefined for a group that somebody else runs. */
async function membersOf(groupId: string): Promise<ReadonlyArray<string> | undefined> {
  try {
    const members = await readAll(
      (query) => client.get('/api/v1/groups/{groupId}/members', { path: { groupId }, query }),
      noLimit,
    );
    return members.filter(({ role }) => role === 'member').map(({ userId }) => userId);
  } catch (error) {
    if (isApiError(error, 'forbidden', 'not-found')) return undefined;
    throw error;
  }
}
