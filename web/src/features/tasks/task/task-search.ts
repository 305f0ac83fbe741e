import { oneOf, readSearch, shortText } from '../../../lib/read-search.ts';

export const placementStates = ['running', 'upcoming', 'past', 'none'] as const;

export const readTasksSearch = readSearch({
  /** A part of the title. */
  text: shortText,
  /** Admins: also the tasks of others. */
  all: oneOf(true),
  group: shortText,
  contest: shortText,
  /** Of its window in that group or contest, or in any. */
  state: oneOf(...placementStates),
  /** Without it, what was changed last is on top. */
  sort: oneOf('created'),
});

export type TasksSearch = ReturnType<typeof readTasksSearch>;

export const taskTabs = ['documents', 'placements', 'staff', 'access', 'issued', 'settings'] as const;
export type TaskTab = (typeof taskTabs)[number];

export const readTaskSearch = readSearch({ tab: oneOf(...taskTabs) });
