import { anyText, readSearch } from '../../../lib/read-search.ts';

/** An id of Lectern or of a platform. */
const id = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(ext:)?[\w-]{1,100}$/.test(value) ? value : undefined;

/** Of the statement; BCP 47. */
const language = { language: anyText };
/** The contest or group that the user came from, whose other tasks are linked. */
const place = { contest: id, group: id };

/** `/embed/tasks/$taskId?language=` */
export const readLanguage = readSearch(language);
/** `/tasks/$taskId?language=&contest=&group=` */
export const readReaderSearch = readSearch({ ...language, ...place });

export type PlaceSearch = Pick<ReturnType<typeof readReaderSearch>, keyof typeof place>;
