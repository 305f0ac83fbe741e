import type { ApiCalls, CallOptions, Method, Parsed } from './api.ts';
import { baseUrlOf } from './base-url.ts';
import { blobOf, textOf } from './body-of.ts';
import { keyedPaths } from './keyed-paths.ts';
import { LecternApiError } from './lectern-error.ts';
import { type OpenDocument, type OpenOptions, openDocument } from './open-document.ts';
import type { ListedByPlatform } from './remove-deleted.ts';
import type { BatchUrl, GrantedUrlWish, PutExternalIds, SyncedKind } from './schemas.ts';
import { sendRequest } from './send-request.ts';
import type { ContestToSync, SyncedContest } from './sync-contest.ts';
import type { UploadedVersion, UploadRequest } from './upload.ts';
import { type WatchContestOptions, type WatchTaskOptions, watchChanges } from './watch-changes.ts';

/**
 * Returns the token for a request. After a 401 it is called again with the `refused` token; if it returns another one, the request is
 * retried.
 */
export type TokenSource = (refused?: string) => string | undefined | Promise<string | undefined>;

export interface ClientOptions {
  /** The address of Lectern: `https://lectern.example.org`. Empty in a page on Lectern's origin. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`; without it, the browser sends its session cookie. */
  readonly token?: string | TokenSource | undefined;
  /** Sends all requests, including those to the storage; default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** An attempt fails after this many milliseconds without data of a reply; default 15 s. */
  readonly timeoutMs?: number;
  /** Maximum number of attempts, for requests that are safe to repeat; default 3. */
  readonly attempts?: number;
}

export interface LecternClient extends ApiCalls {
  /**
   * Opens a document of a task. It can be read as long as its reader has access, beyond the lifetime of one signed URL.
   * @throws LecternApiError `no-pdf`, or the API's refusal: `not-open-yet`, `closed`, `not-found`, …
   */
  openDocument(taskId: string, options?: OpenOptions): Promise<OpenDocument>;
  /**
   * Reports when a PDF of a task is replaced or removed, through a stream of events that is reopened when it ends. Events carry no details:
   * request the current PDFs, after a short random pause if many watch the same task.
   * @returns never; rejects with the reason of the signal
   * @throws LecternApiError when the task can no longer be read
   */
  watchTask(taskId: string, options: WatchTaskOptions): Promise<never>;
  /**
   * The same for a contest: reports when something that its people see may have changed, such as times, tasks and their PDFs.
   * @throws LecternApiError when you no longer belong to the contest
   */
  watchContest(contestId: string, options: WatchContestOptions): Promise<never>;
  /**
   * Uploads a PDF as the current version of its language, or an attachment, directly to the storage. Resends the bytes when the connection breaks. Sends
   * nothing if the current version is the same file.
   * @throws LecternApiError `upload-failed`, `file-unreadable`, `network`, or the API's refusal; the reason of the signal
   */
  uploadDocument(taskId: string, upload: UploadRequest): Promise<UploadedVersion>;
  /**
   * Gets URLs for readers who may read a task now, according to your platform. Results are in the order of the items, requested 100 at a
   * time. The token must be an API key with the scope `grant`.
   * @throws LecternApiError when a request is refused; a refused item has a `problem` instead
   */
  grantUrls(wishes: ReadonlyArray<GrantedUrlWish>, options?: CallOptions): Promise<ReadonlyArray<BatchUrl>>;
  /**
   * Puts the tasks of a contest, the contest, and then its lists of tasks and participants. Each request is a transaction, and the call is
   * idempotent. The token must be an API key with the scope `sync`.
   * @throws LecternApiError `would-remove`, or the API's refusal
   */
  syncContest(contestId: string, wanted: ContestToSync): Promise<SyncedContest>;
  /**
   * Removes the tasks, groups or contests that your key has put and your platform no longer has, at most 100 in a transaction. The token
   * must be an API key with the scope `sync`.
   * @returns what was removed, also by earlier requests of the call
   * @throws LecternApiError `would-remove`, or another refusal of the API
   */
  removeDeleted(kind: SyncedKind, listed: ListedByPlatform): Promise<PutExternalIds>;
}

/** An id of your platform, in the form that the API accepts: `ext:42`. */
export const ext = (id: number | bigint | string): string => `ext:${id}`;

