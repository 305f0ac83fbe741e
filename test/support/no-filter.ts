import type { TaskFilter } from '../../src/core/decide/open-tasks.ts';

/** A list of all tasks. */
export const noFilter: TaskFilter = {
  groupId: undefined,
  taskIds: undefined,
  foldedText: undefined,
  language: undefined,
};
