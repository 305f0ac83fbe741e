import { createStoredChoice } from '../stored-choice.ts';

/** The language of a BCP 47 tag, without its region. */
export const baseLanguage = (tag: string): string => tag.split('-', 1)[0] as string;

/** The language that was chosen for the app; `first-paint.js` reads it too. */
export const chosenLanguage = createStoredChoice('lectern-language');
