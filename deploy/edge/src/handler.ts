import {
  contentDisposition,
  createWebHmac,
  type EdgeDownload,
  type EdgeKey,
  encodeObjectKey,
  isObjectKey,
  verifyDownload,
} from 'lectern-signing/edge';
import { asksForPage, refusalPage, refusalPagePolicy } from '../../../src/core/redeem/refusal-page.ts';
import { mediaType } from '../../../src/storage/file-types.ts';
import { problems } from './problems.ts';

export interface EdgeOptions<Context> {
  readonly keys: ReadonlyArray<EdgeKey>;
  /** LECTERN_PUBLIC_URL. */
  readonly publicUrl: string;
  /** LECTERN_EMBED_ORIGINS. */
  readonly embedOrigins: ReadonlyArray<string>;
  /** Whether a URL with this issue id is revoked. Rejects if that is unknown; then nothing opens. */
  readonly isRevoked: (issueId: string) => Promise<boolean>;
  /** A 200, 206, 404 or 416 for an object, by its path. */
  readonly open: (path: string, range: OneRange | undefined, context: Context) => Promise<Response>;
}

const originTimeoutMs = 15_000;

class Refusal extends Error {
  readonly code: string;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, headers: Readonly<Record<string, string>> = {}, detail?: string) {
    super(code);
    this.code = code;
    this.headers = headers;
    this.detail = detail;
  }
}

/**
 * A server of signed URLs, as src/core/redeem is one, in the Fetch standard's terms. `address` is that of the client, `context` is for
 * `open`.
 */
