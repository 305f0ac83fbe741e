import { sql } from 'kysely';
import { allOf, anyOf, type Sql } from '../../database/sql.ts';
import { programRole } from '../../domain/accounts/principal.ts';
import { isOpenForAll, readersOf } from './access-path-queries.ts';
import { type AccessPath, accessPaths, type Table } from './access-paths.ts';
import { openAt } from './path-sql.ts';

/** Which task's readers to list, and at what time. */
export interface ListedTask {
  readonly taskId: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Whether to list admins; only other admins may see them. */
  readonly withAdmins: boolean;
}

/** One task, or a table of many and its column with their ids. */
type Listed = Omit<ListedTask, 'taskId'> & { readonly taskId: string | Sql; readonly among?: Table };

const allPaths: ReadonlyArray<AccessPath> = Object.values(accessPaths);

/** Lists of people leave out programs. */
export const isPerson = sql`reader.role is distinct from ${sql.lit(programRole)}`;

const timesOf = ({ taskId, among, atMs }: Listed) => ({
  taskId: sql`${taskId}`,
  among,
  ...openAt(atMs),
});

/**
 * The ids of those who can read a task on an individual ground, in one query per path: `userId`, once per row of the path, and
 * `taskId` if there are many.
 * @param after lists only people with a greater id
 * @param where a further condition on `reader`
 */
export const readersByPath = (listed: Listed, after = '', where = sql`true`): ReadonlyArray<Sql> =>
  allPaths
    .filter((path) => !path.isForAll && (listed.withAdmins || path !== accessPaths.admin))
    .map((path) => readersOf(path, { ...timesOf(listed), where: allOf([isPerson, where]), after }));

/** Whether everyone with an account can read a task. */
export const isOpenForEveryone = (listed: Listed): Sql =>
  anyOf(
    allPaths
      .filter(({ isForAll }) => isForAll)
      .map((path) => sql`exists (${isOpenForAll(path, timesOf(listed))})`),
  );
