import type { IncomingHttpHeaders } from 'node:http';
import { bearerToken } from '../domain/accounts/session-token.ts';
import { LecternError } from '../lib/errors.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that another website made a browser send, because the browser adds the session cookie. Uses
 * Fetch Metadata if the browser sends it, else `Origin`. Requests with a bearer token pass, because other sites cannot
 * make a browser add one, unlike `Basic` credentials, which browsers store. Clients that send neither header pass too:
 * they are not browsers.
 */
export function crossOriginRefusal(
  method: string,
  headers: IncomingHttpHeaders,
  webOrigin: string,
): LecternError | undefined {
  if (safeMethods.has(method) || bearerToken(headers.authorization) !== undefined) return undefined;
  const site = headers['sec-fetch-site'];
  const isSameOrigin =
    site === undefined
      ? headers.origin === undefined || headers.origin === webOrigin
      : site === 'same-origin' || site === 'none';
  if (isSameOrigin) return undefined;
  return new LecternError('cross-origin', `Send this from a page of ${webOrigin}, or with a bearer token.`);
}
