import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';

/** Contests and upcoming windows of a reader, for calendar programs (RFC 5545). */
export const calendar: Feature = {
  name: 'calendar',
  profile: 'course',
  storage: { schema: { tables } },
  access: {
    extraAccess: {
      async endWithAccount(transaction, userId) {
        await transaction.deleteFrom('calendarLinks').where('userId', '=', userId).execute();
      },
    },
  },
  async open(core) {
    const { calendarLinkRoutes, calendarRoutes } = await import('./calendar-routes.ts');
    const { createCalendarLinks } = await import('./calendar-links.ts');
    const { createWriteCalendar } = await import('./calendar.ts');
    const parts = { calendarLinks: createCalendarLinks(core), writeCalendar: createWriteCalendar(core) };
    return {
      http: {
        routes: [calendarLinkRoutes(parts)],
        publicRoutes: [{ prefix: '/api/v1', routes: calendarRoutes(parts) }],
      },
    };
  },
};
