import type { Database } from '../../database/database.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { hashToken, newToken } from '../../lib/random-token.ts';
import type { CalendarLinkTable } from './tables.ts';

/** Path of calendars below the public URL. */
const calendarPath = '/api/v1/calendar.ics';

export type CalendarLinks = ReturnType<typeof createCalendarLinks>;

/** Links through which calendar programs read a user's calendar, and nothing else. */
export function createCalendarLinks(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
}) {
  const { database, clock, publicUrl } = parts;
  const { kysely } = database;
  return {
    /**
     * Creates a link and ends the previous one. It is returned only once, because only a hash of its token is stored. The
     * token is in the query, which Lectern never logs.
     */
    async renew(userId: string, language: OwnLanguage): Promise<{ url: string; createdAt: number }> {
      const token = newToken();
      const link = { tokenHash: hashToken(token), language, createdAt: clock.nowMs() };
      await kysely
        .insertInto('calendarLinks')
        .values({ userId, ...link })
        .onConflict((conflict) => conflict.column('userId').doUpdateSet(link))
        .execute();
      return { url: `${publicUrl}${calendarPath}?token=${token}`, createdAt: link.createdAt };
    },
    /** When the link was created (Unix milliseconds); undefined if there is none. */
    find: (userId: string) =>
      kysely.selectFrom('calendarLinks').select('createdAt').where('userId', '=', userId).executeTakeFirst(),
    /** Ends the link immediately; no error if there is none. */
    async revoke(userId: string): Promise<void> {
      await kysely.deleteFrom('calendarLinks').where('userId', '=', userId).execute();
    },
    /** The owner of a link. @throws LecternError `not-found` if the link has ended, or its account is disabled */
    async readerOf(token: string): Promise<Pick<CalendarLinkTable, 'userId' | 'language'>> {
      const link = await kysely
        .selectFrom('calendarLinks')
        .innerJoin('user', 'user.id', 'calendarLinks.userId')
        .select(['userId', 'language', 'banned'])
        .where('tokenHash', '=', hashToken(token))
        .executeTakeFirst();
      if (!link || link.banned) {
        throw new LecternError(
          'not-found',
          'This calendar link no longer works. Create a new one on your account page.',
        );
      }
      return { userId: link.userId, language: link.language };
    },
  };
}
