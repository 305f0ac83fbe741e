import type { Method, PathOf } from 'lectern-client';

/** A query key: the segments of a filled path. */
type Key = ReadonlyArray<string>;
export type Values = Readonly<Record<string, string>>;
export type ChangingMethod = Exclude<Method, 'get'>;
type ChangingPath = { [M in ChangingMethod]: PathOf<M> }[ChangingMethod];

/** `/api/v1/contests/{contestId}/tasks` with its values -> `['contests', id, 'tasks']` */
export const keyOf = (path: string, values: Values = {}): Key =>
  path
    .replace(/^\/api\/(?:v1\/)?/, '')
    .split('/')
    .map((segment) => segment.replace(/^\{(\w+)\}$/, (_, name: string) => values[name] ?? ''));

interface Touched {
  /** Everything below these is refetched. */
  readonly keys: ReadonlyArray<Key>;
  /** What no longer exists. */
  readonly gone?: Key;
}

/**
 * What a change may show in: the whole resource that the path begins with, and those that show parts of it. Only queries of open pages are
 * refetched, so too many cost little, and a change that is new in the API is never forgotten.
 */
export function changedBy(method: ChangingMethod, path: string, values: Values = {}): Touched {
  const changed = keyOf(path, values);
  const stays = readableAfterDelete.has(path);
  // A POST creates something below its path; other methods change what their path names.
  const parent = method === 'post' || stays ? changed : changed.slice(0, -1);
  const root = changed[0] ?? '';
  const shown = shownTogether.includes(root) ? shownTogether : [root];
  const keys = isAlone.test(path) ? [parent] : shown.map((each) => [each]);
  return method === 'delete' && !stays ? { keys, gone: changed } : { keys };
}

/** Resources that can still be read after a DELETE, which returns the empty or previous state. */
const readableAfterDelete: ReadonlySet<string> = new Set<ChangingPath>([
  '/api/v1/demo-course',
  '/api/v1/me/calendar-link',
  '/api/v1/tasks/{taskId}/documents/{language}',
]);

/** What is shown in its own list only. Readers send some of these, thousands at a time. */
const isAlone = /\}\/(?:booklets|invitations|notices)|\burl$/;

/** Groups and contests list their tasks and the other way round, their members read the tasks, and names of people appear in many lists. */
const shownTogether: ReadonlyArray<string> = [
  ...['tasks', 'managed-tasks', 'openings', 'groups', 'contests', 'accounts', 'me'],
  ...['demo-course', 'invitations', 'people-import', 'setup-links'],
];
