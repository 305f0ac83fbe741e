/** What the addresses of the task pages hold beside the path. What is undefined here, the router would take as it is. */
export interface TasksSearch {
  /** A part of the title. */
  readonly text?: string | undefined;
  /** Admins: also the tasks of others. */
  readonly all?: true | undefined;
}

export function readTasksSearch({ text, all }: Record<string, unknown>): TasksSearch {
  // An address such as `?text=2026` has a number there.
  return { text: String(text ?? '').slice(0, 100) || undefined, all: all === true || undefined };
}

export const taskTabs = ['documents', 'placements', 'collaborators', 'access', 'issued', 'settings'] as const;
export type TaskTab = (typeof taskTabs)[number];

export function readTaskSearch({ tab }: Record<string, unknown>): { readonly tab?: TaskTab | undefined } {
  return { tab: taskTabs.find((known) => known === tab) };
}
