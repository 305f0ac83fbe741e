import type { Method, PathOf } from 'lectern-client';

/** A key of a query: the segments of a filled path. */
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

/** What a change touches. */
interface Touched {
  /** All below these is read again. */
  readonly keys: ReadonlyArray<Key>;
  /** What is not there any more. */
  readonly gone?: Key;
}

/** What is below the parent path of what is changed, and what is linked with it. */
export function touchedBy(method: ChangingMethod, path: string, values: Values = {}): Touched {
  const changed = keyOf(path, values);
  const stays = lasting.has(path);
  // A POST makes something below its path; the others change what their path names.
  const parent = method === 'post' || stays ? changed : changed.slice(0, -1);
  const keys = [parent, ...(links[path as ChangingPath]?.(values) ?? [])];
  // The list has of every task what changes with it, and where it is used.
  if (keys.some((key) => key[0] === 'tasks')) keys.push(['managed-tasks']);
  return method === 'delete' && !stays ? { keys, gone: changed } : { keys };
}

/** What can be asked for also after a DELETE: that there is none, or what was there before. */
const lasting: ReadonlySet<string> = new Set<ChangingPath>([
  '/api/v1/demo-course',
  '/api/v1/me/calendar-link',
  '/api/v1/tasks/{taskId}/documents/{language}',
]);

const tasks = (): ReadonlyArray<Key> => [['tasks'], ['openings']];
const places = (): ReadonlyArray<Key> => [['groups'], ['contests']];
const all = () => [...tasks(), ...places()];
const placement = ({ taskId = '' }: Values): ReadonlyArray<Key> => [['tasks', taskId], ['openings']];
const contest = ({ contestId = '' }: Values): ReadonlyArray<Key> => [['contests', contestId]];
const group = ({ groupId = '' }: Values): ReadonlyArray<Key> => [['groups', groupId]];

/**
 * What a change touches elsewhere: a task is in groups and contests, which are shown on its page, and it on theirs; who is in them
 * reads their tasks; people have their names wherever they are listed. And what a POST does that makes nothing below its path.
 */
const links: { readonly [Path in ChangingPath]?: (values: Values) => ReadonlyArray<Key> } = {
  '/api/v1/tasks/{taskId}': all,
  '/api/v1/groups/{groupId}': all,
  '/api/v1/groups/{groupId}/tasks': (values) => [...tasks(), ...group(values)],
  '/api/v1/groups/{groupId}/tasks/{taskId}': (values) => [...placement(values), ...group(values)],
  '/api/v1/groups/{groupId}/members': all,
  '/api/v1/groups/{groupId}/members/{userId}': all,
  '/api/v1/contests/{contestId}': tasks,
  '/api/v1/contests/{contestId}/copies': () => [['contests'], ...tasks()],
  '/api/v1/contests/{contestId}/tasks': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/tasks/{taskId}': (values) => [...placement(values), ...contest(values)],
  '/api/v1/contests/{contestId}/task-order': () => [['tasks']],
  '/api/v1/contests/{contestId}/participants': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/participants/{userId}': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/groups/{groupId}': (values) => [...tasks(), ...contest(values)],
  '/api/v1/contests/{contestId}/staff': all,
  '/api/v1/contests/{contestId}/staff/{userId}': all,
  // Among those who work on a task is whoever changes them.
  '/api/v1/tasks/{taskId}/staff': tasks,
  '/api/v1/tasks/{taskId}/staff/{userId}': tasks,
  // Booklets are of the PDFs of tasks.
  '/api/v1/tasks/{taskId}/documents/{language}': all,
  '/api/v1/tasks/{taskId}/documents/{versionId}/restore': all,
  '/api/v1/accounts/{userId}': () => [...all(), ['me']],
  // They show what becomes of the links.
  '/api/v1/accounts/{userId}/setup-link': () => [['accounts']],
  '/api/v1/setup-links': () => [['accounts']],
  '/api/v1/people-import': () => [['accounts'], ...all()],
  '/api/v1/demo-course': all,
};
