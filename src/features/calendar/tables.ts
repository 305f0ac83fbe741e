import type { OwnLanguage } from '../../lib/own-languages.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    calendarLinks: CalendarLinkTable;
  }
}

/** The calendar link of an account. Only `calendar-links.ts` reads it. */
export interface CalendarLinkTable {
  userId: string;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  language: OwnLanguage;
  createdAt: number;
}
