import type { TaskFilter } from '../../src/core/decide/open-task-queries.ts';

export const noFilter: TaskFilter = {
  groupId: undefined,
  taskIds: undefined,
  foldedText: undefined,
  language: undefined,
};
