import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isoTime } from '../../lib/clock.ts';

/**
 * How an account can sign in. `signs-in`: with a password or at a provider; otherwise the state of the link that sets its password. Expired
 * links are known for 90 days.
 */
export const signInStates = ['signs-in', 'mail-waiting', 'link-unused', 'link-expired', 'no-link'] as const;

export interface SignInState {
  readonly state: (typeof signInStates)[number];
  /** When the person last signed in, while that session exists; or when the link was made, or expired. ISO 8601; null if unknown. */
  readonly at: string | null;
}

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
    if (signIn.has(userId)) return { state: 'signs-in', at: lastAt.get(userId) ?? null };
    if (invited.has(userId)) return { state: 'mail-waiting', at: null };
    const link = lastLink.get(userId);
    if (!link) return { state: 'no-link', at: null };
    return new Date(link.expiresAt).getTime() > nowMs
      ? { state: 'link-unused', at: toIso(link.createdAt) }
      : { state: 'link-expired', at: toIso(link.expiresAt) };
  };
}
