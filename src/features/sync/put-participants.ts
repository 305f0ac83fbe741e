import { addParticipants, changeRows, deleteRows } from '../../core/revoke/access-rows.ts';
import type { Edit } from '../../core/revoke/dry-run.ts';
import { addressesOf } from '../../database/person.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { checkTimes } from '../../domain/contests/contest.ts';
import type { OwnTimes } from '../../domain/contests/contest-people.ts';
import { readTimes } from '../../domain/contests/contests.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import { problemOf, refuseRows } from '../../lib/row-problems.ts';
import { listChanges, type PutList } from './list-changes.ts';
import { byUserId, type ListedPerson, peopleOf } from './list-people.ts';
import type { ListOptions } from './put.ts';

export type SyncedParticipant = ListedPerson & OwnTimes;
export type NamedParticipant = NamedPerson & { readonly [Name in keyof OwnTimes]?: number | undefined };

const noTimes: OwnTimes = { delaySeconds: 0, extraSeconds: 0 };

/** People who take part by themselves; whoever is not named is removed. */
export const putParticipants =
  (
    contestId: string,
    participants: ReadonlyArray<NamedParticipant>,
    { ifMatch, nowMs }: ListOptions,
  ): Edit<PutList<SyncedParticipant>> =>
  async (trx, revoke) => {
    const createdAt = nowMs;
    const current: ReadonlyArray<SyncedParticipant> = await trx
      .selectFrom('contestParticipants')
      .innerJoin('user', 'user.id', 'contestParticipants.userId')
      .select(['userId', 'externalId', ...addressesOf(), 'name', 'delaySeconds', 'extraSeconds'])
      .where('contestId', '=', contestId)
      .orderBy('userId')
      .execute();
    assertMatch(ifMatch, participantsTag(current));
    const window = await readTimes(trx, contestId);
    const ids = await findOrMakePeople(trx, participants, createdAt);
    const times = new Map(
      participants.map(({ delaySeconds = 0, extraSeconds = 0 }, at) => [
        ids[at] as string,
        { delaySeconds, extraSeconds },
      ]),
    );
    refuseRows(
      ids.flatMap((id, row) => {
        const detail = problemOf(() => checkTimes(window, times.get(id) ?? noTimes));
        return detail === undefined ? [] : [{ row, detail }];
      }),
    );
    const wanted = (await peopleOf(trx, ids)).map((person) => ({
      ...person,
      ...(times.get(person.userId) ?? noTimes),
    }));
    const changes = listChanges(current, wanted, {
      keyOf: ({ userId }) => userId,
      isSame: (a, b) => a.delaySeconds === b.delaySeconds && a.extraSeconds === b.extraSeconds,
    });
    const added = changes.added.map(({ userId, delaySeconds, extraSeconds }) => ({
      userId,
      delaySeconds,
      extraSeconds,
      createdAt,
    }));
    await addParticipants(trx, revoke, contestId, added);
    for (const { userId, delaySeconds, extraSeconds } of changes.changed) {
      const own = { delaySeconds, extraSeconds };
      await changeRows(trx, revoke, 'contestParticipants', { contestId, userId }, own);
    }
    const gone = changes.removed.map(({ userId }) => userId);
    await deleteRows(trx, revoke, 'contestParticipants', { contestId, userId: gone });
    return { ...changes, tag: participantsTag(wanted.toSorted(byUserId)) };
  };

const participantsTag = (participants: ReadonlyArray<SyncedParticipant>) =>
  entityTagOf(
    participants.map(({ userId, delaySeconds, extraSeconds }) => [userId, delaySeconds, extraSeconds]),
  );
