import type { ApiCalls, Operation, Output } from './api.ts';
import { LecternApiError } from './lectern-error.ts';
import { type RequestSettings, sendRequest, unlessAborted } from './send-request.ts';

export interface OpenOptions {
  /** BCP 47; default: the browser's preference, or the task's primary language. */
  readonly language?: string;
  readonly signal?: AbortSignal;
  /**
   * Finds the bytes on this device, for example in an open envelope; undefined if there are none. Bytes that cannot be read there are
   * downloaded from the signed URL.
   */
  readonly findHeld?: (document: HeldDocument) => Promise<HeldBytes | undefined>;
}

/** The API's description of the PDF to open. */
export type HeldDocument = Pick<OpenDocument, 'taskId' | 'size' | 'sha256' | 'documents'>;
export type HeldBytes = Pick<OpenDocument, 'fetch'>;

/** Bytes from `begin` (inclusive) to `end` (exclusive). */
export interface ByteRange {
  readonly begin: number;
  readonly end: number;
}

/** The PDF of a task. It stays readable after a signed URL expires, because a new one is requested. */
export interface OpenDocument {
  readonly taskId: string;
  readonly title: string;
  readonly versionId: string;
  readonly language: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The current signed URL. Do not store it: it is replaced. */
  readonly url: string;
  readonly expiresAt: Date;
  /** The PDFs of the task, one per language. */
  readonly documents: TaskDetail['documents'];
  /** Other files of the task when it was opened, without URLs. */
  readonly attachments: TaskDetail['attachments'] | undefined;
  /** Why the task may be read, and until when. */
  readonly access: TaskDetail['access'];
  /**
   * The bytes of a range, or all. Requests that wait for a new URL share one call for it. A body fails if it breaks off, or sends nothing
   * for the client's `timeoutMs`; bytes received before are valid.
   * @throws LecternApiError `document-changed` when the PDF was replaced, with `versionId` and `reason` of the new version; `no-pdf` when
   * it was removed; `closed`, `not-found`, … when access has ended, with the API's facts; `network`, …
   */
  fetch(range?: ByteRange, signal?: AbortSignal): Promise<Response>;
  /** Checks whether this is still the current version, and renews `access`; creates no issue record. @throws LecternApiError as `fetch` */
  check(): Promise<void>;
}

type TaskDetail = Output<Operation<'get', '/api/v1/tasks/{taskId}'>>;

type CurrentDocument = TaskDetail['documents'][number];

interface SignedDocument extends Pick<TaskDetail, 'title' | 'documents' | 'attachments' | 'access'> {
  readonly url: string;
  readonly expiresAt: Date;
  readonly current: CurrentDocument;
  readonly language: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
}

/** Statuses of storages for an expired signed URL: S3, Azure and Lectern 403, Google 400, Swift 401. */
const refusedStatuses = new Set([400, 401, 403]);

/** The current URL, the one that the API returns now, and a fresh one, in case the storage's clock is ahead. */
const attempts = 3;

export async function openDocument(
  client: ApiCalls,
  settings: RequestSettings,
  taskId: string,
  { language, signal, findHeld }: OpenOptions,
): Promise<OpenDocument> {
  let current = await read(client, taskId, language, signal);
  const {
    size,
    sha256,
    current: { versionId },
  } = current;
  let held = await findHeld?.({ taskId, size, sha256, documents: current.documents });
  const ownLanguage = current.language;
  let endsAtMs = localEndMs(current);
  let renewing: Promise<void> | undefined;

  /** Gets the API's current URL, or a fresh one if that was just refused. */
  async function renew(wasRefused: boolean): Promise<void> {
    const found = await read(client, taskId, ownLanguage);
    if (found.sha256 !== sha256 || found.language !== ownLanguage) throw changed(found.current);
    const isSame = found.url === current.url;
    current = isSame && wasRefused ? { ...found, ...(await freshUrl(client, taskId, ownLanguage)) } : found;
    endsAtMs = isSame && !wasRefused ? Number.POSITIVE_INFINITY : localEndMs(current);
  }

  async function renewOnce(old: string, wasRefused: boolean, abort: AbortSignal | undefined): Promise<void> {
    if (current.url !== old) return; // another request has renewed it
    renewing ??= renew(wasRefused).finally(() => {
      renewing = undefined;
    });
    await unlessAborted(renewing, abort);
  }

  async function fetchRange(range?: ByteRange, abort?: AbortSignal): Promise<Response> {
    try {
      if (held) return await held.fetch(range, abort);
    } catch {
      abort?.throwIfAborted();
      held = undefined;
    }
    if (Date.now() >= endsAtMs) await renewOnce(current.url, false, abort);
    for (let attempt = 1; ; attempt += 1) {
      const { url } = current;
      try {
        return await requestBytes(settings, url, range, abort);
      } catch (error) {
        if (attempt === attempts || !(isExpired(error) || isNetwork(error))) throw error;
        // Some storages refuse without CORS headers, so browsers report a network error.
        await renewOnce(url, isExpired(error), abort);
        if (current.url === url) throw error;
      }
    }
  }

  return {
    taskId,
    versionId,
    get title() {
      return current.title;
    },
    language: ownLanguage,
    get fileName() {
      return current.fileName;
    },
    size,
    sha256,
    attachments: current.attachments,
    get url() {
      return current.url;
    },
    get expiresAt() {
      return current.expiresAt;
    },
    get documents() {
      return current.documents;
    },
    get access() {
      return current.access;
    },
    fetch: fetchRange,
    async check() {
      const found = await client.get('/api/v1/tasks/{taskId}/documents', {
        path: { taskId },
        query: { language: ownLanguage },
      });
      const document = chosenOf(found);
      if (document.sha256 !== sha256) throw changed(document);
      current = { ...current, access: found.access };
    },
  };
}

