import { oneOf, readSearch, shortText } from '../../../lib/read-search.ts';

export const usageStates = ['running', 'upcoming', 'past', 'none'] as const;

export const readTasksSearch = readSearch({
  /** Part of the title. */
  text: shortText,
  /** Admins: includes the tasks of others. */
  all: oneOf(true),
  group: shortText,
  contest: shortText,
  /** State of the task's window in that group or contest, or in any. */
  state: oneOf(...usageStates),
  /** Default: most recently changed first. */
  sort: oneOf('created'),
});

export type TasksSearch = ReturnType<typeof readTasksSearch>;

export const taskTabs = ['documents', 'usages', 'staff', 'access', 'issued', 'settings'] as const;
export type TaskTab = (typeof taskTabs)[number];

export const readTaskSearch = readSearch({ tab: oneOf(...taskTabs) });
