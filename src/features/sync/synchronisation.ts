import { type Edit, runOrDryRun } from '../../core/revoke/dry-run.ts';
import type { Revocations } from '../../core/revoke/revocations.ts';
import type { NamedPerson } from '../../domain/accounts/named-people.ts';
import type { Contest } from '../../domain/contests/contest.ts';
import type { Group } from '../../domain/groups/groups.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { Clock } from '../../lib/clock.ts';
import type { PutList } from './list-changes.ts';
import type { ListOptions, Put, PutOptions } from './put.ts';
import { type ContestToPut, putContest } from './put-contest.ts';
import { putContestTasks, type SyncedContestTask } from './put-contest-tasks.ts';
import { type GroupToPut, putGroup } from './put-group.ts';
import { type NamedMember, putMembers, type SyncedMember } from './put-members.ts';
import { type NamedParticipant, putParticipants, type SyncedParticipant } from './put-participants.ts';
import { type NamedCollaborator, putTask, type TaskToPut } from './put-task.ts';

/** The most rows of a list. */
export const maxListed = 10_000;

type How<Options> = Omit<Options, 'nowMs'>;

/**
 * Brings Lectern up to what a platform has: each call says how something is to be, and doing it again changes nothing.
 * All of a call is one transaction.
 * @throws LecternError `precondition-failed`, `request-invalid`, `not-found`
 */
export interface Synchronisation {
  task(
    task: TaskToPut,
    collaborators: ReadonlyArray<NamedCollaborator>,
    how: How<PutOptions>,
  ): Promise<Put<Task>>;
  group(group: GroupToPut, staff: ReadonlyArray<NamedPerson>, how: How<PutOptions>): Promise<Put<Group>>;
  contest(
    contest: ContestToPut,
    staff: ReadonlyArray<NamedPerson>,
    how: How<PutOptions>,
  ): Promise<Put<Contest>>;
  members(
    groupId: string,
    members: ReadonlyArray<NamedMember>,
    how: How<ListOptions>,
  ): Promise<PutList<SyncedMember>>;
  participants(
    contestId: string,
    participants: ReadonlyArray<NamedParticipant>,
    how: How<ListOptions>,
  ): Promise<PutList<SyncedParticipant>>;
  contestTasks(
    contestId: string,
    tasks: ReadonlyArray<Omit<SyncedContestTask, 'position'>>,
    how: How<ListOptions>,
  ): Promise<PutList<SyncedContestTask>>;
}

export function createSynchronisation(parts: {
  readonly revocations: Revocations;
  readonly clock: Clock;
}): Synchronisation {
  const { revocations, clock } = parts;
  const run = <T, Options extends How<ListOptions>>(
    how: Options,
    edit: (how: Options & { nowMs: number }) => Edit<T>,
  ) => runOrDryRun(revocations, how.dryRun, edit({ ...how, nowMs: clock.nowMs() }));

  return {
    task: (task, collaborators, how) => run(how, (options) => putTask(task, collaborators, options)),
    group: (group, staff, how) => run(how, (options) => putGroup(group, staff, options)),
    contest: (contest, staff, how) => run(how, (options) => putContest(contest, staff, options)),
    members: (groupId, members, how) => run(how, (options) => putMembers(groupId, members, options)),
    participants: (contestId, people, how) =>
      run(how, (options) => putParticipants(contestId, people, options)),
    contestTasks: (contestId, tasks, how) =>
      run(how, (options) => putContestTasks(contestId, tasks, options)),
  };
}
