import type {
  FastifyContextConfig,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyRequest,
  onRequestAsyncHookHandler,
  preHandlerAsyncHookHandler,
  RouteOptions,
} from 'fastify';
import { Type } from 'typebox';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes, ApiScope } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { accountRefusals, authorizeAccount, authorizeApiKey, refuseTrustedToken } from '../scopes/account.ts';
import {
  apiKeyScopeOf,
  type RouteAccess,
  type RouteLimit,
  takesLimitedKeys,
} from '../scopes/route-access.ts';
import type { Scope, ScopedRequest } from '../scopes/scope.ts';
import { createScopes } from '../scopes/scopes.ts';
import { object } from '../shapes.ts';
import { createAuthentication } from './authentication.ts';
import { resolveExternalIds } from './external-ids.ts';

/** A scope, its name, and the role in it that a route needs. */
interface NeededScope {
  readonly name: string;
  readonly scope: Scope;
  readonly role: string;
}

/**
 * The routes of the API, each with `config.access`. From it every route gets hooks that authenticate the caller and
 * refuse those without access, so no handler has to. Rights of an account are checked before the body is read; rights
 * on a task, group or contest after the request has passed the route's schemas.
 * @param prepare adds what features need in this scope, before any route
 */
export function authorizedRoutes(
  parts: ApiParts,
  routes: ReadonlyArray<ApiRoutes>,
  prepare: (server: FastifyInstance) => void,
): FastifyPluginAsync {
  const scopes: Readonly<Record<string, Scope>> = createScopes(parts);
  const authenticationFor = createAuthentication(parts);

  function scopesOf(access: RouteAccess): ReadonlyArray<NeededScope> {
    const roles: Readonly<Record<string, string>> = typeof access === 'string' ? {} : access;
    return Object.entries(scopes).flatMap(([name, scope]) => {
      const role = roles[name];
      return role === undefined ? [] : [{ name, scope, role }];
    });
  }

  function addHooks(route: RouteOptions): void {
    const access = route.config?.access;
    if (access === undefined || access === 'public') return; // requireDeclaredAccess refuses to start such a server
    const needed = scopesOf(access);
    describe(route, access, needed);
    route.onRequest = [accountHook(route, access), ...[route.onRequest ?? []].flat()];
    const limits = [route.config?.limit ?? []].flat();
    route.preHandler = [
      scopesHook(needed, limits, route.config?.givesLastingAccess),
      ...[route.preHandler ?? []].flat(),
    ];
  }

  function accountHook({ method, config }: RouteOptions, access: RouteAccess): onRequestAsyncHookHandler {
    const authenticate = authenticationFor(access);
    const apiKeyScope = apiKeyScopeOf(method, config);
    const takesLimited = takesLimitedKeys(access, config);
    const givesLastingAccess = config?.givesLastingAccess;
    return async (request) => {
      const principal = await authenticate(request);
      authorizeApiKey(principal, apiKeyScope, takesLimited);
      if (typeof access === 'string') authorizeAccount(principal, access);
      if (givesLastingAccess === true) refuseTrustedToken(principal);
    };
  }

  function scopesHook(
    needed: ReadonlyArray<NeededScope>,
    limits: ReadonlyArray<RouteLimit>,
    givesLastingAccess: FastifyContextConfig['givesLastingAccess'],
  ): preHandlerAsyncHookHandler {
    return async (request) => {
      const scoped: ScopedRequest = {
        principal: request.getDecorator('principal'),
        params: request.params as ScopedRequest['params'],
        query: request.query,
        snapshot: request.getDecorator('snapshot'),
      };
      for (const { name, scope, role } of needed) {
        request.setDecorator(name, await scope.authorize(scoped, role));
      }
      if (typeof givesLastingAccess === 'function' && givesLastingAccess(request)) {
        refuseTrustedToken(scoped.principal);
      }
      for (const limit of limits) await takeFrom(limit, request, scoped.principal);
    };
  }

  /** Last, because requests that are refused for other reasons have cost little. */
  async function takeFrom(
    { what, points = () => 1 }: RouteLimit,
    request: FastifyRequest,
    { id, apiKeyId }: Principal,
  ) {
    const counted = points(request);
    const who = apiKeyId === undefined ? 'person' : 'program';
    if (counted > 0) await parts.accountLimits.take(what, id, counted, who);
  }

  return async (server) => {
    server.addHook('onRoute', addHooks);
    resolveExternalIds(server, parts);
    sendEntityTags(server);
    prepare(server);
    for (const name of ['principal', 'snapshot', ...Object.keys(scopes)]) server.decorateRequest(name);
    // The hooks set what these types promise.
    for (const addRoutes of routes) await addRoutes(server as unknown as ApiScope);
  };
}

/** Adds parameters, tags, security and error replies to the schema of a route, from its access. */
function describe(
  { method, schema, config }: RouteOptions,
  access: RouteAccess,
  needed: ReadonlyArray<NeededScope>,
): void {
  if (!schema) return;
  if (config?.givesLastingAccess === true) {
    schema.description = `${schema.description} Trusted tokens get 403 \`forbidden\` (\`trusted-token\`).`;
  }
  const apiKey = apiKeyScopeOf(method, config);
  if (apiKey !== undefined) schema.security = [{ bearer: [] }, { cookie: [] }, { apiKey: [apiKey] }];
  const refusals =
    typeof access === 'string'
      ? accountRefusals(access)
      : needed.flatMap(({ scope, role }) => scope.refusals(role));
  const named = [...needed.map(({ scope }) => scope.params), schema.params].filter(Type.IsObject);
  if (needed[0]) schema.tags ??= [needed[0].scope.tag];
  if (named.length > 0) schema.params = object(Object.assign({}, ...named.map((each) => each.properties)));
  const common = problems(
    ...refusals,
    403, // for API keys, by their scopes or limits
    ...(named.length > 0 ? [400 as const] : []),
    ...(config?.limit ? [429 as const] : []),
  );
  schema.response = Object.assign(common, schema.response);
}

/** Sends the `etag` of a reply as a header too (RFC 9110 §8.8.3). */
function sendEntityTags(server: FastifyInstance): void {
  server.addHook('preSerialization', (_request, reply, payload, done) => {
    if (typeof payload === 'object' && payload !== null && 'etag' in payload) {
      reply.header('etag', payload.etag);
    }
    done(null, payload);
  });
}

/** Refuses to start a server while a route has no `config.access`. */
export function requireDeclaredAccess(server: FastifyInstance): void {
  const routes: Array<RouteOptions> = [];
  server.addHook('onRoute', (route) => void routes.push(route));
  server.addHook('onReady', async () => {
    const silent = routes.filter(({ config }) => config?.access === undefined);
    if (silent.length === 0) return;
    const names = silent.map(({ method, url }) => `${method} ${url}`);
    throw new Error(`Add "config.access" to these routes: ${names.join(', ')}.`);
  });
}

/** Routes that need no session. */
export function publicRoutes(addRoutes: FastifyPluginAsync): FastifyPluginAsync {
  return async (scope, options) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    await addRoutes(scope, options);
  };
}
