import type { IncomingHttpHeaders } from 'node:http';
import { bearerToken } from '../domain/accounts/session-token.ts';
import { LecternError } from '../lib/errors.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The refusal of an unsafe request that another web site made a browser send, because the browser would add the
 * session cookie by itself. Fetch Metadata decides where the browser sends it, else `Origin`. Requests with
 * a bearer token pass: no other site can make a browser add one, as it can a name and password (`Basic`), which
 * browsers keep for an address. So do clients that send neither header: they are not browsers.
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
