import i18next from 'i18next';

/** For requests that send e-mail: the page's language, not the browser's. */
export const inPageLanguage = () => ({ headers: { 'accept-language': i18next.language } });
