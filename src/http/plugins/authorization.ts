import type { FastifyPluginAsync, FastifyRequest, RouteOptions } from 'fastify';
import type { TObject } from 'typebox';
import type { TaskSnapshot } from '../../access/task-snapshot.ts';
import type { Principal } from '../../accounts/principal.ts';
import { LecternError } from '../../errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes, ApiScope } from '../api-routes.ts';
import { object, problems } from '../schemas.ts';
import { accountRefusals, authorizeAccount } from '../scopes/account.ts';
import type { RouteAccess } from '../scopes/route-access.ts';
import type { Scope, ScopedRequest } from '../scopes/scope.ts';
import { createScopes } from '../scopes/scopes.ts';

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

  /** Adds to a route's schema what its scopes have in common. */
  function describeScopes({ schema, config }: RouteOptions): void {
    if (!schema || !config?.access || config.access === 'public') return;
    const { access } = config;
    const needed = scopesOf(access);
    const tags = needed.map(({ scope }) => scope.tag);
    const params = [...needed.map(({ scope }) => scope.params), schema.params as TObject | undefined];
    const properties = Object.assign({}, ...params.map((each) => each?.properties));
    const hasParams = Object.keys(properties).length > 0;
    const refusals =
      typeof access === 'string'
        ? accountRefusals(access)
        : needed.flatMap(({ scope, role }) => scope.refusals(role));
    schema.tags ??= tags.slice(0, 1);
    if (hasParams) schema.params = object(properties);
    schema.response = {
      ...problems(...refusals, ...(hasParams ? [400] : [])),
      ...(schema.response as object),
    };
  }

  /** Sets who asks; for a task to be read, that and the task are one read of the database. */
  async function authenticate(request: FastifyRequest): Promise<void> {
    const { headers } = request;
    const access = accessOf(request);
    const snapshot = isReading(access)
      ? await parts.readTaskSnapshot(headers, (request.params as { taskId: string }).taskId)
      : undefined;
    const principal = isReading(access) ? snapshot?.principal : await parts.authenticate(headers);
    if (!principal) throw new LecternError('unauthenticated', 'Send a session cookie or a bearer token.');
    if (typeof access === 'string') authorizeAccount(principal, access);
    request.setDecorator<Principal>('principal', principal);
    request.setDecorator<TaskSnapshot | undefined>('snapshot', snapshot);
  }

  async function authorize(request: FastifyRequest): Promise<void> {
    const scoped: ScopedRequest = {
      principal: request.getDecorator<Principal>('principal'),
      params: request.params as Record<string, string>,
      query: request.query as Record<string, string>,
      snapshot: request.getDecorator<TaskSnapshot | undefined>('snapshot'),
    };
    for (const { name, scope, role } of scopesOf(accessOf(request))) {
      request.setDecorator(name, await scope.authorize(scoped, role));
    }
  }

  return async (server) => {
    for (const name of ['principal', 'snapshot', ...Object.keys(scopes)]) server.decorateRequest(name);
    server.addHook('onRoute', describeScopes);
    server.addHook('onRequest', authenticate);
    server.addHook('preHandler', authorize);
    for (const addRoutes of routes) {
      // The hooks set on each request what these types say of it.
      await server.register(async (scope) => addRoutes(scope as unknown as ApiScope));
    }
  };
}

function accessOf({ routeOptions }: FastifyRequest): RouteAccess {
  const { access } = routeOptions.config;
  if (access === undefined || access === 'public')
    throw new Error('A route of the API says who may call it.');
  return access;
}

function isReading(access: RouteAccess): boolean {
  return typeof access === 'object' && access.readableTask !== undefined;
}