export function createEdgeHandler<Context>(
  options: EdgeOptions<Context>,
): (request: Request, address: string | undefined, context: Context) => Promise<Response> {
  const { keys, isRevoked, open } = options;
  const hmac = createWebHmac();
  const appUrl = options.publicUrl.replace(/\/$/, '');
  const webOrigin = new URL(appUrl).origin;
  const readers = [...new Set([webOrigin, ...options.embedOrigins])];
  const framedBy = (policy: string) => `${policy}; frame-ancestors ${["'self'", ...readers].join(' ')}`;

  function commonHeaders(origin: string | null, requestId: string): Headers {
    const headers = new Headers({
      'X-Request-Id': requestId,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': framedBy("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"),
      'Strict-Transport-Security': 'max-age=31536000',
      Vary: 'Origin',
    });
    if (origin !== null && readers.includes(origin)) {
      headers.set('Access-Control-Allow-Origin', origin);
      headers.set(
        'Access-Control-Expose-Headers',
        'Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id',
      );
    }
    return headers;
  }

  function preflight(origin: string | null, headers: Headers): Response {
    if (origin === null || !readers.includes(origin)) throw new Refusal('method-not-allowed');
    headers.set('Access-Control-Allow-Methods', origin === webOrigin ? 'GET, PUT' : 'GET');
    headers.set('Access-Control-Allow-Headers', 'Range, If-Range, If-None-Match, Content-Type');
    headers.set('Access-Control-Max-Age', '7200');
    return new Response(null, { status: 204, headers });
  }

  async function deliver(
    request: Request,
    url: EdgeDownload,
    headers: Headers,
    context: Context,
  ): Promise<Response> {
    const path = `/${encodeObjectKey(url.objectKey)}`;
    const etag = `"${path.slice(1)}"`;
    headers.set('ETag', etag);
    const lifeSeconds = Math.floor((url.expiresAtMs - Date.now()) / 1000);
    headers.set('Cache-Control', `private, max-age=${Math.max(0, lifeSeconds)}, immutable`);
    if (matchesAny(request.headers.get('If-None-Match'), etag)) {
      return new Response(null, { status: 304, headers });
    }
    const ifRange = request.headers.get('If-Range');
    const range = ifRange === null || ifRange === etag ? request.headers.get('Range') : null;
    const object = await open(path, range === null ? undefined : oneRangeOf(range), context);
    if (object.status === 404) throw new Refusal('object-not-found');
    const contentRange = object.headers.get('Content-Range');
    if (object.status === 416 && contentRange !== null) {
      const size = contentRange.slice(contentRange.indexOf('/') + 1);
      const detail = `The file has ${size} bytes. Request a range within it.`;
      throw new Refusal('range-not-satisfiable', { 'Content-Range': contentRange }, detail);
    }
    if (object.status !== 200 && object.status !== 206) throw new Refusal('storage-unavailable');
    headers.set('Content-Type', mediaType(url.objectKey));
    headers.set('Content-Disposition', contentDisposition(url));
    headers.set('Accept-Ranges', 'bytes');
    for (const name of ['Content-Length', 'Content-Range']) {
      const value = object.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(object.body, { status: object.status, headers });
  }

  function refused(
    request: Request,
    refusal: Refusal,
    issueId: string | undefined,
    headers: Headers,
  ): Response {
    const { status, title, detail } = problems[refusal.code] as (typeof problems)[string];
    const requestId = headers.get('X-Request-Id') as string;
    for (const [name, value] of Object.entries(refusal.headers)) headers.set(name, value);
    headers.delete('ETag');
    headers.set('Cache-Control', 'no-store');
    if (status === 405) headers.set('Allow', 'GET');
    if (status === 503) headers.set('Retry-After', '1');
    let body = JSON.stringify({
      ...{ type: 'about:blank', title, status, code: refusal.code },
      ...{ detail: refusal.detail ?? detail, requestId },
    });
    headers.set('Content-Type', 'application/problem+json');
    if (asksForPage(request.headers.get('Accept') ?? undefined)) {
      const asked = {
        acceptLanguage: request.headers.get('Accept-Language') ?? undefined,
        fetchDest: request.headers.get('Sec-Fetch-Dest') ?? undefined,
      };
      body = refusalPage({ code: refusal.code, status, requestId, issueId }, asked, appUrl);
      headers.set('Content-Type', 'text/html; charset=utf-8');
      headers.set('Content-Security-Policy', framedBy(refusalPagePolicy(requestId)));
    }
    return new Response(request.method === 'HEAD' ? null : body, { status, headers });
  }

  return async (request, address, context) => {
    const origin = request.headers.get('Origin');
    const headers = commonHeaders(origin, crypto.randomUUID());
    let issueId: string | undefined;
    try {
      if (request.method === 'OPTIONS') return preflight(origin, headers);
      if (request.method !== 'GET') throw new Refusal('method-not-allowed');
      // Scheme and host are not signed.
      const target = request.url.slice(request.url.indexOf('/', request.url.indexOf('//') + 2));
      const url = await verifyDownload({ target, nowMs: Date.now(), address }, keys, hmac);
      if (!('issueId' in url)) throw new Refusal(url.failure);
      issueId = url.issueId;
      if (url.failure !== undefined) throw new Refusal(url.failure);
      if (await isRevoked(url.issueId)) throw new Refusal('url-revoked');
      if (hasBody(request)) throw new Refusal('request-invalid');
      if (!isObjectKey(url.objectKey)) throw new Refusal('object-key-invalid');
      return await deliver(request, url, headers, context);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('storage-unavailable');
      return refused(request, refusal, issueId, headers);
    }
  };
}

/**
 * Fetches objects from Lectern's file server or nginx, with a URL of the edge's own and not a reader's: its issue id is `edge`.
 * @param keys the first one signs
 */
export function createOrigin(
  url: string,
  keys: ReadonlyArray<EdgeKey>,
): (path: string, range?: string) => Promise<Response> {
  const hmac = createWebHmac();
  const base = url.replace(/\/$/, '');
  return async (path, range) => {
    const [key] = keys;
    if (key === undefined) throw new Error('There are no signing keys.');
    const expires = Math.floor(Date.now() / 1000) + 60;
    const query = `expires=${expires}&issue=edge&kid=${key.id}&name=edge&v=1`;
    const signature = await hmac(key.secret, `lectern-url-v1\nGET\n${path}\n${query}`);
    return fetch(`${base}${path}?${query}&sig=${signature}`, {
      ...(range !== undefined && { headers: { Range: range } }),
      redirect: 'manual',
      signal: AbortSignal.timeout(originTimeoutMs),
    });
  };
}

/** Parses `id:secret,id:secret`, as LECTERN_SIGNING_KEYS is written. */
export function keysOf(text: string): ReadonlyArray<EdgeKey> {
  return text
    .split(',')
    .map((entry) => entry.trim().split(':'))
    .map(([id = '', secret = '']) => ({ id, secret }));
}

/** `If-None-Match`, RFC 9110 §13.1.2: weak comparison with a list, or `*`. */
function matchesAny(header: string | null, etag: string): boolean {
  return header?.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim())) ?? false;
}

/** `first` and `last` of a well-formed range; only `last`: so many bytes at the end. */
export interface OneRange {
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** RFC 9110 §14.2: a header that is malformed, has another unit or requests several ranges is ignored. */
function oneRangeOf(header: string): OneRange | undefined {
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header) ?? [];
  if (first + last === '') return undefined;
  const range = { first: numberOf(first), last: numberOf(last) };
  return range.first !== undefined && range.last !== undefined && range.first > range.last
    ? undefined
    : range;
}

const numberOf = (digits: string): number | undefined => (digits === '' ? undefined : Number(digits));

/** The bytes of an object of this size, or undefined if the range is outside of it. */
export function rangeWithin({ first, last }: OneRange, size: number) {
  if (first === undefined) {
    if (last === 0 || size === 0) return undefined;
    return { first: Math.max(0, size - (last as number)), last: size - 1 };
  }
  return first < size ? { first, last: Math.min(last ?? size - 1, size - 1) } : undefined;
}

function hasBody({ headers }: Request): boolean {
  return headers.has('Transfer-Encoding') || Number(headers.get('Content-Length') ?? 0) > 0;
}
