import type { FastifyRequest } from 'fastify';
import type { LimitedWork } from '../../domain/accounts/account-limits.ts';
import type { ApiKeyScope } from '../../domain/accounts/principal.ts';
import type { AccountNeed } from './account.ts';
import type { ScopeName, ScopeRoles } from './scopes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. A server with a route that does not say so refuses to start. */
    access?: 'public' | RouteAccess;
    /** What an API key must be for; default: `read` for GET, and for nothing else is there one. */
    apiKey?: ApiKeyScope | 'none';
    /**
     * Whether a key that is limited to tasks or groups will do; default: where all that the route is about is one task, which
     * its scopes look for in the limits.
     */
    limitedKeys?: boolean;
    /** What each call counts as for its account. */
    limit?: RouteLimit | ReadonlyArray<RouteLimit>;
    /**
     * Whether an `Idempotency-Key` keeps the route from doing the same twice, or for which requests it does. For what
     * makes something new.
     */
    idempotent?: true | ((request: FastifyRequest) => boolean);
    /**
     * Whether it makes or widens something that lets somebody in later: a key, a link, a password, a role; or for which
     * requests it does. Tokens of a platform are refused there, as nothing that they do may outlast their key.
     */
    givesLastingAccess?: true | ((request: FastifyRequest) => boolean);
    /** Its reply goes on for minutes, so what there is to measure of it is known when it begins. */
    isStream?: true;
  }
}

export interface RouteLimit {
  readonly what: LimitedWork;
  /** How often it counts; default: once. A request that passed the route's schemas. */
  readonly points?: (request: FastifyRequest) => number;
}

/** Who may call a route of the API: accounts by themselves, or those with a role in each of the scopes. */
export type RouteAccess =
  | AccountNeed
  | { [Name in ScopeName]: Pick<ScopeRoles, Name> & Partial<ScopeRoles> }[ScopeName];

/** The scopes that find one task, or what belongs to it. */
const taskScopes: ReadonlySet<string> = new Set<ScopeName>(['task', 'readableTask', 'issuedUrls']);

/** Whether a key that is limited to tasks or groups will do for a route. */
export function takesLimitedKeys(
  access: RouteAccess,
  { limitedKeys }: { readonly limitedKeys?: boolean } = {},
): boolean {
  if (limitedKeys !== undefined) return limitedKeys;
  return typeof access === 'object' && Object.keys(access).every((name) => taskScopes.has(name));
}

/** The scope that an API key needs for a route; undefined where none will do. */
export function apiKeyScopeOf(
  method: string | ReadonlyArray<string>,
  { apiKey }: { readonly apiKey?: ApiKeyScope | 'none' } = {},
): ApiKeyScope | undefined {
  if (apiKey !== undefined) return apiKey === 'none' ? undefined : apiKey;
  return [method].flat().includes('GET') ? 'read' : undefined;
}
