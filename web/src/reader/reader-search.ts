/** Of the address of a statement: `/tasks/$taskId?language=&contest=&group=`. */
export interface LanguageSearch {
  /** Of the statement; BCP 47. */
  readonly language?: string | undefined;
}

/** Where somebody came from: the contest or the group whose other tasks are beside this one. */
export interface PlaceSearch {
  readonly contest?: string | undefined;
  readonly group?: string | undefined;
}

export const readLanguage = ({ language }: Record<string, unknown>): LanguageSearch => ({
  language: typeof language === 'string' && language !== '' ? language : undefined,
});

/** What is left out here, the router would take from the address as it is. */
export const readPlaceSearch = ({ contest, group }: Record<string, unknown>): PlaceSearch => ({
  contest: readId(contest),
  group: readId(group),
});

/** An id of ours, or one of a platform. */
const readId = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(ext:)?[\w-]{1,100}$/.test(value) ? value : undefined;
