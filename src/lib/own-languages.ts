/** The languages of Lectern's own texts: web app, e-mail, calendars. BCP 47. */
export const ownLanguages = ['en', 'pl'] as const;
export type OwnLanguage = (typeof ownLanguages)[number];
