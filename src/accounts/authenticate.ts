import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { isRole, type Principal } from './principal.ts';

/** The request headers that may carry a session. */
export interface SessionHeaders {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** Resolves a request to its principal, or to undefined when it has no live session of an enabled account. */
export type Authenticate = (headers: SessionHeaders) => Promise<Principal | undefined>;

/**
 * Reads the session by one indexed query at every request, so signing out or disabling an account holds
 * from the next one. (better-auth's own look-up costs about a millisecond.)
 *
 * The token is 32 random characters, found by equality. The signature that better-auth appends to it is
 * not checked: it protects nothing that the token itself does not.
 */
export function createAuthenticate(parts: {
  database: Database;
  clock: Clock;
  cookieName: string;
}): Authenticate {
  const findSession = parts.database.prepareRead<{ token: string }, SessionRow>((kysely, param) =>
    sessionQuery(kysely, param('token')).compile(),
  );

  return async (headers) => {
    const token = sessionToken(headers, parts.cookieName);
    if (token === undefined) return undefined;
    const [row] = await findSession({ token });
    return principalOf(row, parts.clock.nowMs());
  };
}

/** A session with its account. */
export type SessionRow = Pick<Schema['user'], 'id' | 'name' | 'email' | 'role' | 'banned'> &
  Pick<Schema['session'], 'expiresAt'>;

export const sessionQuery = (kysely: Kysely<Schema>, token: string) =>
  kysely
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .where('session.token', '=', token)
    .select(['user.id', 'user.name', 'user.email', 'user.role', 'user.banned', 'session.expiresAt']);

/** Whose session it is, while it lives and the account is enabled. */
export function principalOf(session: SessionRow | null | undefined, nowMs: number): Principal | undefined {
  if (!session || session.banned || new Date(session.expiresAt).getTime() <= nowMs) return undefined;
  const { id, name, email, role } = session;
  return isRole(role) ? { id, name, email, role } : undefined;
}

/**
 * The session token of `Authorization: Bearer` (RFC 6750 §2.1) or else of the session cookie. A bearer
 * header wins, and if it does not fit there is no falling back to the cookie.
 */
export function sessionToken(headers: SessionHeaders, cookieName: string): string | undefined {
  const credential = headers.authorization
    ? /^bearer +([^\s]+)$/i.exec(headers.authorization)?.[1]
    : cookieValue(headers.cookie, cookieName);
  const token = credential?.split(/[.%]/, 1)[0];
  return token || undefined;
}

/** The first cookie of a name (RFC 6265 §4.2.1: `name=value` pairs apart by `; `). */
export function cookieValue(cookies: string | undefined, name: string): string | undefined {
  for (const pair of cookies?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
