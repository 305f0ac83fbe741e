import type { OutgoingHttpHeaders } from 'node:http';
import { encodeObjectKey } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { cacheControl } from '../../storage/document-signer.ts';
import type { ReadableObject, StorageDriver } from '../../storage/driver.ts';
import { type ObjectKey, parseObjectKey } from '../../storage/object-key.ts';
import { authorize, type UrlCheck } from './authorize.ts';
import type { Exchange } from './exchange.ts';
import { chooseRange, documentHeaders } from './headers.ts';
import { hasUnreadBody } from './refuse.ts';
import { createSendObject, type SendObject } from './send-object.ts';

export interface RedeemParts extends UrlCheck {
  readonly driver: StorageDriver;
  readonly clock: Clock;
}

/**
 * Replies to a GET with the PDF of its signed URL: 200, 206 or 304 (RFC 9110 §13 and §14).
 * @throws `url-invalid`, `url-expired`, `url-wrong-place`, `url-revoked`, `object-not-found`, `range-not-satisfiable`, `storage-unavailable`, or
 *   `request-invalid` for a GET with a body, which has no defined meaning (RFC 9110 §9.3.1)
 */
export function createRedeem({
  driver,
  clock,
  ...check
}: RedeemParts): (exchange: Exchange) => Promise<void> {
  const open = driver.openShared ?? driver.open;
  const send = createSendObject();
  return async (exchange) => {
    const nowMs = clock.nowMs();
    const download = authorize(exchange, 'download', check, nowMs);
    if (hasUnreadBody(exchange.request)) {
      throw new LecternError('request-invalid', 'This request cannot have a body. Send it without one.');
    }
    const key = parseObjectKey(download.objectKey);
    const object = await open(key);
    if (object === undefined) {
      throw new LecternError('object-not-found', 'Open the task again to get a new link.');
    }
    exchange.record.size = object.size;
    try {
      const headers = {
        ETag: entityTag(key),
        'Cache-Control': cacheControl(Math.floor((download.expiresAtMs - nowMs) / 1000)),
      };
      await reply(send, exchange, object, headers, documentHeaders(download));
    } finally {
      await object.close();
    }
  };
}

/** Evaluates the preconditions and the range in the order of RFC 9110 §13.2.2. */
async function reply(
  send: SendObject,
  exchange: Exchange,
  object: ReadableObject,
  caching: { readonly ETag: string; readonly 'Cache-Control': string },
  described: OutgoingHttpHeaders,
) {
  const { request, response, record } = exchange;
  if (matchesAny(request.headers['if-none-match'], caching.ETag)) {
    record.outcome = 'not-modified';
    response.writeHead(304, caching).end();
    return;
  }
  const headers = { ...caching, ...described };
  const range = permitsRange(request.headers['if-range'], caching.ETag)
    ? chooseRange(request.headers.range, object.size)
    : 'whole';
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${object.size}`);
    throw new LecternError(
      'range-not-satisfiable',
      `The file has ${object.size} bytes. Request a range within it.`,
    );
  }
  if (range === 'whole') {
    await send(exchange, { status: 200, headers, object, range: { first: 0, last: object.size - 1 } });
    return;
  }
  record.outcome = 'partial';
  const contentRange = `bytes ${range.first}-${range.last}/${object.size}`;
  await send(exchange, {
    status: 206,
    headers: { ...headers, 'Content-Range': contentRange },
    object,
    range,
  });
}

/** A strong entity tag (RFC 9110 §8.8.3). Objects never change, so the key identifies the bytes. */
function entityTag(key: ObjectKey): string {
  return `"${encodeObjectKey(key)}"`;
}

/** `If-None-Match` (RFC 9110 §13.1.2): weak comparison with a list, or `*`. Our tags never contain a comma. */
function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/**
 * `If-Range` (RFC 9110 §13.1.5): strong comparison, so the range applies only to exactly this tag. A date never matches, because objects
 * have no modification time, and the client gets the whole object.
 */
function permitsRange(header: string | Array<string> | undefined, etag: string): boolean {
  return header === undefined || header === etag;
}
