/** The language of a BCP 47 tag, without its region. */
export const baseLanguage = (tag: string): string => tag.split('-', 1)[0] as string;
