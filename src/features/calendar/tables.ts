import type { OwnLanguage } from '../../lib/own-languages.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    calendarLinks: CalendarLinkTable;
  }
}

/** By which a calendar program reads the calendar of an account. Read by `calendar-links.ts` alone. */
export interface CalendarLinkTable {
  userId: string;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  language: OwnLanguage;
  createdAt: number;
}
