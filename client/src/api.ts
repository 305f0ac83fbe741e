import type { paths } from './api-types.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that have a method, as openapi.json names them: `/api/v1/tasks/{taskId}`. */
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

/** A parameter that may be left out may be undefined as well: it is left out then. */
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

/** The option behind a header, for an operation that takes the header. */
type HeaderOption<Headers, Name extends string, Option> = [Headers] extends [never]
  ? unknown
  : Name extends keyof Headers
    ? Option
    : unknown;

interface IfMatchOption {
  /** The `etag` of the state that the change is meant for; in another it is refused: `precondition-failed`. */
  readonly ifMatch?: string | undefined;
}

interface IdempotencyKeyOption {
  /**
   * Names what is asked for, so that it is done once however often it is sent, also by later calls with this key: they get
   * the first answer, for a day. At most 255 characters of ASCII; default: a random one for each call.
   */
  readonly idempotencyKey?: string | undefined;
}

/** The values of the path's `{names}`, of its query and its body, as far as the operation has them. */
export type Input<Op> = Member<'path', Parameters<Op, 'path'>> &
  Member<'query', Omittable<Parameters<Op, 'query'>>> &
  ([Body<Op>] extends [never]
    ? { readonly body?: undefined }
    : undefined extends Body<Op>
      ? { readonly body?: Body<Op> }
      : { readonly body: Body<Op> }) & {
    /** Headers beside those that the client sets. */
    readonly headers?: Readonly<Record<string, string>>;
  } & HeaderOption<Parameters<Op, 'header'>, 'if-match', IfMatchOption> &
  HeaderOption<Parameters<Op, 'header'>, 'idempotency-key', IdempotencyKeyOption> &
  CallOptions;

/** What one call does otherwise than the client. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds in which nothing of a reply comes until an attempt has failed. */
  readonly timeoutMs?: number | undefined;
  /** How often a request is sent at most that is safe to repeat. */
  readonly attempts?: number | undefined;
}

type Json<Reply> = Reply extends { readonly content: { 'application/json': infer Found } }
  ? Found
  : undefined;

/** The JSON of the reply; undefined where there is none. */
export type Output<Op> = Op extends { readonly responses: infer Replies }
  ? Replies extends { readonly 200: infer Reply }
    ? Json<Reply>
    : Replies extends { readonly 201: infer Reply }
      ? Json<Reply>
      : undefined
  : never;

/** What a reply is read as. */
export interface Parsed<Op> {
  json: Output<Op>;
  text: string;
  blob: Blob;
  /** For its headers too; its body has come by then. */
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

/** The paths whose GET answers with a page of a list. */
export type ListPath = {
  [P in PathOf<'get'>]: Output<Operation<'get', P>> extends Page<unknown> ? P : never;
}[PathOf<'get'>];

/** What such a list has. */
export type ItemOf<P extends ListPath> = Output<Operation<'get', P>> extends Page<infer Item> ? Item : never;

/**
 * The API, call by call, as openapi.json describes it: `client.get('/api/v1/tasks/{taskId}', {path: {taskId}})`.
 * Every call throws `LecternApiError`, or the reason of its signal. What the API does once however often it comes is
 * sent again when it fails: `get`, `put` and `delete` without `ifMatch`, and `post` with an idempotency key. The reply is
 * read as JSON, unless `parseAs` says otherwise.
 */
export interface ApiCalls {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /**
   * The pages of a list, one after another, from the first or from the `cursor` of the query: `for await (const {items} of
   * client.pages('/api/v1/tasks', {query: {limit: 200}}))`. Each is asked for when it is wanted.
   */
  readonly pages: <P extends ListPath>(
    path: P,
    ...input: object extends Input<Operation<'get', P>>
      ? [Input<Operation<'get', P>>?]
      : [Input<Operation<'get', P>>]
  ) => AsyncGenerator<Page<ItemOf<P>>, void, undefined>;
}
