import { sql } from 'kysely';
import { allOf, anyOf, type Sql } from '../../database/sql.ts';
import { programRole } from '../../domain/accounts/principal.ts';
import { type AccessPath, accessPaths, storedPaths } from './access-paths.ts';
import { mayBeOpen, openAt, openingOf } from './ground-rows.ts';
import { allAre, fromTask, idsIn, type PathTable, reader, rowsIn, task } from './path-tables.ts';

/** Which task's readers to list, and at what time. */
export interface ListedTask {
  readonly taskId: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Whether to list admins; only other admins may see them. */
  readonly withAdmins: boolean;
}

/** One task, or a table of many and its column with their ids. */
interface OpenTask {
  readonly taskId: string | Sql;
  readonly among?: PathTable;
  readonly atMs: number;
}

/** Which of its readers to list. */
interface ListedReaders {
  /** Only people with a greater id. */
  readonly after?: string | undefined;
  /** A further condition on `reader`. */
  readonly where?: Sql | undefined;
}

/** Lists of people leave out programs. */
export const isPerson = sql`reader.role is distinct from ${sql.lit(programRole)}`;

/**
 * The ids of those who can read a task on an individual ground, in one query per path: `userId`, once per row of the path, and
 * `taskId` if there are many.
 */
export const readersByPath = (
  listed: OpenTask & Pick<ListedTask, 'withAdmins'>,
  { after, where = sql`true` }: ListedReaders = {},
): ReadonlyArray<Sql> =>
  storedPaths
    .filter((path) => !path.isForAll && (listed.withAdmins || path !== accessPaths.admin))
    .map((path) => readersOf(path, listed, { after, where: allOf([isPerson, where]) }));

/** The ids of those for whom one path opens a task. */
export function readersOf(
  path: AccessPath,
  { among, ...open }: OpenTask,
  { after = '', where }: ListedReaders = {},
): Sql {
  const tables = [...fromTask(path.tables), task, reader];
  const [first = sql.ref('reader.id'), ...others] = idsIn(tables, 'userId');
  return rowsIn(
    sql`reader.id as "userId"${among ? sql`, ${open.taskId} as "taskId"` : sql``}`,
    among ? [among, ...tables] : tables,
    [...others.map((id) => sql`${id} = ${first}`), sql`${first} > ${after}`, ...opensTask(path, open), where],
  );
}

/** Whether everyone with an account can read a task. */
export const isOpenForEveryone = (open: OpenTask): Sql =>
  anyOf(
    storedPaths
      .filter(({ isForAll }) => isForAll)
      .map((path) => {
        const rows = rowsIn(sql`1`, [...fromTask(path.tables), task], opensTask(path, open));
        return sql`exists (${rows})`;
      }),
  );

const opensTask = (path: AccessPath, { taskId, atMs }: OpenTask) => [
  ...allAre(idsIn([...path.tables, task], 'taskId'), sql`${taskId}`),
  path.where,
  anyOf(path.grounds.map((rule) => mayBeOpen({ ...rule, opensAt: openingOf(rule) }, openAt(atMs)))),
];
