import { type FoundPage, fillPage, type Page } from '../../database/paging.ts';
import { prefetchRefusal, refusal } from '../../domain/access/refusals.ts';
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
import { openAt } from './ground-rows.ts';
import type { Grounds } from './grounds.ts';
import type { TaskFilter } from './open-task-queries.ts';
import type { ReadOpenTasks } from './open-tasks.ts';
import type { JointPermit, PrefetchPermit, Reader, ReadPermit } from './read-permit.ts';
import type { TaskSnapshot } from './task-snapshot.ts';

/** What a person may do. Grounds decide reads, roles decide changes. */
export interface Access {
  /** @throws LecternError `not-found`, `not-open-yet` with `opensAt`, `wrong-place` with `address`, or `closed` */
  authorizeRead(principal: Principal, taskId: string): Promise<ReadPermit>;
  /** Like `authorizeRead`, with grounds that were already read. */
  authorizeReader(asking: Asking, taskId: string): ReadPermit;
  /** Like `authorizeRead` for several tasks together; each must be open. */
  authorizeTogether(principal: Principal, taskIds: ReadonlyArray<string>): Promise<JointPermit>;
  /**
   * Grants for the tasks that are open to a person, newest first. The list and `authorizeRead` always agree. A page may be shorter than its
   * limit (see `fillPage`).
   */
  readableTasks(principal: Principal, page: TaskFilter & Page): Promise<FoundPage<ReadPermit>>;
  /**
   * Returns the role on the task; null for an admin without one.
   * @throws LecternError `not-found` for those without any ground, `forbidden` for those whose role is too low
   */
  authorizeChange(principal: Principal, taskId: string, atLeast: TaskRole): Promise<TaskRole | null>;
  /**
   * A group, with the person's role in it.
   * @throws LecternError `not-found` for those who are not in it, `forbidden` for members if `atLeast` is staff
   */
  authorizeGroup(principal: Principal, groupId: string, atLeast: GroupRole): Promise<GroupWithRole>;
  /**
   * A contest, with the role in it, for those who belong to it, and for everyone signed in once its public archive opens.
   * @throws LecternError `not-found`, or `forbidden` for those who see it and are not its staff
   */
  authorizeContest(principal: Principal, contestId: string, atLeast: ContestRole): Promise<ContestWithRole>;
  /**
   * For those who belong to a contest, from its prefetch time until it starts for them.
   * @throws LecternError `not-found`, `not-open-yet` with `opensAt`, or `closed`
   */
  authorizePrefetch(principal: Principal, contestId: string): Promise<PrefetchPermit>;
  /**
   * Until a contest starts for them, participants learn nothing of what is made of its tasks, even if they may read the tasks elsewhere.
   * @throws LecternError `not-open-yet` with `opensAt`
   */
  assertStarted(principal: Principal, contest: ContestWithRole): void;
  /**
   * The tasks of a contest that a person may see there: all for staff; for others, those that this contest has opened for them. A task that
   * only another ground opens is left out, because it would reveal what is in the contest.
   * @param contest with the reader's role and times
   * @param atMs default: now
   */
  visibleContestTasks(
    reader: Reader & Partial<Pick<Principal, 'role'>>,
    contest: ContestWithRole,
    atMs?: number,
  ): Promise<ReadonlyArray<ContestTask>>;
  /**
   * Decisions about any reader at any time, by task id, with the grounds for each. If the `asker` is not an admin, they leave out the
   * reader's role of admin; without an asker, they leave out nothing.
   */
  decideMany(
    reader: Reader,
    taskIds: ReadonlyArray<string>,
    atMs: number,
    asker?: Principal,
  ): Promise<ReadonlyMap<string, DecisionOfMany>>;
  /**
   * The decision from a platform's grants alone. A platform may not open, in a reader's name, what the reader can open on other grounds.
   */
  decideGranted(reader: Reader, taskId: string): Promise<Decision>;
  /** Like `decideMany` for one task, with the grounds. */
  explain(reader: Reader, taskId: string, atMs: number, asker?: Principal): Promise<Explanation>;
}

type DecisionOfMany = Decision & Pick<TaskSnapshot, 'grounds'>;

/** A reader with their grounds for the task in question. */
type Asking = Pick<TaskSnapshot, 'principal' | 'grounds'>;

