import type { ApiParts } from '../api-parts.ts';
import { contestScope } from './contest.ts';
import { groupScope } from './group.ts';
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
