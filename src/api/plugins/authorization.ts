import type {
  FastifyContextConfig,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyRequest,
  preHandlerAsyncHookHandler,
  RouteOptions,
} from 'fastify';
import { Type } from 'typebox';
import type { LimitedWork } from '../../domain/accounts/account-limits.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { countedAddress } from '../../lib/client-address.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes, ApiScope } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { accountRefusals, authorizeAccount, authorizeApiKey, refuseTrustedToken } from '../scopes/account.ts';
import {
  apiKeyScopesOf,
  costOf,
  costs,
  type RouteAccess,
  type RouteLimit,
  takesLimitedKeys,
} from '../scopes/route-access.ts';
import type { Scope, ScopedRequest } from '../scopes/scope.ts';
import { createScopes } from '../scopes/scopes.ts';
import { object } from '../shapes.ts';
import { createAuthentication } from './authentication.ts';
import { resolveExternalIds } from './external-ids.ts';
import { createRequestTurns } from './turns.ts';

/** Milliseconds of work that a person and a program may have under way. */
const [atOnceOfPerson, atOnceOfProgram] = [10, 100];

type AuthorizeCaller = (request: FastifyRequest) => Promise<void>;

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
  const turns = createRequestTurns();

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
    const authorizeCaller = accountHook(route, access);
    route.onRequest = [authorizeCaller, ...[route.onRequest ?? []].flat()];
    const authorizeScopes = scopesHook(needed, route.config ?? {}, authorizeCaller);
    route.preHandler = [authorizeScopes, ...[route.preHandler ?? []].flat()];
  }

  function accountHook({ method, config }: RouteOptions, access: RouteAccess): AuthorizeCaller {
    const authenticate = authenticationFor(access);
    const apiKeyScopes = apiKeyScopesOf(method, config);
    const takesLimited = takesLimitedKeys(access, config);
    const givesLastingAccess = config?.givesLastingAccess;
    return async (request) => {
      const principal = await authenticate(request);
      authorizeApiKey(principal, apiKeyScopes, takesLimited);
      if (typeof access === 'string') authorizeAccount(principal, access);
      if (givesLastingAccess === true) refuseTrustedToken(principal);
    };
  }

  function scopesHook(
    needed: ReadonlyArray<NeededScope>,
    { cost, limit = [], givesLastingAccess }: FastifyContextConfig,
    authorizeCaller: AuthorizeCaller,
  ): preHandlerAsyncHookHandler {
    const limits: ReadonlyArray<RouteLimit> = [limit].flat();
    return async (request) => {
      const ms = costOf(cost, request);
      if (ms > 0 && (await takeTurn(request, ms))) await authorizeCaller(request);
      const principal: Principal = request.getDecorator('principal');
      const scoped: ScopedRequest = {
        principal,
        params: request.params as ScopedRequest['params'],
        query: request.query,
        snapshot: request.getDecorator('snapshot'),
      };
      for (const { name, scope, role } of needed) {
        request.setDecorator(name, await scope.authorize(scoped, role));
      }
      if (typeof givesLastingAccess === 'function' && givesLastingAccess(request)) {
        refuseTrustedToken(principal);
      }
      for (const limit of limits) await takeFrom(limit, request, principal);
      if (ms > 0) await charge(ms >= costs.report ? 'costly' : 'everyday', principal, ms);
    };
  }

  async function takeTurn(request: FastifyRequest, ms: number): Promise<boolean> {
    const { id, apiKeyId }: Principal = request.getDecorator('principal');
    const [lane, atOnce] = apiKeyId === undefined ? [id, atOnceOfPerson] : [apiKeyId, atOnceOfProgram];
    return turns.take(request, lane, ms, atOnce);
  }

  /** Last, because requests that are refused for other reasons have cost little. */
  async function takeFrom(
    { what, points = () => 1 }: RouteLimit,
    request: FastifyRequest,
    caller: Principal,
  ) {
    const counted = points(request);
    if (counted > 0) await charge(what, caller, counted);
  }

  const charge = (what: LimitedWork, { id, apiKeyId }: Principal, points: number) =>
    parts.accountLimits.take(what, id, points, apiKeyId === undefined ? 'person' : 'program');

  return async (server) => {
    server.addHook('onRoute', addHooks);
    resolveExternalIds(server, parts);
    sendEntityTags(server);
    server.addHook('onSend', turns.end);
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
  const keys = apiKeyScopesOf(method, config).map((scope) => ({ apiKey: [scope] }));
  if (keys.length > 0) schema.security = [{ bearer: [] }, { cookie: [] }, ...keys];
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
    ...(config?.limit || config?.cost !== 'light' ? [429 as const] : []),
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

/** Refuses to start a server while a route has no `config.access`, or an operation of the API no `config.cost`. */
export function requireDeclaredAccess(server: FastifyInstance): void {
  const routes: Array<RouteOptions> = [];
  server.addHook('onRoute', (route) => void routes.push(route));
  server.addHook('onReady', async () => {
    const missing = routes.flatMap(({ method, url, schema, config = {} }) => {
      const names = schema?.operationId ? (['access', 'cost'] as const) : (['access'] as const);
      return names
        .filter((name) => config[name] === undefined)
        .map((name) => `"config.${name}" to ${method} ${url}`);
    });
    if (missing.length > 0) throw new Error(`Add ${missing.join(', ')}.`);
  });
}

/** Routes that need no session. Those that cost something take turns by address. */
export function publicRoutes(addRoutes: FastifyPluginAsync): FastifyPluginAsync {
  return async (scope, options) => {
    const turns = createRequestTurns();
    scope.addHook('onSend', turns.end);
    scope.addHook('onRoute', (route) => {
      const { cost = 'light' } = route.config ?? {};
      route.config = { ...route.config, access: 'public' };
      if (cost === 'light') return;
      const takeTurn = async (request: FastifyRequest) =>
        void (await turns.take(
          request,
          countedAddress(request.client),
          costOf(cost, request),
          atOnceOfPerson,
        ));
      route.preHandler = [takeTurn, ...[route.preHandler ?? []].flat()];
    });
    await addRoutes(scope, options);
  };
}
