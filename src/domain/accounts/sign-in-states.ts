import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isoTime } from '../../lib/clock.ts';

/**
 * What an account has to sign in with. `signs-in`: a password or a provider; otherwise what became of the link that sets its
 * password. Expired links are known for 90 days.
 */
export const signInStates = ['signs-in', 'mail-waiting', 'link-unused', 'link-expired', 'no-link'] as const;

export interface SignInState {
  readonly state: (typeof signInStates)[number];
  /** ISO 8601; null when no session is left that tells it. */
  readonly lastSignedInAt: string | null;
  /** ISO 8601; null in the states that are not about a link. */
  readonly linkCreatedAt: string | null;
  readonly linkExpiresAt: string | null;
}

const noTimes = { lastSignedInAt: null, linkCreatedAt: null, linkExpiresAt: null };
const toIso = (time: string | Date) => isoTime(new Date(time).getTime());

/** @param nowMs Unix milliseconds */
export async function readSignInStates(
  kysely: Kysely<Schema>,
  userIds: ReadonlyArray<string>,
  nowMs: number,
): Promise<(userId: string) => SignInState> {
  const some = userIds.length === 0 ? [''] : userIds;
  const methods = await kysely.selectFrom('account').select('userId').where('userId', 'in', some).execute();
  const sessions = await kysely
    .selectFrom('session')
    .select(['userId', ({ fn }) => fn.max('createdAt').as('lastAt')])
    .where('userId', 'in', some)
    .groupBy('userId')
    .execute();
  const mails = await kysely
    .selectFrom('mails')
    .select('userId')
    .where('userId', 'in', some)
    .where('kind', '=', 'invitation')
    .where('dueAt', 'is not', null)
    .execute();
  const links = await kysely
    .selectFrom('verification')
    .select(['value as userId', 'createdAt', 'expiresAt'])
    .where('value', 'in', some)
    .orderBy('expiresAt')
    .execute();
  const signIn = new Set(methods.map(({ userId }) => userId));
  const lastAt = new Map(sessions.map((session) => [session.userId, toIso(session.lastAt)]));
  const invited = new Set(mails.map(({ userId }) => userId));
  const lastLink = new Map(links.map((link) => [link.userId, link]));

  return (userId) => {
    if (signIn.has(userId)) {
      return { ...noTimes, state: 'signs-in', lastSignedInAt: lastAt.get(userId) ?? null };
    }
    if (invited.has(userId)) return { ...noTimes, state: 'mail-waiting' };
    const link = lastLink.get(userId);
    if (!link) return { ...noTimes, state: 'no-link' };
    return {
      ...noTimes,
      state: new Date(link.expiresAt).getTime() > nowMs ? 'link-unused' : 'link-expired',
      linkCreatedAt: toIso(link.createdAt),
      linkExpiresAt: toIso(link.expiresAt),
    };
  };
}
