import { type FoundPage, fillPage, type Page } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import {
  type Contest,
  type ContestRole,
  type ContestTask,
  type ContestWithRole,
  contestNotFound,
} from '../../domain/contests/contest.ts';
import type { ContestTasks } from '../../domain/contests/contest-tasks.ts';
import { isBeforeStart, ownContestWindow } from '../../domain/contests/contest-window.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import {
  type GroupRole,
  type Groups,
  type GroupWithRole,
  groupNotFound,
} from '../../domain/groups/groups.ts';
import { type TaskRole, taskNotFound, taskRoles } from '../../domain/tasks/task.ts';
import type { TaskStaff } from '../../domain/tasks/task-staff.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { type Ground, withoutAdmin } from './access-paths.ts';
import { type Decision, decide, decidePrefetch, decideTogether } from './decide.ts';
import { type Explanation, explain } from './explain.ts';
import type { Grant, JointGrant, PrefetchGrant, Reader } from './grant.ts';
import type { Grounds } from './grounds.ts';
import type { ReadOpenTasks, TaskFilter } from './open-tasks.ts';
import { openAt } from './path-sql.ts';
import { prefetchRefusal, refusal } from './refusals.ts';
import type { TaskSnapshot } from './task-snapshot.ts';

/** What a person may do. Reads follow from grounds, changes from roles. */
export interface Access {
  /** @throws LecternError `not-found`, `not-open-yet` with `opensAt`, or `closed` */
  authorizeRead(principal: Principal, taskId: string): Promise<Grant>;
  /** As `authorizeRead`, by grounds that have been read already. */
  authorizeReader(asking: Asking, taskId: string): Grant;
  /** The same for several tasks at once, each of which must be open. */
  authorizeTogether(principal: Principal, taskIds: ReadonlyArray<string>): Promise<JointGrant>;
  /**
   * Grants for the tasks that are open to a person, newest first: the list that agrees with every item. A page may be
   * shorter than its limit, as `fillPage` says.
   */
  readableTasks(principal: Principal, page: TaskFilter & Page): Promise<FoundPage<Grant>>;
  /**
   * Returns the role on the task; null for an admin without one.
   * @throws LecternError `not-found` for those who have no ground at all, `forbidden` for those who see the task
   */
  authorizeChange(principal: Principal, taskId: string, atLeast: TaskRole): Promise<TaskRole | null>;
  /**
   * A group, with the role in it, for those who are in it.
   * @throws LecternError `not-found`, or `forbidden` for members where it needs staff
   */
  authorizeGroup(principal: Principal, groupId: string, atLeast: GroupRole): Promise<GroupWithRole>;
  /**
   * A contest, with the role in it, for those who belong to it, and after its end for everyone signed in if it says so.
   * @throws LecternError `not-found`, or `forbidden` for those who see it and are not its staff
   */
  authorizeContest(principal: Principal, contestId: string, atLeast: ContestRole): Promise<ContestWithRole>;
  /**
   * For those who belong to a contest, from when it lets its sealed envelopes be fetched until it starts for them.
   * @throws LecternError `not-found`, `not-open-yet` with `opensAt`, or `closed`
   */
  authorizePrefetch(principal: Principal, contestId: string): Promise<PrefetchGrant>;
  /**
   * Whether what is made of the tasks of a contest may be spoken of: its participants learn nothing of it before it starts
   * for them, even if they may read the tasks elsewhere.
   * @throws LecternError `not-open-yet` with `opensAt`
   */
  assertStarted(principal: Principal, contest: ContestWithRole): void;
  /**
   * The tasks of a contest that a person may see there: all for staff, and for others those whose time in
   * this contest has come. A task that another ground opens earlier is left out: it would reveal what is in it.
   */
  visibleContestTasks(principal: Principal, contest: ContestWithRole): Promise<ReadonlyArray<ContestTask>>;
  /**
   * The decisions about anybody at any time, by task id. An `asker` who is no admin gets those about the same person
   * without the role of an admin; without an asker nothing is left out.
   */
  decideMany(
    reader: Reader,
    taskIds: ReadonlyArray<string>,
    atMs: number,
    asker?: Principal,
  ): Promise<ReadonlyMap<string, Decision>>;
  /**
   * The decision about somebody by what a platform grants them alone: it may not open, in their name, what they can open by
   * other grounds.
   */
  decideGranted(reader: Reader, taskId: string): Promise<Decision>;
  /** As `decideMany`, one decision with its grounds. */
  explain(userId: string, taskId: string, atMs: number, asker?: Principal): Promise<Explanation>;
}

/** Somebody with their grounds for the task in question. */
type Asking = Pick<TaskSnapshot, 'principal' | 'grounds'>;