/** @throws TypeError when `baseUrl` is not an http or https URL, or has a query, a fragment or a password */
export function createLecternClient(options: ClientOptions): LecternClient {
  const { token, timeoutMs = 15_000, attempts = 3 } = options;
  const settings = { fetch: options.fetch ?? globalThis.fetch.bind(globalThis), timeoutMs, attempts };
  const base = baseOf(options);

  const send = <Result>(
    method: Method,
    path: string,
    input: AnyInput,
    bearer: () => Promise<string | undefined>,
    read: (reply: Response) => Result | Promise<Result>,
  ): Promise<Result> => {
    const { body, ifMatch, idempotencyKey, signal, parseAs = 'json' } = input;
    return sendRequest(
      base + fillPath(path, input),
      {
        method: method.toUpperCase(),
        bearer,
        headers: {
          accept: parseAs === 'json' ? 'application/json' : '*/*',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': quote(idempotencyKey) }),
          ...input.headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
        isRepeatable: idempotencyKey !== undefined || isHarmless(method, path, input),
      },
      {
        ...settings,
        timeoutMs: input.timeoutMs ?? settings.timeoutMs,
        attempts: input.attempts ?? settings.attempts,
      },
      read,
    );
  };

  const call =
    (method: Method) =>
    (path: string, input: AnyInput = {}): Promise<unknown> => {
      const { idempotencyKey = method === 'post' && keyedPaths.has(path) ? newKey() : undefined } = input;
      const read = readAs[input.parseAs ?? 'json'];
      return withToken(token, (bearer) => send(method, path, { ...input, idempotencyKey }, bearer, read));
    };

  const openChanges = (path: string, values: AnyInput, signal: AbortSignal | undefined) => {
    const input: AnyInput = {
      ...values,
      headers: { accept: 'text/event-stream' },
      signal,
      timeoutMs: silentAfterMs,
      attempts: 1,
    };
    return withToken(token, (bearer) => send('get', path, input, bearer, (reply) => reply));
  };

  async function* pages(path: string, input: AnyInput = {}) {
    for (let cursor = input.query?.['cursor']; ; ) {
      const page = (await get(path, { ...input, query: { ...input.query, cursor } })) as ListedPage;
      yield page;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }

  const get = call('get');
  const client = {
    get,
    pages,
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    openDocument: (taskId: string, wish: OpenOptions = {}) => openDocument(client, settings, taskId, wish),
    watchTask(taskId: string, { versionId, ...options }: WatchTaskOptions) {
      const input = { path: { taskId }, query: { versionId } };
      const open = () => openChanges('/api/v1/tasks/{taskId}/changes', input, options.signal);
      return watchChanges(open, versionId !== undefined, options);
    },
    watchContest(contestId: string, { revision, ...options }: WatchContestOptions) {
      const open = () => {
        const input = { path: { contestId }, query: { revision: revision?.() } };
        return openChanges('/api/v1/contests/{contestId}/changes', input, options.signal);
      };
      return watchChanges(open, revision !== undefined, options);
    },
    async uploadDocument(taskId: string, upload: UploadRequest) {
      const { uploadDocument } = await loadManyRequests();
      return uploadDocument(client, settings.fetch, taskId, upload);
    },
    async grantUrls(wishes: ReadonlyArray<GrantedUrlWish>, options: CallOptions = {}) {
      const { grantUrls } = await loadManyRequests();
      return grantUrls(client, wishes, options);
    },
    async syncContest(contestId: string, wanted: ContestToSync) {
      const { syncContest } = await loadManyRequests();
      return syncContest(client, contestId, wanted);
    },
    async removeDeleted(kind: SyncedKind, listed: ListedByPlatform) {
      const { removeDeleted } = await loadManyRequests();
      return removeDeleted(client, kind, listed);
    },
  } as LecternClient;
  return client;
}

/** The base of the API's paths. */
function baseOf({ baseUrl, fetch }: ClientOptions): string {
  // The browser knows the origin of its page, and a framework's fetch that of its request.
  if (baseUrl === '' && ('location' in globalThis || fetch)) return '';
  return baseUrlOf('baseUrl', baseUrl);
}

/** Most pages do not need it, so bundlers with code splitting put it in a separate file. */
const loadManyRequests = () =>
  import('./many-requests.ts').catch((cause) => {
    throw new LecternApiError('network', 'A part of lectern-client did not load.', { cause });
  });

/** Whether a request is safe to repeat without a key. With `ifMatch`, the first attempt may have changed the entity tag. */
function isHarmless(method: Method, path: string, { ifMatch }: AnyInput): boolean {
  if (method === 'post') return path === '/api/v1/granted-urls';
  return method !== 'patch' && ifMatch === undefined;
}

/** Three missed heartbeats: a stream of events sends one every 15 s. */
const silentAfterMs = 45_000;

/** Sends a request, and repeats it with another token if the first was refused, because then it had no effect. */
async function withToken<Result>(
  token: ClientOptions['token'],
  send: (bearer: () => Promise<string | undefined>) => Promise<Result>,
): Promise<Result> {
  if (typeof token !== 'function') return send(async () => token);
  let sent: string | undefined;
  let next: string | undefined;
  const bearer = async () => {
    sent = next ?? (await token());
    next = undefined;
    return sent;
  };
  try {
    return await send(bearer);
  } catch (error) {
    const isRefused = error instanceof LecternApiError && error.status === 401 && sent !== undefined;
    next = isRefused ? await token(sent) : undefined;
    if (next === undefined || next === sent) throw error;
    return send(bearer);
  }
}

/** `crypto.randomUUID` is missing in pages loaded over plain HTTP. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** A string of structured fields, RFC 8941 §3.3.3. */
const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

interface ListedPage {
  readonly nextCursor: string | null;
}

interface AnyInput extends CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parseAs?: keyof typeof readAs;
}

/** Fills in `/tasks/{taskId}`, and appends the query. */
function fillPath(path: string, { path: values = {}, query = {} }: AnyInput): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    // `fetch` would resolve `.` and `..` to another address.
    if (!value || value === '.' || value === '..')
      throw new TypeError(`"${name}" of ${path} is missing or "${value}"`);
    return encodeURIComponent(value);
  });
  const given = Object.entries(query).flatMap(
    ([name, value]): Array<[string, string]> => (value === undefined ? [] : [[name, String(value)]]),
  );
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
}

const readAs: Readonly<Record<keyof Parsed<unknown>, (reply: Response) => Promise<unknown>>> = {
  json: readJson,
  text: textOf,
  blob: (reply) => blobOf(reply),
  response: async (reply) => new Response(reply.body && (await blobOf(reply)), reply),
};

/** Limit of JSON replies. */
const maxBytes = 16 * 1024 * 1024;

async function readJson(reply: Response): Promise<unknown> {
  const body = await blobOf(reply, maxBytes);
  if (body.size > maxBytes) {
    const { status } = reply;
    throw new LecternApiError('reply-unreadable', `The reply has more than ${maxBytes} bytes.`, { status });
  }
  const text = await body.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { status } = reply;
    throw new LecternApiError('reply-unreadable', 'The reply is not JSON.', { status, cause });
  }
}
