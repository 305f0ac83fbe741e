import { type Kysely, sql } from 'kysely';
import { emailOf } from '../../database/email-column.ts';
import { onPage, type Page } from '../../database/paging.ts';
import {
  type Addition,
  addressesOf,
  findPeople,
  listPeople,
  type PeoplePage,
  type Person,
} from '../../database/people-list.ts';
import type { Schema } from '../../database/schema.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import { addRows, changeRows, rowRemoval } from '../access/access-rows.ts';
import { type Asker, isVisibleTo } from '../access/visible-people.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import { type Contest, type OwnTimes, type Participant, participantFields } from './contest.ts';
import { addStaff, findContest } from './contests.ts';
import { participations } from './participation.ts';

/** The longest come first. */
export const timesSorts = ['delay', 'extra'] as const;
export type TimesSort = (typeof timesSorts)[number];

/** Someone who takes part. `who` is their address or name; null if the asker may not see them. */
export type EachParticipant = Pick<Person, 'userId'> & {
  readonly who: string | null;
  readonly delaySeconds: number;
};

export type ContestPeople = ReturnType<typeof createContestPeople>;

/** Participants and staff of contests. */
export function createContestPeople({ database: { kysely }, revocations }: RepositoryParts) {
  return {
    /** People who were added individually, without those who take part through a group. */
    participants: (contestId: string, page: PeoplePage<TimesSort>) =>
      listPeople(participantsOf(kysely, contestId), page, timesKeys),
    /** A person who was added individually. @throws LecternError `not-found` */
    participant: (contestId: string, userId: string) => findParticipant(kysely, contestId, userId),
    putParticipants: async (
      { id }: Pick<Contest, 'id'>,
      userIds: ReadonlyArray<string>,
      draft: Partial<OwnTimes>,
    ) => revocations.change(participantsAddition(id, userIds, draft)),
    changeTimes: (contestId: string, userId: string, changes: Partial<OwnTimes>) =>
      revocations.change(participantChange(contestId, userId, changes)),
    /** Sorted by id. */
    async groups(contestId: string, page: Page): Promise<ReadonlyArray<{ id: string; name: string }>> {
      const groups = groupsOf(kysely, contestId).select(['groups.id', 'groups.name']);
      return onPage(groups, page, 'groups.id').execute();
    },
    /** Everyone with an enabled account, directly or through a group, each once; people who were added individually come first. */
    async everybody(
      contestId: string,
      limit: number,
      asker?: Asker,
    ): Promise<ReadonlyArray<EachParticipant>> {
      return kysely
        .selectFrom(participations.as('participation'))
        .innerJoin('user', 'user.id', 'participation.userId')
        .select(['userId', 'delaySeconds', 'isOwn'])
        .select(
          sql<string>`case when ${isVisibleTo(asker)} then coalesce(${emailOf()}, "user".name) end`.as('who'),
        )
        .distinct()
        .where('contestId', '=', contestId)
        .where('banned', 'is not', true)
        .orderBy('isOwn', 'desc')
        .orderBy('userId')
        .limit(limit)
        .execute();
    },
    putGroup: (contestId: string, groupId: string) =>
      revocations.change(contestGroupAddition(contestId, groupId)),
    staff: (contestId: string, page: PeoplePage) => listPeople(staffOf(kysely, contestId), page, {}),
    putStaff: (contestId: string, userIds: ReadonlyArray<string>) =>
      revocations.change(contestStaffAddition(contestId, userIds)),
  };
}

/**
 * Adds people, all or none; those already there keep their times. A delay revokes the URLs of people who took part through a group.
 * @throws LecternError `request-invalid`
 */
export function participantsAddition(
  contestId: string,
  userIds: ReadonlyArray<string>,
  draft: Partial<OwnTimes>,
): Edit<Addition<Participant>> {
  const times = participantFields.complete(draft);
  return async (trx, revoke) => {
    await findContest(trx, contestId);
    const createdAt = revoke.nowMs();
    const rows = userIds.map((userId) => ({ contestId, userId, ...times, createdAt }));
    const added = await addRows(trx, revoke, 'contestParticipants', rows, { ifThere: 'keep' });
    return { people: await findPeople(participantsOf(trx, contestId), userIds), added: added.length };
  };
}

