import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { Schema } from '../../database/schema.ts';
import { type SessionHeaders, sessionTokenHash } from './session-token.ts';

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

/** Ends all sessions of an account, as a part of a transaction. */
export async function endSessions(transaction: Kysely<Schema>, userId: string): Promise<void> {
  await transaction.deleteFrom('session').where('userId', '=', userId).execute();
}

/**
 * Deletes the sessions, and the links to set a password, that are over at a time (Unix milliseconds), in steps.
 * @returns how many; fewer than there are when the signal ends it early
 */
export type PruneSessions = (nowMs: number, signal?: AbortSignal) => Promise<number>;

export function createPruneSessions({ kysely }: Database): PruneSessions {
  return async (nowMs, signal) => {
    const now = new Date(nowMs).toISOString();
    const sessions = await deleteOld(kysely, 'session', ['expiresAt', '<=', now], signal);
    return sessions + (await deleteOld(kysely, 'verification', ['expiresAt', '<=', now], signal));
  };
}
