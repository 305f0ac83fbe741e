import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { emailOf } from '../database/email-column.ts';
import { onPage, type Page } from '../database/paging.ts';
import type { Person } from '../database/schema.ts';
import { LecternError } from '../errors.ts';
import type { Revocations } from '../revocation/revocations.ts';
import { type Contest, checkTimes, type Participant } from './contest.ts';
import { contestTaskIds, readTimes } from './contests.ts';
import { participations } from './participation.ts';

/** Who takes part in contests, and who runs them. Lists are ordered by id. */
export interface ContestPeople {
  /** People with a row of their own; those who come through a group have none. */
  participants(contestId: string, page: Page): Promise<ReadonlyArray<Participant>>;
  /** Adds people, or changes their times, all or none. @throws LecternError `request-invalid` */
  putParticipants(
    contest: Contest,
    userIds: ReadonlyArray<string>,
    times: { delaySeconds: number; extraSeconds: number },
  ): Promise<void>;
  /** Revokes the person's URLs. @throws LecternError `not-found` */
  removeParticipant(contestId: string, userId: string): Promise<void>;

  groups(contestId: string, page: Page): Promise<ReadonlyArray<{ id: string; name: string }>>;
  /** Everybody with an enabled account, directly or through a group, each once; first those with a row of their own. */
  everybody(contestId: string, limit: number): Promise<ReadonlyArray<Person & { delaySeconds: number }>>;
  putGroup(contestId: string, groupId: string): Promise<void>;
  /** Revokes the URLs of the contest's tasks. @throws LecternError `not-found` */
  removeGroup(contestId: string, groupId: string): Promise<void>;

  staff(contestId: string, page: Page): Promise<ReadonlyArray<Person>>;
  putStaff(contestId: string, userIds: ReadonlyArray<string>): Promise<void>;
  /** Revokes the person's URLs. @throws LecternError `not-found`; `conflict` for the last one */
  removeStaff(contestId: string, userId: string): Promise<void>;
}

export function createContestPeople(parts: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
}): ContestPeople {
  const { database, revocations, clock } = parts;
  const { kysely } = database;

  return {
    async participants(contestId, page) {
      const participants = kysely
        .selectFrom('contestParticipants')
        .innerJoin('user', 'user.id', 'contestParticipants.userId')
        .select(['userId', emailOf().as('email'), 'name', 'delaySeconds', 'extraSeconds'])
        .where('contestId', '=', contestId);
      return onPage(participants, page, 'userId').execute();
    },
    async putParticipants(contest, userIds, { delaySeconds, extraSeconds }) {
      const times = { delaySeconds, extraSeconds };
      const createdAt = clock.nowMs();
      await kysely.transaction().execute(async (trx) => {
        checkTimes(await readTimes(trx, contest.id), times);
        if (userIds.length === 0) return;
        await trx
          .insertInto('contestParticipants')
          .values(userIds.map((userId) => ({ contestId: contest.id, userId, ...times, createdAt })))
          .onConflict((conflict) => conflict.columns(['userId', 'contestId']).doUpdateSet(times))
          .execute();
      });
    },
    removeParticipant: (contestId, userId) =>
      revocations.change(async (trx, revoke) => {
        const { numDeletedRows } = await trx
          .deleteFrom('contestParticipants')
          .where('contestId', '=', contestId)
          .where('userId', '=', userId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) {
          throw new LecternError('not-found', 'This account takes part through a group only, or not at all.');
        }
        await revoke.readers([userId]);
      }),
    async groups(contestId, page) {
      const groups = kysely
        .selectFrom('contestGroups')
        .innerJoin('groups', 'groups.id', 'contestGroups.groupId')
        .select(['groups.id', 'groups.name'])
        .where('contestId', '=', contestId)
        .where('groups.deletedAt', 'is', null);
      return onPage(groups, page, 'groups.id').execute();
    },
    async everybody(contestId, limit) {
      return kysely
        .selectFrom(participations.as('participation'))
        .innerJoin('user', 'user.id', 'participation.userId')
        .select(['userId', emailOf().as('email'), 'user.name', 'delaySeconds', 'isOwn'])
        .distinct()
        .where('contestId', '=', contestId)
        .where('banned', 'is not', true)
        .orderBy('isOwn', 'desc')
        .orderBy('userId')
        .limit(limit)
        .execute();
    },
    async putGroup(contestId, groupId) {
      await kysely
        .insertInto('contestGroups')
        .values({ contestId, groupId, createdAt: clock.nowMs() })
        .onConflict((conflict) => conflict.columns(['groupId', 'contestId']).doNothing())
        .execute();
    },
    removeGroup: (contestId, groupId) =>
      revocations.change(async (trx, revoke) => {
        const { numDeletedRows } = await trx
          .deleteFrom('contestGroups')
          .where('contestId', '=', contestId)
          .where('groupId', '=', groupId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new LecternError('not-found', 'The group is not in the contest.');
        await revoke.tasks(await contestTaskIds(trx, contestId));
      }),
    async staff(contestId, page) {
      const staff = kysely
        .selectFrom('contestStaff')
        .innerJoin('user', 'user.id', 'contestStaff.userId')
        .select(['userId', emailOf().as('email'), 'name'])
        .where('contestId', '=', contestId);
      return onPage(staff, page, 'userId').execute();
    },
    async putStaff(contestId, userIds) {
      if (userIds.length === 0) return;
      const createdAt = clock.nowMs();
      await kysely
        .insertInto('contestStaff')
        .values(userIds.map((userId) => ({ contestId, userId, createdAt })))
        .onConflict((conflict) => conflict.columns(['userId', 'contestId']).doNothing())
        .execute();
    },
    removeStaff: (contestId, userId) =>
      revocations.change(async (trx, revoke) => {
        const { numDeletedRows } = await trx
          .deleteFrom('contestStaff')
          .where('contestId', '=', contestId)
          .where('userId', '=', userId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) {
          throw new LecternError('not-found', 'This account is not staff of the contest.');
        }
        const left = await trx
          .selectFrom('contestStaff')
          .select('userId')
          .where('contestId', '=', contestId)
          .limit(1)
          .executeTakeFirst();
        if (!left) throw new LecternError('conflict', 'Make somebody else staff of the contest first.');
        await revoke.readers([userId]);
      }),
  };
}