/**
 * Changes the times of a person who was added individually. Revokes their URLs if they start later or end earlier.
 * @throws LecternError `not-found`, `request-invalid`, `precondition-failed`
 */
export const participantChange =
  (contestId: string, userId: string, changes: Partial<OwnTimes>, ifMatch?: string): Edit<Participant> =>
  async (trx, revoke) => {
    const before = await findParticipant(trx, contestId, userId);
    assertMatch(ifMatch, participantFields.tagOf(before));
    const times = { ...participantFields.pick(before), ...changes };
    await changeRows(trx, revoke, 'contestParticipants', { contestId, userId }, times);
    return { ...before, ...times };
  };

export const contestGroupAddition =
  (contestId: string, groupId: string): Edit<unknown> =>
  (trx, revoke) => {
    const row = { contestId, groupId, createdAt: revoke.nowMs() };
    return addRows(trx, revoke, 'contestGroups', [row], { ifThere: 'keep' });
  };

export const contestStaffAddition =
  (contestId: string, userIds: ReadonlyArray<string>): Edit<Addition> =>
  async (trx, revoke) => {
    const added = await addStaff(trx, revoke, contestId, userIds);
    return { people: await findPeople(staffOf(trx, contestId), userIds), added };
  };

/** Revokes the person's URLs. @throws LecternError `not-found` */
export const participantRemoval = (contestId: string, userId: string) =>
  rowRemoval('contestParticipants', { contestId, userId }, withoutOwnTimes);

/** Revokes the URLs of the members of the group. @throws LecternError `not-found` */
export const contestGroupRemoval = (contestId: string, groupId: string) =>
  rowRemoval('contestGroups', { contestId, groupId }, withoutGroup);

/** Revokes the person's URLs. @throws LecternError `not-found`, `last-staff` */
export const contestStaffRemoval =
  (contestId: string, userId: string): Edit<void> =>
  async (trx, revoke) => {
    await rowRemoval('contestStaff', { contestId, userId }, notContestStaff)(trx, revoke);
    const left = await trx
      .selectFrom('contestStaff')
      .select('userId')
      .where('contestId', '=', contestId)
      .limit(1)
      .executeTakeFirst();
    if (!left) throw new LecternError('last-staff', 'Add someone else to the staff of the contest first.');
  };

const withoutGroup = () => new LecternError('not-found', 'This group does not take part in the contest.');
const notContestStaff = () => new LecternError('not-found', 'This account is not staff of the contest.');

export const timesKeys = { delay: sql`-"delaySeconds"`, extra: sql`-"extraSeconds"` } satisfies Record<
  TimesSort,
  unknown
>;

export function participantsOf(db: Kysely<Schema>, contestId: string) {
  return db
    .selectFrom('contestParticipants')
    .innerJoin('user', 'user.id', 'contestParticipants.userId')
    .select(['userId', ...addressesOf(), 'name', ...participantFields.names])
    .where('contestId', '=', contestId);
}

/** @throws LecternError `not-found` */
function findParticipant(db: Kysely<Schema>, contestId: string, userId: string): Promise<Participant> {
  return participantsOf(db, contestId).where('userId', '=', userId).executeTakeFirstOrThrow(withoutOwnTimes);
}

export function staffOf(db: Kysely<Schema>, contestId: string) {
  return db
    .selectFrom('contestStaff')
    .innerJoin('user', 'user.id', 'contestStaff.userId')
    .select(['userId', ...addressesOf(), 'name'])
    .where('contestId', '=', contestId);
}

/** The groups of a contest, without deleted ones. */
export const groupsOf = (db: Kysely<Schema>, contestId: string) =>
  db
    .selectFrom('contestGroups')
    .innerJoin('groups', 'groups.id', 'contestGroups.groupId')
    .where('contestId', '=', contestId)
    .where('groups.deletedAt', 'is', null);

const withoutOwnTimes = () =>
  new LecternError(
    'not-found',
    'This person was not added individually. Add them first to change their times.',
  );
