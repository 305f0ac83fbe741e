import type { Feature } from '../feature.ts';
import { tables } from './0001-schema.ts';

/** Contests and openings of a reader, for calendar programs (RFC 5545). */
export const calendar: Feature = {
  name: 'calendar',
  tables,
  async endGiven(transaction, userId) {
    await transaction.deleteFrom('calendarLinks').where('userId', '=', userId).execute();
  },
  open: async (host) => (await import('./open.ts')).open(host),
};
