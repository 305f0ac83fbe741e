import type { FastifyRequest } from 'fastify';
import type { LimitedWork } from '../../domain/accounts/account-limits.ts';
import type { ApiKeyScope } from '../../domain/accounts/principal.ts';
import type { AccountNeed } from './account.ts';
import type { ScopeName, ScopeRoles } from './scopes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. Required: the server refuses to start without it. */
    access?: 'public' | RouteAccess;
    /** The scope that an API key needs. Default: `read` for GET, else none, so keys are refused. */
    apiKey?: RouteKeys;
    /**
     * Whether keys that are limited to tasks or groups are accepted. Default: if all scopes of the route are for one task,
     * because they check the limits.
     */
    limitedKeys?: boolean;
    /** What a call costs. */
    cost?: RouteCost;
    /** Further limits that each call counts against. */
    limit?: RouteLimit | ReadonlyArray<RouteLimit>;
    /**
     * Whether the route honors `Idempotency-Key`, or for which requests. For routes that create something.
     */
    idempotent?: true | ((request: FastifyRequest) => boolean);
    /**
     * Whether the route gives lasting access (a key, a link, a password, a role), or for which requests. Such requests
     * refuse trusted tokens, because nothing that these do may outlast their key.
     */
    givesLastingAccess?: true | ((request: FastifyRequest) => boolean);
    /** The reply lasts for minutes, so the request is logged and measured when the reply begins. */
    isStream?: true;
  }
}

/**
 * What requests cost, in milliseconds of a process for the largest installations; a `creation` counts like a `report`, because it leaves
 * rows for good. An account waits for its turn with all but `light` requests, and they count against its limits.
 */
export const costs = {
  light: 0,
  page: 5,
  change: 10,
  report: 50,
  creation: 50,
  check: 250,
  export: 500,
} as const;

/** The class of a cost, or the milliseconds of a request that passed the route's schemas. */
export type RouteCost = keyof typeof costs | ((request: FastifyRequest) => number);

export const costOf = (cost: RouteCost | undefined, request: FastifyRequest): number =>
  typeof cost === 'function' ? cost(request) : costs[cost ?? 'light'];

export interface RouteLimit {
  readonly what: LimitedWork;
  /** Points per call, for requests that passed the route's schemas. Default: 1. */
  readonly points?: (request: FastifyRequest) => number;
}

/** Who may call a route: accounts by their own role, or those with a role in each of these scopes. */
export type RouteAccess =
  | AccountNeed
  | { [Name in ScopeName]: Pick<ScopeRoles, Name> & Partial<ScopeRoles> }[ScopeName];

/** A key needs one of these scopes. Default: `read` for a GET, and no key for others. */
type RouteKeys = ApiKeyScope | ReadonlyArray<ApiKeyScope> | 'none';

/** Scopes that are limited to one task. */
const taskScopes: ReadonlySet<string> = new Set<ScopeName>(['task', 'readableTask', 'issuedUrls']);

/** Whether a route accepts keys that are limited to tasks or groups. */
export function takesLimitedKeys(
  access: RouteAccess,
  { limitedKeys }: { readonly limitedKeys?: boolean } = {},
): boolean {
  if (limitedKeys !== undefined) return limitedKeys;
  return typeof access === 'object' && Object.keys(access).every((name) => taskScopes.has(name));
}

/** The scopes of which an API key needs one for a route; none if keys are refused. */
export function apiKeyScopesOf(
  method: string | ReadonlyArray<string>,
  { apiKey }: { readonly apiKey?: RouteKeys } = {},
): ReadonlyArray<ApiKeyScope> {
  if (apiKey !== undefined) return apiKey === 'none' ? [] : [apiKey].flat();
  return [method].flat().includes('GET') ? ['read'] : [];
}