export function createAccess(parts: {
  grounds: Grounds;
  readOpenTasks: ReadOpenTasks;
  taskStaff: TaskStaff;
  groups: Groups;
  contests: Contests;
  contestTasks: ContestTasks;
  clock: Clock;
}): Access {
  const { grounds, readOpenTasks, taskStaff, groups, contests, contestTasks, clock } = parts;

  function authorizeReader({ principal, grounds: found }: Asking, taskId: string): Grant {
    const decision = decide(principal, taskId, found, clock.nowMs());
    if (!decision.allowed) throw refusal(decision);
    return decision.grant;
  }

  const authorizeRead = async (principal: Principal, taskId: string) =>
    authorizeReader({ principal, grounds: await grounds.of(principal, taskId) }, taskId);

  async function decideMany(reader: Reader, taskIds: ReadonlyArray<string>, atMs: number, asker?: Principal) {
    const found = await grounds.ofMany(reader, taskIds);
    const decideOne = (taskId: string, own: ReadonlyArray<Ground>) =>
      decide(reader, taskId, knownTo(asker, own), atMs);
    return new Map([...found].map(([taskId, own]) => [taskId, decideOne(taskId, own)]));
  }

  return {
    authorizeRead,
    authorizeReader,
    async authorizeTogether(principal, taskIds) {
      const decision = decideTogether(principal, await grounds.ofMany(principal, taskIds), clock.nowMs());
      if (!decision.allowed) throw refusal(decision);
      return decision.grant;
    },
    async readableTasks(principal, { after, limit, ...filter }) {
      const nowMs = clock.nowMs();
      const candidates = {
        ...filter,
        reader: principal,
        ...openAt(nowMs),
      };
      return fillPage(
        { after, limit },
        async (page) => [...(await readOpenTasks({ ...candidates, ...page }))],
        ([taskId]) => taskId,
        ([taskId, own]) => {
          const decision = decide(principal, taskId, own, nowMs);
          return decision.allowed ? decision.grant : undefined;
        },
      );
    },
    async authorizeChange(principal, taskId, atLeast) {
      const found = await grounds.of(principal, taskId);
      if (found.length === 0) throw taskNotFound();
      const role = (await taskStaff.roleOf(taskId, principal.id)) ?? null;
      assertTaskStaff(principal, role, atLeast);
      return role;
    },
    async authorizeGroup(principal, groupId, atLeast) {
      if (principal.limits && !principal.limits.groupIds.includes(groupId)) throw groupNotFound();
      const group = await groups.findFor(principal.id, groupId);
      if (principal.role === 'admin') return group;
      if (!group.role) throw groupNotFound();
      if (atLeast === 'staff' && group.role !== 'staff') {
        throw new LecternError('forbidden', 'Only the staff of the group can do this.');
      }
      return group;
    },
    async authorizeContest(principal, contestId, atLeast) {
      if (principal.limits) throw contestNotFound();
      const contest = await contests.findFor(principal.id, contestId);
      assertInContest(principal, contest, atLeast, clock.nowMs());
      return contest;
    },
    async authorizePrefetch(principal, contestId) {
      if (principal.limits) throw contestNotFound();
      const contest = await contests.findForUrl(principal.id, contestId);
      assertInContest(principal, contest, 'participant', clock.nowMs());
      const decision = decidePrefetch(principal, contest, clock.nowMs());
      if (!decision.allowed) throw prefetchRefusal(decision);
      return decision.grant;
    },
    assertStarted(principal, contest) {
      if (isStaffOf(principal, contest) || !isBeforeStart(contest, clock.nowMs())) return;
      const { opensAt: opensAtMs } = ownContestWindow(contest, contest);
      throw refusal({ allowed: false, reason: 'not-open-yet', opensAtMs });
    },
    async visibleContestTasks(principal, contest) {
      const seesAll = isStaffOf(principal, contest);
      const nowMs = clock.nowMs();
      // Before anything is read of the tasks, or the time that it takes would tell how many there are.
      if (!seesAll && isBeforeStart(contest, nowMs)) return [];
      const all = await contestTasks.list(contest.id);
      if (seesAll) return all;
      const found = await grounds.ofMany(
        principal,
        all.map(({ taskId }) => taskId),
      );
      return all.filter(({ taskId }) => {
        const here = found.get(taskId)?.filter((ground) => ground.through === contest.id) ?? [];
        return decide(principal, taskId, here, nowMs).allowed;
      });
    },
    decideMany,
    async decideGranted(reader, taskId) {
      const found = await grounds.of(reader, taskId);
      const granted = found.filter(({ kind }) => kind === 'granted');
      return decide(reader, taskId, granted, clock.nowMs());
    },
    async explain(userId, taskId, atMs, asker) {
      const reader = { id: userId };
      const found = knownTo(asker, await grounds.of(reader, taskId));
      return explain(decide(reader, taskId, found, atMs), found, atMs);
    },
  };
}

/** Admins who ask about themselves are admins, so the asker's role is all that counts. */
const knownTo = (asker: Principal | undefined, found: ReadonlyArray<Ground>) =>
  asker === undefined || asker.role === 'admin' ? found : withoutAdmin(found);

/** Whether somebody sees all of a contest or group, as its staff or an admin. */
export const isStaffOf = (principal: Principal, { role }: Pick<ContestWithRole | GroupWithRole, 'role'>) =>
  principal.role === 'admin' || role === 'staff';

/** @throws LecternError `not-found`, or `forbidden` */
function assertInContest(
  principal: Principal,
  contest: ContestWithRole,
  atLeast: ContestRole,
  nowMs: number,
): void {
  if (isStaffOf(principal, contest)) return;
  if (!contest.role && !isPublicArchive(contest, nowMs)) throw contestNotFound();
  if (atLeast === 'staff') throw new LecternError('forbidden', 'Only the staff of the contest can do this.');
}

function isPublicArchive(contest: Contest, nowMs: number): boolean {
  return contest.afterEnd === 'signed-in' && contest.endsAt !== null && contest.endsAt <= nowMs;
}

/** Admins pass with any role, and with none. @throws LecternError `forbidden` */
export function assertTaskStaff(principal: Principal, role: TaskRole | null, atLeast: TaskRole): void {
  if (principal.role === 'admin') return;
  if (role && taskRoles.indexOf(role) >= taskRoles.indexOf(atLeast)) return;
  throw new LecternError('forbidden', `This needs the role "${atLeast}" on the task.`);
}

/** The grant of somebody who works on the task. @throws LecternError `forbidden` */
export function asStaff(grant: Grant): Grant {
  if (!grant.staff) throw new LecternError('forbidden', 'Only staff of the task can do this.');
  return grant;
}
