import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import { addRows } from '../access/access-rows.ts';
import {
  type Contest,
  type ContestDraft,
  contestFields,
  contestTaskColumns,
  contestTaskFields,
  participantFields,
} from './contest.ts';
import { groupsOf, participantsOf, staffOf } from './contest-people.ts';
import { tasksInOrder } from './contest-tasks.ts';
import { addStaff, insertContest } from './contests.ts';

/** What differs in a copy. By default, its end and the start of prefetching are as far from its start as in the original. */
export type CopyDraft = ContestDraft & {
  /** Whether to copy the participants who were added individually, with their times. */
  readonly participants: boolean;
};

export interface Copier {
  readonly id: string;
  /** Admins may add any task and any group to a contest. */
  readonly isAdmin: boolean;
}

export type ContestCopies = ReturnType<typeof createContestCopies>;

export function createContestCopies(parts: { readonly revocations: Revocations; readonly clock: Clock }) {
  return {
    /**
     * Copies a contest: its tasks with their labels, order and windows (moved with the start), its groups and its staff, to which it adds the
     * copier. All or nothing.
     * @throws LecternError `forbidden` unless the copier could add each task and group themselves (the reasons `copy-needs-tasks`,
     *   `copy-needs-groups`), `request-invalid`
     */
    async create(original: Contest, { participants, ...draft }: CopyDraft, copier: Copier): Promise<Contest> {
      const moved = contestFields.moveTimes(contestFields.pick(original), draft.startsAt - original.startsAt);
      const wanted = { ...moved, ...draft };
      const nowMs = parts.clock.nowMs();
      return parts.revocations.change(async (trx, revoke) => {
        const contest = await insertContest(trx, wanted, { createdBy: copier.id, nowMs });
        if (!copier.isAdmin) await assertMayPlace(trx, original.id, copier.id);
        await copyTasks(trx, revoke, original, contest);
        // Before the groups, through which people take part: so a delay takes nothing from anyone.
        if (participants) await copyParticipants(trx, revoke, original, contest);
        await copyGroups(trx, revoke, original, contest);
        const staff = await staffOf(trx, original.id).execute();
        await addStaff(trx, revoke, contest.id, [...staff.map(({ userId }) => userId), copier.id]);
        return contest;
      });
    },
  };
}

/** Staff of a contest may lack the rights to add its tasks and groups to another one. */
async function assertMayPlace(trx: Kysely<Schema>, contestId: string, userId: string): Promise<void> {
  const tasks = await tasksInOrder(trx, contestId)
    .select('label')
    .where('taskId', 'not in', (eb) =>
      eb
        .selectFrom('taskStaff')
        .select('taskStaff.taskId')
        .where('userId', '=', userId)
        .where('role', 'in', ['manager', 'owner']),
    )
    .execute();
  if (tasks.length > 0) {
    const labels = tasks.map(({ label }) => label).join(', ');
    throw new LecternError(
      'forbidden',
      `You need the role "manager" on every task. Ask their owners for it on: ${labels}.`,
      {
        facts: { reason: 'copy-needs-tasks', labels },
      },
    );
  }
  const groups = await groupsOf(trx, contestId)
    .select('groups.name')
    .where('groupId', 'not in', (eb) =>
      eb
        .selectFrom('groupMembers')
        .select('groupMembers.groupId')
        .where('userId', '=', userId)
        .where('role', '=', 'staff'),
    )
    .orderBy('groups.name')
    .execute();
  if (groups.length > 0) {
    const names = groups.map(({ name }) => name).join(', ');
    throw new LecternError(
      'forbidden',
      `You must be staff of every group. Ask their staff to add you to: ${names}.`,
      {
        facts: { reason: 'copy-needs-groups', names },
      },
    );
  }
}

async function copyTasks(trx: Kysely<Schema>, revoke: Revoke, from: Contest, to: Contest): Promise<void> {
  const tasks = await tasksInOrder(trx, from.id).select(contestTaskColumns).execute();
  const placed = tasks.map((task) => ({
    ...contestTaskFields.moveTimes(task, to.startsAt - from.startsAt),
    contestId: to.id,
    createdAt: to.createdAt,
  }));
  await addRows(trx, revoke, 'contestTasks', placed);
}

async function copyParticipants(
  trx: Kysely<Schema>,
  revoke: Revoke,
  original: Contest,
  { id, createdAt }: Contest,
): Promise<void> {
  const people = await participantsOf(trx, original.id).execute();
  const rows = people.map((person) => {
    return { contestId: id, userId: person.userId, ...participantFields.pick(person), createdAt };
  });
  await addRows(trx, revoke, 'contestParticipants', rows);
}

async function copyGroups(trx: Kysely<Schema>, revoke: Revoke, from: Contest, to: Contest): Promise<void> {
  const groups = await groupsOf(trx, from.id).select('groupId').execute();
  await addRows(
    trx,
    revoke,
    'contestGroups',
    groups.map((group) => ({ ...group, contestId: to.id, createdAt: to.createdAt })),
  );
}
