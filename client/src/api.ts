import type { paths } from './api-types.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths with this method, as in openapi.json: `/api/v1/tasks/{taskId}`. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

export type Operation<M extends Method, P extends PathOf<M>> =
  paths[P] extends Record<M, infer Found> ? Found : never;

type Parameters<Op, Place extends string> = Op extends { readonly parameters: infer Places }
  ? Place extends keyof Places
    ? NonNullable<Places[Place]>
    : never
  : never;

type Member<Name extends string, Value> = [Value] extends [never]
  ? { readonly [K in Name]?: undefined }
  : object extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

/** Optional parameters may also be undefined, which omits them. */
type Omittable<Query> = {
  readonly [K in keyof Query]: object extends Pick<Query, K> ? Query[K] | undefined : Query[K];
};

type JsonBody<Found> = { readonly content: { 'application/json': Found } };

/** Optional where the operation's body is. */
type Body<Op> = 'requestBody' extends keyof Op
  ? Op extends { readonly requestBody: JsonBody<infer Found> }
    ? Found
    : Op extends { readonly requestBody?: JsonBody<infer Found> }
      ? Found | undefined
      : never
  : never;

/** The option for a header, if the operation has the header. */
type HeaderOption<Headers, Name extends string, Option> = [Headers] extends [never]
  ? unknown
  : Name extends keyof Headers
    ? Option
    : unknown;

interface IfMatchOption {
  /** The `etag` of the state to change; if the state differs, the change is refused with `precondition-failed`. */
  readonly ifMatch?: string | undefined;
}

interface IdempotencyKeyOption {
  /**
   * Makes repeated requests run once: later calls with the same key get the first response, for a day. At most 255 ASCII characters;
   * default: random for each call.
   */
  readonly idempotencyKey?: string | undefined;
}

/** The values for the path's `{names}`, the query and the body, as the operation defines them. */
export type Input<Op> = Member<'path', Parameters<Op, 'path'>> &
  Member<'query', Omittable<Parameters<Op, 'query'>>> &
  ([Body<Op>] extends [never]
    ? { readonly body?: undefined }
    : undefined extends Body<Op>
      ? { readonly body?: Body<Op> }
      : { readonly body: Body<Op> }) & {
    /** Headers in addition to the client's. */
    readonly headers?: Readonly<Record<string, string>>;
  } & HeaderOption<Parameters<Op, 'header'>, 'if-match', IfMatchOption> &
  HeaderOption<Parameters<Op, 'header'>, 'idempotency-key', IdempotencyKeyOption> &
  CallOptions;

/** Options of one call that override the client's. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** An attempt fails after this many milliseconds without data of a reply. */
  readonly timeoutMs?: number | undefined;
  /** Maximum number of attempts, for requests that are safe to repeat. */
  readonly attempts?: number | undefined;
}

type Json<Reply> = Reply extends { readonly content: { 'application/json': infer Found } }
  ? Found
  : undefined;

/** The JSON of the reply; undefined if it has none. */
export type Output<Op> = Op extends { readonly responses: infer Replies }
  ? Replies extends { readonly 200: infer Reply }
    ? Json<Reply>
    : Replies extends { readonly 201: infer Reply }
      ? Json<Reply>
      : undefined
  : never;

/** The forms in which a reply can be returned. */
export interface Parsed<Op> {
  json: Output<Op>;
  text: string;
  blob: Blob;
  /** For its headers; its body has been received. */
  response: Response;
}

type Asked<Op, As> = Input<Op> & { readonly parseAs?: As };

type Call<M extends Method> = <P extends PathOf<M>, As extends keyof Parsed<unknown> = 'json'>(
  path: P,
  ...input: object extends Input<Operation<M, P>>
    ? [Asked<Operation<M, P>, As>?]
    : [Asked<Operation<M, P>, As>]
) => Promise<Parsed<Operation<M, P>>[As]>;

/** A page of a list. */
export interface Page<Item> {
  readonly items: ReadonlyArray<Item>;
  /** The `cursor` of the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** The paths whose GET returns a page of a list. */
export type ListPath = {
  [P in PathOf<'get'>]: Output<Operation<'get', P>> extends Page<unknown> ? P : never;
}[PathOf<'get'>];

/** The items of a list. */
export type ItemOf<P extends ListPath> = Output<Operation<'get', P>> extends Page<infer Item> ? Item : never;

/**
 * The operations of openapi.json: `client.get('/api/v1/tasks/{taskId}', {path: {taskId}})`. Every call throws `LecternApiError`, or the
 * reason of its signal. Failed requests that are safe to repeat are retried: `get`, `put` and `delete` without `ifMatch`, and `post` with
 * an idempotency key. Returns the reply's JSON, unless `parseAs` is set.
 */
export interface ApiCalls {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /**
   * The pages of a list, from the first or from the `cursor` of the query: `for await (const {items} of client.pages('/api/v1/tasks',
   * {query: {limit: 200}}))`. Each is requested when the loop reaches it.
   */
  readonly pages: <P extends ListPath>(
    path: P,
    ...input: object extends Input<Operation<'get', P>>
      ? [Input<Operation<'get', P>>?]
      : [Input<Operation<'get', P>>]
  ) => AsyncGenerator<Page<ItemOf<P>>, void, undefined>;
}
