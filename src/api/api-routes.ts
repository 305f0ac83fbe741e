import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  ContextConfigDefault,
  FastifyContextConfig,
  FastifyInstance,
  FastifyReply,
  FastifySchema,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
  RouteGenericInterface,
  RouteHandlerMethod,
  RouteShorthandOptions,
} from 'fastify';
import type { Principal } from '../domain/accounts/principal.ts';
import type { RouteAccess, RouteCost } from './scopes/route-access.ts';
import type { FoundInScopes, ScopeName } from './scopes/scopes.ts';

/** Adds routes to the API. */
export type ApiRoutes = (server: ApiScope) => void | Promise<void>;

/** Puts operations under a tag of the API document, instead of the tag of their scope. */
export const tagged =
  <Server>(tag: string, addRoutes: (server: Server) => unknown) =>
  async (server: Server): Promise<void> => {
    await (server as FastifyInstance).register(async (scope) => {
      scope.addHook('onRoute', ({ schema }) => {
        if (schema) schema.tags = [tag];
      });
      await addRoutes(scope as Server);
    });
  };

/** Fastify's methods, for routes with `config.access`. */
export type ApiScope = Readonly<Record<'get' | 'post' | 'put' | 'patch' | 'delete', AddRoute>> &
  Pick<FastifyInstance, 'addContentTypeParser'> & {
    /** Adds routes in a scope below this one. */
    register(addRoutes: ApiRoutes): PromiseLike<unknown>;
  };

type AddRoute = <const Schema extends FastifySchema, const Access extends RouteAccess>(
  url: string,
  options: Options<Schema> & { config: { access: Access; cost: RouteCost } },
  handler: (
    request: Parameters<Handler<Schema>>[0] & Authorized<Access>,
    reply: Parameters<Handler<Schema>>[1],
  ) => ReturnType<Handler<Schema>>,
) => void;

/** The caller, and what each scope of the route found, under the scope's name. */
export type Authorized<Access> = { readonly principal: Principal } & Pick<
  FoundInScopes,
  Extract<keyof Access, ScopeName>
>;

type Options<Schema extends FastifySchema> = RouteShorthandOptions<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  RouteGenericInterface,
  ContextConfigDefault,
  Schema,
  TypeBoxTypeProvider
>;

type Handler<Schema extends FastifySchema> = RouteHandlerMethod<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  RouteGenericInterface,
  ContextConfigDefault,
  Schema,
  TypeBoxTypeProvider
>;

/** What the API document says about an operation. */
export interface OperationTexts {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags?: ReadonlyArray<string>;
}

type AddPlainRoute = (
  url: string,
  options: {
    readonly bodyLimit?: number;
    readonly config: FastifyContextConfig & { access: RouteAccess; cost: RouteCost };
    readonly schema: FastifySchema;
  },
  handler: (request: never, reply: FastifyReply) => unknown,
) => void;

/**
 * The same methods for functions that add alike routes. Fastify infers nothing from schemas that are type parameters, so such a function
 * names the types of requests itself.
 */
export const plainScope = (server: ApiScope) =>
  server as unknown as Readonly<Record<'get' | 'post' | 'put' | 'patch' | 'delete', AddPlainRoute>>;
