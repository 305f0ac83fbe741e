import { oneOf, readSearch, shortText } from '../../../lib/read-search.ts';

export const readTasksSearch = readSearch({
  /** A part of the title. */
  text: shortText,
  /** Admins: also the tasks of others. */
  all: oneOf(true),
});

export const taskTabs = ['documents', 'placements', 'staff', 'access', 'issued', 'settings'] as const;
export type TaskTab = (typeof taskTabs)[number];

export const readTaskSearch = readSearch({ tab: oneOf(...taskTabs) });
