import { asStaff, assertTaskStaff } from '../../core/decide/access.ts';
import type { ReadableTask } from '../../core/decide/reader-attachments.ts';
import type { ContestRole, ContestWithRole } from '../../domain/contests/contest.ts';
import type { GroupRole, GroupWithRole } from '../../domain/groups/groups.ts';
import type { TaskRole } from '../../domain/tasks/task.ts';
import { taskNotFound } from '../../domain/tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import { ContestParams, GroupParams, TaskParams } from '../schemas.ts';
import { issuedUrlsScope } from './issued-urls.ts';
import type { Scope } from './scope.ts';

/** All scopes, in the order in which they authorize a request. */
export function createScopes(parts: ApiParts) {
  return {
    contest: contestScope(parts),
    group: groupScope(parts),
    task: taskScope(parts),
    readableTask: readableTaskScope(parts),
    issuedUrls: issuedUrlsScope(parts),
  } satisfies Readonly<Record<string, Scope>>;
}

type Scopes = ReturnType<typeof createScopes>;
export type ScopeName = keyof Scopes;

/** The roles of each scope. */
export type ScopeRoles = { readonly [Name in ScopeName]: Parameters<Scopes[Name]['authorize']>[1] };

/** What each scope finds. */
export type FoundInScopes = {
  readonly [Name in ScopeName]: Awaited<ReturnType<Scopes[Name]['authorize']>>;
};

/** A contest for its participants and staff, or for its staff only. */
function contestScope({ access }: ApiParts): Scope<ContestRole, ContestWithRole, 'contestId'> {
  return {
    tag: 'contests',
    params: ContestParams,
    refusals: (role) => (role === 'staff' ? [401, 403, 404] : [401, 404]),
    authorize: ({ principal, params: { contestId } }, role) =>
      access.authorizeContest(principal, contestId, role),
  };
}

/** A group for its members and staff, or for its staff only. */
function groupScope({ access }: ApiParts): Scope<GroupRole, GroupWithRole, 'groupId'> {
  return {
    tag: 'groups',
    params: GroupParams,
    refusals: (role) => (role === 'staff' ? [401, 403, 404] : [401, 404]),
    authorize: ({ principal, params: { groupId } }, role) => access.authorizeGroup(principal, groupId, role),
  };
}

export interface ScopedTask {
  readonly id: string;
  /** The principal's role on the task; null for an admin without one. */
  readonly role: TaskRole | null;
  /** For checks that depend on the request body. @throws LecternError `forbidden` */
  assertRole(atLeast: TaskRole): void;
}

/** A task for its staff, by their role. */
function taskScope({ access }: ApiParts): Scope<TaskRole, ScopedTask, 'taskId'> {
  return {
    tag: 'tasks',
    params: TaskParams,
    refusals: () => [401, 403, 404],
    async authorize({ principal, params: { taskId } }, atLeast) {
      const role = await access.authorizeChange(principal, taskId, atLeast);
      return { id: taskId, role, assertRole: (needed) => assertTaskStaff(principal, role, needed) };
    },
  };
}

/**
 * A task for those who can read it now; `staff`: only those of them who work on it, or run a group or contest with it.
 * Session, grounds and task come from one database snapshot.
 */
function readableTaskScope({ access }: ApiParts): Scope<'reader' | 'staff', ReadableTask, 'taskId'> {
  return {
    tag: 'tasks',
    params: TaskParams,
    refusals: () => [401, 403, 404],
    async authorize({ snapshot, params: { taskId } }, role) {
      if (!snapshot) throw taskNotFound();
      const permit = access.authorizeReader(snapshot, taskId);
      if (!snapshot.detail) throw taskNotFound();
      const { detail, grounds } = snapshot;
      return { permit: role === 'staff' ? asStaff(permit) : permit, detail, grounds };
    },
  };
}