/** Maximum lifetime of a URL. */
const longestLifeMs = 3_600_000;
/** Time for a request to reach the storage. */
const onTheWayMs = 1000;

/** When a URL expires on this device's clock; never, if the clock is clearly wrong. Then the storage must refuse the URL first. */
function localEndMs({ expiresAt }: SignedDocument): number {
  const lifeMs = expiresAt.getTime() - Date.now();
  const isPlausible = lifeMs > onTheWayMs && lifeMs <= longestLifeMs;
  return isPlausible ? expiresAt.getTime() - onTheWayMs : Number.POSITIVE_INFINITY;
}

/** The current version of a task's PDF, with a signed URL. */
async function read(
  client: ApiCalls,
  taskId: string,
  language: string | undefined,
  signal?: AbortSignal,
): Promise<SignedDocument> {
  const detail = await client.get('/api/v1/tasks/{taskId}', {
    path: { taskId },
    query: language === undefined ? {} : { language },
    ...(signal ? { signal } : {}),
  });
  const chosen = chosenOf(detail);
  const { descriptionPdfUrl: url, descriptionPdfUrlExpiresAt: expiresAt } = detail;
  if (url === null || expiresAt === null) throw withoutPdf(detail);
  return { ...detail, ...chosen, current: chosen, url, expiresAt: new Date(expiresAt) };
}

/** The document that the API chose from those of a task. */
function chosenOf<Document extends { readonly language: string }>(found: {
  readonly title?: string;
  readonly language: string | null;
  readonly documents: ReadonlyArray<Document>;
}): Document {
  const document = found.documents.find((each) => each.language === found.language);
  if (!document) throw withoutPdf(found);
  return document;
}

async function freshUrl(client: ApiCalls, taskId: string, language: string) {
  const fresh = await client.post('/api/v1/tasks/{taskId}/description-url', {
    path: { taskId },
    body: { language },
  });
  if (fresh.descriptionPdfUrl === null || fresh.descriptionPdfUrlExpiresAt === null) throw changed();
  return { url: fresh.descriptionPdfUrl, expiresAt: new Date(fresh.descriptionPdfUrlExpiresAt) };
}

async function requestBytes(
  settings: RequestSettings,
  url: string,
  range: ByteRange | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const request = {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // The object behind a URL never changes, so If-Range is not needed, and it would require a preflight.
    headers: range ? { range: `bytes=${range.begin}-${range.end - 1}` } : {},
    ...(signal ? { signal } : {}),
    isRepeatable: true,
  } as const;
  try {
    return await sendRequest(url, request, settings, (reply) => reply);
  } catch (error) {
    throw isRefusal(error) ? expired(error) : error;
  }
}

function isRefusal(error: unknown): error is LecternApiError {
  return (
    error instanceof LecternApiError && refusedStatuses.has(error.status) && error.code !== 'url-invalid'
  );
}

const isExpired = (error: unknown) => error instanceof LecternApiError && error.code === 'expired';

const isNetwork = (error: unknown) => error instanceof LecternApiError && error.code === 'network';

const expired = (cause: LecternApiError) =>
  new LecternApiError('expired', 'The link to the PDF has expired.', { status: cause.status, cause });

const withoutPdf = ({ title }: { readonly title?: string }) =>
  new LecternApiError('no-pdf', 'This task has no PDF.', { facts: title === undefined ? {} : { title } });

const changed = (by?: CurrentDocument) =>
  new LecternApiError('document-changed', 'The PDF was replaced by a new version: open it again.', {
    facts: by ? { versionId: by.versionId, reason: by.reason } : {},
  });
