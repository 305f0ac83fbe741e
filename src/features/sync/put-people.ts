import { addRows, changeEach, deleteRows } from '../../domain/access/access-rows.ts';
import { participantFields } from '../../domain/contests/contest.ts';
import { findContest } from '../../domain/contests/contests.ts';
import { findGroup, memberFields } from '../../domain/groups/groups.ts';
import { putInSteps } from './put-in-steps.ts';

const idsOf = (people: ReadonlyArray<{ readonly userId: string }>) => people.map(({ userId }) => userId);

/** Replaces the people of a group. Programs stay. */
export const putMembers = putInSteps({
  fields: memberFields,
  read: (db, groupId, { where, limit }) =>
    db
      .selectFrom('groupMembers')
      .select(['userId', 'role'])
      .where('groupId', '=', groupId)
      // A program has the id of its key. Looking up the few keys is cheaper than reading each person's account.
      .where('userId', 'not in', db.selectFrom('apiKeys').select('id'))
      .where(where)
      .orderBy('userId')
      .limit(limit)
      .execute(),
  findOwner: findGroup,
  write: {
    add(trx, revoke, groupId, people) {
      const createdAt = revoke.nowMs();
      const rows = people.map(({ userId, role }) => ({ groupId, userId, role, createdAt }));
      return addRows(trx, revoke, 'groupMembers', rows);
    },
    change: (trx, revoke, groupId, people) =>
      changeEach(trx, revoke, 'groupMembers', { groupId }, 'userId', people),
    remove: (trx, revoke, groupId, people) =>
      deleteRows(trx, revoke, 'groupMembers', { groupId, userId: idsOf(people) }),
  },
});

/** Replaces the participants of a contest who were added individually. */
export const putParticipants = putInSteps({
  fields: participantFields,
  read: (db, contestId, { where, limit }) =>
    db
      .selectFrom('contestParticipants')
      .select(['userId', ...participantFields.names])
      .where('contestId', '=', contestId)
      .where(where)
      .orderBy('userId')
      .limit(limit)
      .execute(),
  findOwner: findContest,
  write: {
    add(trx, revoke, contestId, people) {
      const createdAt = revoke.nowMs();
      const rows = people.map((person) => ({
        ...{ contestId, userId: person.userId },
        ...participantFields.pick(person),
        createdAt,
      }));
      return addRows(trx, revoke, 'contestParticipants', rows, { ifThere: 'keep' });
    },
    change: (trx, revoke, contestId, people) =>
      changeEach(trx, revoke, 'contestParticipants', { contestId }, 'userId', people),
    remove: (trx, revoke, contestId, people) =>
      deleteRows(trx, revoke, 'contestParticipants', { contestId, userId: idsOf(people) }),
  },
});
