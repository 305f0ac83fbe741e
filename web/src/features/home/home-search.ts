import { readSearch, shortText } from '../../lib/read-search.ts';

/** What the home page shows, in its address: `/?group=…&text=…&language=pl`. */
export const readHomeSearch = readSearch({
  group: shortText,
  contest: shortText,
  text: shortText,
  language: shortText,
});

export type HomeSearch = ReturnType<typeof readHomeSearch>;