export function createAccess(parts: {
  grounds: Grounds;
  readOpenTasks: ReadOpenTasks;
  taskStaff: TaskStaff;
  groups: Groups;
  contests: Contests;
  contestTasks: ContestTasks;
  clock: Clock;
  /** Whether a URL can be bound to an address, where URLs are bound at all. */
  canBind: (address: string) => boolean;
}): Access {
  const { grounds, readOpenTasks, taskStaff, groups, contests, contestTasks, clock, canBind } = parts;

  function authorizeReader({ principal, grounds: found }: Asking, taskId: string): ReadPermit {
    const decision = decide(principal, taskId, found, clock.nowMs());
    if (!decision.allowed) throw refusal(decision);
    return decision.permit;
  }

  const authorizeRead = async (principal: Principal, taskId: string) =>
    authorizeReader({ principal, grounds: await grounds.of(principal, taskId) }, taskId);

  async function decideMany(reader: Reader, taskIds: ReadonlyArray<string>, atMs: number, asker?: Principal) {
    const found = await grounds.ofMany(reader, taskIds);
    return new Map(
      [...found].map(([taskId, own]) => {
        const known = knownTo(asker, own);
        return [taskId, { ...decide(reader, taskId, known, atMs), grounds: known }];
      }),
    );
  }

  return {
    authorizeRead,
    authorizeReader,
    async authorizeTogether(principal, taskIds) {
      const decision = decideTogether(principal, await grounds.ofMany(principal, taskIds), clock.nowMs());
      if (!decision.allowed) throw refusal(decision);
      return decision.permit;
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
          return decision.allowed ? decision.permit : undefined;
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
        throw new LecternError('forbidden', 'Only the staff of the group can do this. Ask them to add you.');
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
      const contest = await contests.findFor(principal.id, contestId);
      assertInContest(principal, contest, 'participant', clock.nowMs());
      const decision = decidePrefetch(principal, contest, clock.nowMs());
      if (!decision.allowed) throw prefetchRefusal(decision);
      return decision.permit;
    },
    assertStarted(principal, contest) {
      if (isStaffOf(principal, contest) || !isBeforeStart(contest, clock.nowMs())) return;
      const { opensAt: opensAtMs } = ownContestWindow(contest, contest);
      throw refusal({ allowed: false, reason: 'not-open-yet', opensAtMs });
    },
    async visibleContestTasks(reader, contest, nowMs = clock.nowMs()) {
      const seesAll = isStaffOf(reader, contest);
      // Return before reading any tasks, or the time taken would tell how many there are.
      if (!seesAll && isBeforeStart(contest, nowMs)) return [];
      const all = await contestTasks.list(contest.id);
      if (seesAll) return all;
      const found = await grounds.ofMany(
        reader,
        all.map(({ taskId }) => taskId),
      );
      return all.filter(({ taskId }) => {
        const here = found.get(taskId)?.filter((ground) => ground.through === contest.id) ?? [];
        return decide(reader, taskId, here, nowMs).allowed;
      });
    },
    decideMany,
    async decideGranted(reader, taskId) {
      const found = await grounds.of(reader, taskId);
      const granted = found.filter(({ kind }) => kind === 'granted');
      return decide(reader, taskId, granted, clock.nowMs());
    },
    async explain(reader, taskId, atMs, asker) {
      const found = knownTo(asker, await grounds.of(reader, taskId));
      return explain(reader, decide(reader, taskId, found, atMs), found, atMs, canBind);
    },
  };
}

/** Only the asker's role matters: admins who ask about themselves are admins too. */
const knownTo = (asker: Principal | undefined, found: ReadonlyArray<Ground>) =>
  asker === undefined || asker.role === 'admin' ? found : withoutAdmin(found);

/** Whether a person sees all of a contest or group, as staff or admin. */
export const isStaffOf = (
  reader: Partial<Pick<Principal, 'role'>>,
  { role }: Pick<ContestWithRole | GroupWithRole, 'role'>,
) => reader.role === 'admin' || role === 'staff';

/** @throws LecternError `not-found`, or `forbidden` */
function assertInContest(
  principal: Principal,
  contest: ContestWithRole,
  atLeast: ContestRole,
  nowMs: number,
): void {
  if (isStaffOf(principal, contest)) return;
  if (!contest.role && !isPublicArchive(contest, nowMs)) throw contestNotFound();
  if (atLeast === 'staff')
    throw new LecternError('forbidden', 'Only the staff of the contest can do this. Ask them to add you.');
}

function isPublicArchive(contest: Contest, nowMs: number): boolean {
  return contest.afterEnd === 'signed-in' && contest.endsAt !== null && contest.endsAt <= nowMs;
}

/** Admins pass without a role. @throws LecternError `forbidden` */
export function assertTaskStaff(principal: Principal, role: TaskRole | null, atLeast: TaskRole): void {
  if (principal.role === 'admin') return;
  if (role && taskRoles.indexOf(role) >= taskRoles.indexOf(atLeast)) return;
  throw new LecternError(
    'forbidden',
    `This needs the role "${atLeast}" on the task. Ask an owner of the task for it.`,
  );
}

/** Returns the permit if its holder is staff of the task. @throws LecternError `forbidden` */
export function asStaff(permit: ReadPermit): ReadPermit {
  if (!permit.staff)
    throw new LecternError('forbidden', 'Only the staff of the task can do this. Ask an owner to add you.');
  return permit;
}
