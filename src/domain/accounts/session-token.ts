import { hash } from 'node:crypto';

/** The request headers that may carry a session. */
export interface SessionHeaders {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/**
 * The session token of `Authorization: Bearer` or else of the session cookie. Any `Authorization` header wins, and if
 * it does not fit there is no falling back to the cookie. The signature that better-auth appends to a token is cut
 * off: it protects nothing that the token itself does not.
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
 * The value of a cookie (RFC 6265 §4.2.1: `name=value` pairs apart by `; `). None when the name is there twice: one of
 * the two may come from another site of the same domain, and nothing says which.
 */
export function cookieValue(cookies: string | undefined, name: string): string | undefined {
  const values = (cookies?.split(';') ?? []).flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  return values.length === 1 ? values[0] : undefined;
}

/** How the database keeps a token of 32 random characters, so that a copy of it opens no session: SHA-256, base64url. */
export function hashSessionToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** The session of a request as the database names it: the hash of its token, if it has one. */
export function sessionTokenHash(headers: SessionHeaders, cookieName: string): string | undefined {
  const token = sessionToken(headers, cookieName);
  return token === undefined ? undefined : hashSessionToken(token);
}
