import i18next from 'i18next';

/** For requests that send e-mail: in the language of the page, whichever the browser prefers. */
export const inPageLanguage = () => ({ headers: { 'accept-language': i18next.language } });
