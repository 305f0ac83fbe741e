import { readSearch, shortText } from '../../lib/read-search.ts';

/** Filters of the home page in the URL: `/?group=…&text=…&language=pl`. */
export const readHomeSearch = readSearch({
  group: shortText,
  contest: shortText,
  text: shortText,
  language: shortText,
});

export type HomeSearch = ReturnType<typeof readHomeSearch>;
