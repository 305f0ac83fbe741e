import { hash, randomBytes } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import type { CalendarLinkTable } from './tables.ts';

/** Where calendars are read, below the public URL. */
const calendarPath = '/api/v1/calendar.ics';

/** The link by which a calendar program reads somebody's calendar, without any other right. */
export interface CalendarLinks {
  /**
   * A new link, which ends the one before. It is shown this once: only a hash of its token is stored. The token
   * stands in the query, which Lectern never logs.
   */
  renew(userId: string, language: OwnLanguage): Promise<{ url: string; createdAt: number }>;
  /** When the link was made (Unix milliseconds); undefined when there is none. */
  find(userId: string): Promise<{ readonly createdAt: number } | undefined>;
  /** Ends the link with the next request; no error when there is none. */
  revoke(userId: string): Promise<void>;
  /** Whose link it is. @throws LecternError `not-found` for one that has ended, or whose account is disabled */
  readerOf(token: string): Promise<Pick<CalendarLinkTable, 'userId' | 'language'>>;
}

export function createCalendarLinks(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
}): CalendarLinks {
  const { database, clock, publicUrl } = parts;
  const { kysely } = database;
  return {
    async renew(userId, language) {
      const token = randomBytes(32).toString('base64url');
      const link = { tokenHash: hashOf(token), language, createdAt: clock.nowMs() };
      await kysely
        .insertInto('calendarLinks')
        .values({ userId, ...link })
        .onConflict((conflict) => conflict.column('userId').doUpdateSet(link))
        .execute();
      return { url: `${publicUrl}${calendarPath}?token=${token}`, createdAt: link.createdAt };
    },
    find: (userId) =>
      kysely.selectFrom('calendarLinks').select('createdAt').where('userId', '=', userId).executeTakeFirst(),
    async revoke(userId) {
      await kysely.deleteFrom('calendarLinks').where('userId', '=', userId).execute();
    },
    async readerOf(token) {
      const link = await kysely
        .selectFrom('calendarLinks')
        .innerJoin('user', 'user.id', 'calendarLinks.userId')
        .select(['userId', 'language', 'banned'])
        .where('tokenHash', '=', hashOf(token))
        .executeTakeFirst();
      if (!link || link.banned) {
        throw new LecternError(
          'not-found',
          'This calendar link has ended. Make a new one on your account page.',
        );
      }
      return { userId: link.userId, language: link.language };
    },
  };
}

const hashOf = (token: string) => hash('sha256', token, 'base64url');
