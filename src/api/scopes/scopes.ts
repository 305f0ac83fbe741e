import type { ContestRole, ContestWithRole } from '../../domain/contests/contest.ts';
import type { GroupRole, GroupWithRole } from '../../domain/groups/groups.ts';
import type { ApiParts } from '../api-parts.ts';
import { ContestParams, GroupParams } from '../schemas.ts';
import { issuedUrlsScope } from './issued-urls.ts';
import { readableTaskScope } from './readable-task.ts';
import type { Scope } from './scope.ts';
import { taskScope } from './task.ts';

/** All scopes, in the order in which a request is authorized by them. */
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

/** The role that each scope asks for. */
export type ScopeRoles = { readonly [Name in ScopeName]: Parameters<Scopes[Name]['authorize']>[1] };

/** What each scope finds. */
export type FoundInScopes = {
  readonly [Name in ScopeName]: Awaited<ReturnType<Scopes[Name]['authorize']>>;
};

/** A contest for those who may see it, or for its staff alone. */
function contestScope({ access }: ApiParts): Scope<ContestRole, ContestWithRole, 'contestId'> {
  return {
    tag: 'contests',
    params: ContestParams,
    refusals: (role) => (role === 'staff' ? [401, 403, 404] : [401, 404]),
    authorize: ({ principal, params: { contestId } }, role) =>
      access.authorizeContest(principal, contestId, role),
  };
}

/** A group for its members, or for its staff alone. */
function groupScope({ access }: ApiParts): Scope<GroupRole, GroupWithRole, 'groupId'> {
  return {
    tag: 'groups',
    params: GroupParams,
    refusals: (role) => (role === 'staff' ? [401, 403, 404] : [401, 404]),
    authorize: ({ principal, params: { groupId } }, role) => access.authorizeGroup(principal, groupId, role),
  };
}
