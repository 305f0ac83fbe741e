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

/** Everything below the parent of the changed path, and what `links` adds. */
export function changedBy(method: ChangingMethod, path: string, values: Values = {}): Touched {
  const changed = keyOf(path, values);
  const stays = readableAfterDelete.has(path);
  // A POST creates something below its path; other methods change what their path names.
  const parent = method === 'post' || stays ? changed : changed.slice(0, -1);
  const keys = [parent, ...(links[path as ChangingPath]?.(values) ?? [])];
  // The list of managed tasks shows data of each task and where it is used.
  if (keys.some((key) => key[0] === 'tasks')) keys.push(['managed-tasks']);
  return method === 'delete' && !stays ? { keys, gone: changed } : { keys };
}

/** Resources that can still be read after a DELETE, which returns the empty or previous state. */
const readableAfterDelete: ReadonlySet<string> = new Set<ChangingPath>([
  '/api/v1/demo-course',
  '/api/v1/me/calendar-link',
  '/api/v1/tasks/{taskId}/documents/{language}',
]);

const tasks = (): ReadonlyArray<Key> => [['tasks'], ['openings']];
const places = (): ReadonlyArray<Key> => [['groups'], ['contests']];
const all = () => [...tasks(), ...places()];
const usage = ({ taskId = '' }: Values): ReadonlyArray<Key> => [['tasks', taskId], ['openings']];
const contest = ({ contestId = '' }: Values): ReadonlyArray<Key> => [['contests', contestId]];
const group = ({ groupId = '' }: Values): ReadonlyArray<Key> => [['groups', groupId]];

/**
 * Effects outside the parent path. Groups and contests list their tasks and the other way round, their members read the tasks, and names of
 * people appear in many lists. Also effects of a POST that creates nothing below its path.
 */
const links: { readonly [Path in ChangingPath]?: (values: Values) => ReadonlyArray<Key> } = {
  '/api/v1/tasks/{taskId}': all,
  '/api/v1/groups/{groupId}': all,
  '/api/v1/groups/{groupId}/tasks': (values) => [...tasks(), ...group(values)],
  '/api/v1/groups/{groupId}/tasks/{taskId}': (values) => [...usage(values), ...group(values)],
  '/api/v1/groups/{groupId}/members': all,
  '/api/v1/groups/{groupId}/members/{userId}': all,
  '/api/v1/contests/{contestId}': tasks,
  '/api/v1/contests/{contestId}/copies': () => [['contests'], ...tasks()],
  '/api/v1/contests/{contestId}/tasks': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/tasks/{taskId}': (values) => [...usage(values), ...contest(values)],
  '/api/v1/contests/{contestId}/task-order': () => [['tasks']],
  '/api/v1/contests/{contestId}/participants': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/participants/{userId}': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/groups/{groupId}': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/staff': all,
  '/api/v1/contests/{contestId}/staff/{userId}': all,
  // Users who change the staff of a task may be on it themselves.
  '/api/v1/tasks/{taskId}/staff': tasks,
  '/api/v1/tasks/{taskId}/staff/{userId}': tasks,
  // Booklets contain PDFs of tasks.
  '/api/v1/tasks/{taskId}/documents/{language}': all,
  '/api/v1/tasks/{taskId}/documents/{versionId}/restore': all,
  '/api/v1/accounts/{userId}': () => [...all(), ['me']],
  // Accounts show the state of their setup links.
  '/api/v1/accounts/{userId}/setup-link': () => [['accounts']],
  '/api/v1/setup-links': () => [['accounts']],
  '/api/v1/people-import': () => [['accounts'], ...all()],
  '/api/v1/webhooks/{webhookId}/replay': ({ webhookId = '' }) => [['webhooks', webhookId]],
  '/api/v1/demo-course': all,
  '/api/v1/invitations/join': all,
};
