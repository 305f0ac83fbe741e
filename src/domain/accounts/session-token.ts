import { hashToken } from '../../lib/random-token.ts';

/** The request headers that may carry a session. */
export interface SessionHeaders {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/**
 * The session token of `Authorization: Bearer` or, without an `Authorization` header, of the session cookie. An unsuitable header does not
 * fall back to the cookie. The signature that better-auth appends to a token is cut off: it protects nothing that the token itself does
 * not.
 */
export function sessionToken(headers: SessionHeaders, cookieName: string): string | undefined {
  const credential = headers.authorization
    ? bearerToken(headers.authorization)
    : cookieValue(headers.cookie, cookieName);
  const token = credential?.split(/[.%]/, 1)[0];
  return token || undefined;
}

/** RFC 6750 §2.1. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^bearer +([^\s]+)$/i.exec(authorization)?.[1];
}

/**
 * The value of a cookie (RFC 6265 §4.2.1: `name=value` pairs separated by `; `). Undefined if the name occurs twice: one of them may come
 * from another site of the same domain, and nothing tells which.
 */
export function cookieValue(cookies: string | undefined, name: string): string | undefined {
  const values = (cookies?.split(';') ?? []).flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  return values.length === 1 ? values[0] : undefined;
}

/** The hash of a request's session token, as stored in the database, if it has one. */
export function sessionTokenHash(headers: SessionHeaders, cookieName: string): string | undefined {
  const token = sessionToken(headers, cookieName);
  return token === undefined ? undefined : hashToken(token);
}
