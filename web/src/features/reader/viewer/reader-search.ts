import { anyText, readSearch } from '../../../lib/read-search.ts';

/** An id of ours, or one of a platform. */
const id = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(ext:)?[\w-]{1,100}$/.test(value) ? value : undefined;

/** Of the statement; BCP 47. */
const language = { language: anyText };
/** Where somebody came from: the contest or the group whose other tasks are beside this one. */
const place = { contest: id, group: id };

/** `/embed/tasks/$taskId?language=` */
export const readLanguage = readSearch(language);
/** `/tasks/$taskId?language=&contest=&group=` */
export const readReaderSearch = readSearch({ ...language, ...place });

export type PlaceSearch = Pick<ReturnType<typeof readReaderSearch>, keyof typeof place>;
