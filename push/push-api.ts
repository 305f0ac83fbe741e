import { setTimeout as pause } from 'node:timers/promises';
import type { Schemas } from 'lectern-client';
import { errorOfReply, LecternApiError } from '../client/src/lectern-error.ts';

export interface PushApiSettings {
  /** Such as `https://lectern.example.org`, without a trailing slash. */
  readonly baseUrl: string;
  /** Sent only to the API, never to a storage. */
  readonly apiKey: string;
  /** Milliseconds for one attempt of a request, including its reply; default 30 s. */
  readonly timeoutMs?: number;
  /** Maximum attempts per request; default 5. */
  readonly attempts?: number;
  /** Milliseconds of the first pause, if the server names none; later pauses grow. Default: half a second. */
  readonly firstPauseMs?: number;
  /** Milliseconds; a request fails if the server asks for a longer pause. Default: 5 minutes, like its rate limits. */
  readonly longestPauseMs?: number;
  /** Shown to readers who have a task open whose PDF is replaced: a line for each language. */
  readonly reason?: Schemas.ChangeReason | undefined;
  /** Called before each pause, in milliseconds. */
  readonly onPause?: (pauseMs: number, reason: LecternApiError) => void;
}

export interface PutOptions {
  readonly dryRun: boolean;
  /** The `etag` of the state to change; with another one the request fails as `precondition-failed`. */
  readonly ifMatch?: string | undefined;
}

/** Statuses of temporary failures of a server, or a proxy before it. */
const passing = new Set([429, 502, 503, 504]);

export type PushApi = ReturnType<typeof createPushApi>;

/** The operations of a push. All may be repeated, and throw `LecternApiError`. */
export function createPushApi(settings: PushApiSettings) {
  const path = (...names: ReadonlyArray<string>) =>
    `/api/v1/tasks/${names.map(encodeURIComponent).join('/')}`;
  const query = ({ dryRun }: PutOptions) => (dryRun ? '?dryRun=true' : '');
  return {
    /** `GET /api/v1/tasks/ext:{externalId}/settings`; undefined if there is no such task. */
    findTask: async (externalId: string) => {
      try {
        const found = await send('GET', path(`ext:${externalId}`, 'settings'), undefined, settings);
        return found as Schemas.TaskSettings;
      } catch (error) {
        if (error instanceof LecternApiError && error.code === 'not-found') return undefined;
        throw error;
      }
    },
    /** `PUT /api/v1/tasks/ext:{externalId}` */
    putTask: async (externalId: string, task: Schemas.TaskToPut, options: PutOptions) => {
      const at = path(`ext:${externalId}`) + query(options);
      return (await send('PUT', at, task, settings, options.ifMatch)) as Schemas.PutTask;
    },
    /** `POST /api/v1/tasks/{taskId}/staff`. @returns whether someone was added */
    addOwners: async (taskId: string, emails: ReadonlyArray<string>, options: PutOptions) => {
      const at = path(taskId, 'staff') + query(options);
      const reply = await send('POST', at, { emails, role: 'owner' }, settings);
      const { added, unknown, unverified } = reply as Schemas.AddTaskStaffReply;
      const [missing] = [...unknown, ...unverified];
      if (missing === undefined) return added > 0;
      const message = `There is no account with the verified address ${missing}. Correct --owner, or create it first.`;
      throw new LecternApiError('request-invalid', message);
    },
    /** `PUT /api/v1/tasks/{taskId}/documents/{language}`; without an upload for a dry run. */
    putDocument: async (
      taskId: string,
      language: string,
      document: Schemas.DocumentToPut,
      options: PutOptions,
    ) => {
      const at = path(taskId, 'documents', language) + query(options);
      return (await send('PUT', at, document, settings)) as Schemas.PutDocument;
    },
    /** `POST /api/v1/tasks/{taskId}/attachments`; without an upload for a dry run. */
    addAttachment: async (taskId: string, attachment: Schemas.AttachmentToAdd, options: PutOptions) => {
      const at = path(taskId, 'attachments') + query(options);
      return (await send('POST', at, attachment, settings)) as Schemas.PutDocument;
    },
    /** `POST /api/v1/tasks/{taskId}/documents/{versionId}/complete` */
    completeUpload: async (taskId: string, versionId: string) => {
      const { reason } = settings;
      await send('POST', path(taskId, 'documents', versionId, 'complete'), reason && { reason }, settings);
    },
  };
}

/**
 * Sends a request whose reply may be empty. Those that could happen twice (POST, PATCH) are sent once.
 * @param path with its query; below the address of the server
 * @throws LecternApiError
 */
export function sendToApi(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: object | undefined,
  settings: PushApiSettings,
): Promise<object | undefined> {
  const isRepeatable = method !== 'POST' && method !== 'PATCH';
  return send(method, path, body, isRepeatable ? settings : { ...settings, attempts: 1 });
}

/** Sends a request, and retries temporary failures after the pause that the server asks for, or a growing one. */
async function send(
  method: string,
  path: string,
  body: object | undefined,
  settings: PushApiSettings,
  ifMatch?: string,
): Promise<object | undefined> {
  const { attempts = 5, firstPauseMs = 500, longestPauseMs = 300_000, onPause = () => {} } = settings;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(method, path, body, settings, ifMatch);
    } catch (error) {
      if (!(error instanceof LecternApiError) || !mayPass(error) || attempt >= attempts) throw error;
      const named = (error.facts.retryAfterSeconds ?? 0) * 1000;
      if (named > longestPauseMs) throw error;
      const pauseMs = named > 0 ? named : firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random());
      onPause(pauseMs, error);
      await pause(pauseMs);
    }
  }
}

const mayPass = ({ code, status }: LecternApiError) => code === 'network' || passing.has(status);

async function sendOnce(
  method: string,
  path: string,
  body: object | undefined,
  { baseUrl, apiKey, timeoutMs = 30_000 }: PushApiSettings,
  ifMatch: string | undefined,
): Promise<object | undefined> {
  try {
    const reply = await fetch(baseUrl + path, {
      method,
      redirect: 'manual', // the key must not go to other addresses
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!reply.ok) throw await refusalOf(reply);
    return reply.status === 204 ? undefined : await readObject(reply);
  } catch (cause) {
    if (cause instanceof LecternApiError) throw cause;
    const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
    const why = isLate ? `no answer within ${timeoutMs / 1000} seconds` : 'no connection';
    throw new LecternApiError(
      'network',
      `${baseUrl} could not be reached: ${why}. Check --url and your network.`,
      { cause },
    );
  }
}

/** The error of a reply; redirections are errors, too. */
async function refusalOf(reply: Response): Promise<LecternApiError> {
  const { status, headers } = reply;
  if (status >= 300 && status < 400) {
    const message = `The server redirects to ${headers.get('location')}. Use that address for --url.`;
    return new LecternApiError('reply-unreadable', message, { status });
  }
  return errorOfReply(reply);
}

async function readObject(reply: Response): Promise<object> {
  const text = await reply.text();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Reported below.
  }
  const { status } = reply;
  throw new LecternApiError(
    'reply-unreadable',
    'The reply of the server is not JSON. Check that --url is the address of Lectern.',
    { status },
  );
}
