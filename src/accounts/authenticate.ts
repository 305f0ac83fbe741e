import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { LecternError } from '../errors.ts';
import { isRole, type Principal } from './principal.ts';
import { type SessionHeaders, sessionTokenHash } from './session-token.ts';

/** Resolves a request to its principal, or to undefined when it has no live session of an enabled account. */
export type Authenticate = (headers: SessionHeaders) => Promise<Principal | undefined>;

/** The refusal of a request that nobody is found for. */
export function unauthenticated(): LecternError {
  return new LecternError('unauthenticated', 'Send a session cookie or a bearer token.');
}

/**
 * Reads the session by one indexed query at every request, so signing out or disabling an account holds
 * from the next one. (better-auth's own look-up costs about a millisecond.)
 */
export function createAuthenticate(parts: {
  database: Database;
  clock: Clock;
  cookieName: string;
}): Authenticate {
  const findSession = parts.database.prepareRead<{ tokenHash: string }, SessionRow>((kysely, param) =>
    sessionQuery(kysely, param('tokenHash')).compile(),
  );

  return async (headers) => {
    const tokenHash = sessionTokenHash(headers, parts.cookieName);
    if (tokenHash === undefined) return undefined;
    const [row] = await findSession({ tokenHash });
    return principalOf(row, parts.clock.nowMs());
  };
}

/** Ends the session of a request, if it has one. @throws LecternError `unavailable` */
export type EndSession = (headers: SessionHeaders) => Promise<void>;

/** better-auth answers a sign-out by success also when the database could not delete the session. */
export function createEndSession(parts: { database: Database; cookieName: string }): EndSession {
  return async (headers) => {
    const tokenHash = sessionTokenHash(headers, parts.cookieName);
    if (tokenHash === undefined) return;
    await parts.database.kysely.deleteFrom('session').where('token', '=', tokenHash).execute();
  };
}

/** A session with its account. */
export type SessionRow = Pick<Schema['user'], 'id' | 'name' | 'email' | 'role' | 'banned'> &
  Pick<Schema['session'], 'expiresAt'>;

export const sessionQuery = (kysely: Kysely<Schema>, tokenHash: string) =>
  kysely
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .where('session.token', '=', tokenHash)
    .select(['user.id', 'user.name', 'user.email', 'user.role', 'user.banned', 'session.expiresAt']);

/** Whose session it is, while it lives and the account is enabled. */
export function principalOf(session: SessionRow | null | undefined, nowMs: number): Principal | undefined {
  if (!session || session.banned || new Date(session.expiresAt).getTime() <= nowMs) return undefined;
  const { id, name, email, role } = session;
  return isRole(role) ? { id, name, email, role } : undefined;
}
