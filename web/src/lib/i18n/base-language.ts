/** The language of a tag (BCP 47), wherever it is spoken. */
export const baseLanguage = (tag: string): string => tag.split('-', 1)[0] as string;
