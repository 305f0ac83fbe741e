import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { Schema } from '../../database/schema.ts';
import { type SessionHeaders, sessionTokenHash } from './session-token.ts';

/** Ends the session of a request, if it has one. @throws LecternError `unavailable` */
export type EndSession = (headers: SessionHeaders) => Promise<void>;

/** better-auth reports a successful sign-out even if the database could not delete the session. */
export function createEndSession(parts: { database: Database; cookieName: string }): EndSession {
  return async (headers) => {
    const tokenHash = sessionTokenHash(headers, parts.cookieName);
    if (tokenHash === undefined) return;
    await parts.database.kysely.deleteFrom('session').where('token', '=', tokenHash).execute();
  };
}

/** Ends all sessions of an account, as part of a transaction. */
export async function endSessions(transaction: Kysely<Schema>, userId: string): Promise<void> {
  await transaction.deleteFrom('session').where('userId', '=', userId).execute();
}

/** How long an expired link of a person who never signed in is kept, so that an admin sees that it has expired. */
const expiredLinksKeptMs = 90 * 24 * 60 * 60 * 1000;

/**
 * Deletes sessions and links to set a password that have expired at a time (Unix milliseconds), in steps. A link of a person who cannot
 * sign in is kept for 90 more days.
 * @returns how many; fewer than there are if the signal ends it early
 */
export type PruneSessions = (nowMs: number, signal?: AbortSignal) => Promise<number>;

export function createPruneSessions({ kysely }: Database): PruneSessions {
  return async (nowMs, signal) => {
    const isoAt = (ms: number) => new Date(ms).toISOString();
    const sessions = await deleteOld(kysely, 'session', ['expiresAt', '<=', isoAt(nowMs)], signal);
    const isNotShown = sql<boolean>`("expiresAt" <= ${isoAt(nowMs - expiredLinksKeptMs)} or not exists (
      select 1 from "user" where "user".id = verification.value
        and not exists (select 1 from account where account."userId" = "user".id)))`;
    const expired = ['expiresAt', '<=', isoAt(nowMs)] as const;
    return sessions + (await deleteOld(kysely, 'verification', expired, signal, isNotShown));
  };
}
