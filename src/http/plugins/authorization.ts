import type { FastifyPluginAsync, FastifyRequest, RouteOptions } from 'fastify';
import type { TObject } from 'typebox';
import type { Principal } from '../../accounts/principal.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes, ApiScope } from '../api-routes.ts';
import { object, problems } from '../schemas.ts';
import { accountRefusals, authorizeAccount, authorizeApiKey } from '../scopes/account.ts';
import { accessOf, apiKeyScopeOf, type RouteAccess, type RouteLimit } from '../scopes/route-access.ts';
import type { Scope, ScopedRequest } from '../scopes/scope.ts';
import { createScopes } from '../scopes/scopes.ts';
import { authenticateRequests } from './authentication.ts';
import { resolveExternalIds } from './external-ids.ts';

/**
 * The routes of the API, each of which says in `config.access` who may call it. Hooks find out who asks and refuse
 * everybody else, so no handler has to. What an account may do by itself is decided before anything is read of the
 * request; what it may do with a task, a group or a contest is decided when the request has passed the route's schemas.
 */
export function authorizedRoutes(parts: ApiParts, routes: ReadonlyArray<ApiRoutes>): FastifyPluginAsync {
  const scopes: Readonly<Record<string, Scope>> = createScopes(parts);

  function scopesOf(access: RouteAccess) {
    const roles: Readonly<Record<string, string>> = typeof access === 'string' ? {} : access;
    return Object.entries(scopes).flatMap(([name, scope]) => {
      const role = roles[name];
      return role === undefined ? [] : [{ name, scope, role }];
    });
  }

  /** Last, as what is refused for another reason has cost little. */
  async function takeFrom(
    { what, points = () => 1 }: RouteLimit,
    request: FastifyRequest,
    { id, apiKeyId }: Principal,
  ) {
    const counted = points(request);
    const who = apiKeyId === undefined ? 'person' : 'program';
    if (counted > 0) await parts.accountLimits.take(what, id, counted, who);
  }

  /** Adds to the schema of a route what its scopes have in common. */
  function describeScopes({ method, schema, config }: RouteOptions): void {
    const access = config?.access;
    if (!schema || !access || access === 'public') return;
    const apiKey = apiKeyScopeOf(method, config);
    if (apiKey !== undefined) schema.security = [{ bearer: [] }, { cookie: [] }, { apiKey: [apiKey] }];
    const needed = scopesOf(access);
    const refusals =
      typeof access === 'string'
        ? accountRefusals(access)
        : needed.flatMap(({ scope, role }) => scope.refusals(role));
    const params = [...needed.map(({ scope }) => scope.params), schema.params as TObject | undefined];
    const named = params.filter((each) => each !== undefined);
    if (needed[0]) schema.tags ??= [needed[0].scope.tag];
    if (named.length > 0) schema.params = object(Object.assign({}, ...named.map((each) => each.properties)));
    schema.response = {
      ...problems(
        ...refusals,
        ...(named.length > 0 ? [400 as const] : []),
        ...(config.limit ? [429 as const] : []),
      ),
      ...(schema.response as object),
    };
  }

  return async (server) => {
    server.addHook('onRoute', describeScopes);
    resolveExternalIds(server, parts);
    authenticateRequests(server, parts);
    for (const name of Object.keys(scopes)) server.decorateRequest(name);
    server.addHook('onRequest', async (request) => {
      const principal = request.getDecorator<Principal>('principal');
      authorizeApiKey(principal, apiKeyScopeOf(request.method, request.routeOptions.config));
      const access = accessOf(request);
      if (typeof access === 'string') authorizeAccount(principal, access);
    });
    server.addHook('preHandler', async (request) => {
      const scoped: ScopedRequest = {
        principal: request.getDecorator('principal'),
        params: request.params as ScopedRequest['params'],
        query: request.query,
        snapshot: request.getDecorator('snapshot'),
      };
      for (const { name, scope, role } of scopesOf(accessOf(request))) {
        request.setDecorator(name, await scope.authorize(scoped, role));
      }
      const { limit = [] } = request.routeOptions.config;
      for (const each of [limit].flat()) await takeFrom(each, request, scoped.principal);
    });
    for (const addRoutes of routes) {
      // The hooks set on each request what these types say of it.
      await server.register(async (scope) => addRoutes(scope as unknown as ApiScope));
    }
  };
}
