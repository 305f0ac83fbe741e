import { type ExpressionBuilder, type Insertable, type Kysely, sql, type Updateable } from 'kysely';
import { insertOf } from '../../database/insert-rows.ts';
import type { Schema, Tables } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { LecternError } from '../../lib/errors.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import { type AccessTable, type Change, type Ends, type Row, rules } from './access-rules.ts';
import type { Revoke } from './revocations.ts';

/**
 * The only functions that change or delete rows which give access. Each revokes what the rows no longer give, by the rules of
 * `access-rules.ts`, so that no code path can forget it.
 */

/** Equal values, or any of several values for one of the columns. */
type Where<Table extends AccessTable> = {
  readonly [Column in keyof Row<Table>]?: Row<Table>[Column] | ReadonlyArray<Row<Table>[Column]>;
};

/** Deletes rows, and revokes what they gave. @returns the rows */
export async function deleteRows<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  where: Where<Table>,
): Promise<ReadonlyArray<Row<Table>>> {
  const rows = await everyRow(table, where, (name, some) =>
    untyped(db).deleteFrom(name).where(matching(some)).returningAll().execute(),
  );
  await end(
    db,
    revoke,
    table,
    rows.map((before) => ({ before })),
  );
  return rows;
}

/** Deletes the row with a key, like `deleteRows`. @throws the error of `missing` if there is none */
export async function deleteRow<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  key: Where<Table>,
  missing: () => LecternError,
): Promise<void> {
  const deleted = await deleteRows(db, revoke, table, key);
  if (deleted.length === 0) throw missing();
}

/** Changes rows, and revokes what they no longer give. @returns the rows as they are now */
export const changeRows = <Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  where: Where<Table>,
  values: Updateable<Tables[Table]>,
): Promise<ReadonlyArray<Row<Table>>> => change(db, revoke, table, where, values);

async function change<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  where: AnyRow,
  values: AnyRow,
): Promise<ReadonlyArray<Row<Table>>> {
  const before = await everyRow(table, where, (name, some) =>
    untyped(db).selectFrom(name).selectAll().where(matching(some)).execute(),
  );
  const after = await everyRow(table, where, (name, some) =>
    untyped(db).updateTable(name).set(values).where(matching(some)).returningAll().execute(),
  );
  const now = new Map(after.map((row) => [keyOf(row), row]));
  await end(
    db,
    revoke,
    table,
    before.map((row) => ({ before: row, after: now.get(keyOf(row)) })),
  );
  return after;
}

/**
 * Changes existing rows like `changeRows`, but each to its own values.
 * @param key the column that identifies a row
 */
export async function changeEach<
  Table extends 'groupMembers' | 'groupTasks' | 'contestParticipants',
  Key extends 'userId' | 'taskId',
>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  where: Where<Table>,
  key: Key,
  rows: ReadonlyArray<Updateable<Tables[Table]> & Readonly<Record<Key, string>>>,
): Promise<void> {
  if (rows.length === 0) return;
  const values = new Map(rows.map((row): [string, object] => [row[key], row]));
  const before = await everyRow(table, { ...where, [key]: [...values.keys()] }, (name, some) =>
    untyped(db).selectFrom(name).selectAll().where(matching(some)).execute(),
  );
  const after = before.map((row) => ({
    ...row,
    ...values.get((row as unknown as Record<Key, string>)[key]),
  }));
  await insertOf(db, table, after as never, { ifThere: 'replace' }).execute(db);
  await end(
    db,
    revoke,
    table,
    before.map((row, at) => ({ before: row, after: after[at] })),
  );
}

/** Changes a row like `changeRows`, or inserts it if there is none. */
export async function putRow<Table extends 'taskStaff' | 'groupMembers' | 'groupTasks' | 'contestTasks'>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<void> {
  const columns = Object.entries(row);
  const values = Object.fromEntries(columns.filter(([column]) => column !== 'createdAt'));
  const key = Object.fromEntries(columns.filter(([column]) => column.endsWith('Id')));
  const changed = await change(db, revoke, table, key, values);
  if (changed.length > 0) return;
  await untyped(db).insertInto(table).values(Object.fromEntries(columns)).execute();
}

/**
 * Adds participants to a contest with individual times, and revokes what these take from those who took part through a group.
 * @returns the ids of new participants; the others keep their times
 */
export async function addParticipants(
  db: Kysely<Schema>,
  revoke: Revoke,
  contestId: string,
  participants: ReadonlyArray<Omit<Insertable<Tables['contestParticipants']>, 'contestId'>>,
): Promise<ReadonlyArray<string>> {
  if (participants.length === 0) return [];
  const participations = participants.map((row) => ({ contestId, ...row }));
  const insert = insertOf(db, 'contestParticipants', participations, { ifThere: 'keep' });
  const { rows } = await sql<Row<'contestParticipants'>>`${insert} returning *`.execute(db);
  const withTimes = rows.filter(({ delaySeconds, extraSeconds }) => delaySeconds > 0 || extraSeconds > 0);
  if (withTimes.length > 0) {
    const userIds = withTimes.map(({ userId }) => userId);
    const members = await db
      .selectFrom('groupMembers')
      .innerJoin('contestGroups', 'contestGroups.groupId', 'groupMembers.groupId')
      .select('userId')
      .where('contestId', '=', contestId)
      .where(isAnyOf(db, 'userId', userIds))
      .execute();
    const throughGroup = new Set(members.map(({ userId }) => userId));
    const changes = withTimes
      .filter(({ userId }) => throughGroup.has(userId))
      .map((after) => ({ before: { ...after, delaySeconds: 0, extraSeconds: 0 }, after }));
    await end(db, revoke, 'contestParticipants', changes);
  }
  return rows.map(({ userId }) => userId);
}

async function end<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  changes: ReadonlyArray<Change<Table>>,
): Promise<void> {
  if (changes.length === 0) return;
  const {
    readers = [],
    tasks = [],
    uploads = [],
    contests = [],
    reopened = [],
  } = await rules[table](changes, db, revoke.nowMs());
  const closed = await closedAgain(revoke, reopened);
  await revoke.readers([...new Set([...readers, ...closed.readers])]);
  await revoke.tasks([...new Set([...tasks, ...closed.tasks])]);
  for (const each of uploads) await revoke.uploads(each);
  if (contests.length > 0) await revoke.contests(contests);
}

/** Whose URLs end because features give something only after the end of contests. */
async function closedAgain(revoke: Revoke, reopened: NonNullable<Ends['reopened']>) {
  const contestIds = [...new Set(reopened.map(({ contestId }) => contestId))];
  const opened = contestIds.length === 0 ? [] : await revoke.opensAfter(contestIds);
  const tasksOf = Map.groupBy(opened, ({ contestId }) => contestId);
  const closed = reopened.filter(({ contestId }) => tasksOf.has(contestId));
  return {
    readers: closed.flatMap(({ userId }) => userId ?? []),
    tasks: closed.flatMap(({ contestId, userId }) =>
      userId === undefined ? (tasksOf.get(contestId) ?? []).map(({ taskId }) => taskId) : [],
    ),
  };
}

type AnyRow = Record<string, unknown>;

/** Drops the types of the tables, because rows of all of them are written alike. */
const untyped = (db: Kysely<Schema>) => db as unknown as Kysely<Record<string, AnyRow>>;

/** The column `id`, or the ids of what a row links. */
const keyOf = (row: object) =>
  'id' in row
    ? row.id
    : Object.entries(row)
        .flatMap(([column, id]) => (column.endsWith('Id') ? `${column} ${id}` : []))
        .sort()
        .join(' ');

const matching =
  (where: AnyRow) =>
  ({ eb, and }: ExpressionBuilder<Record<string, AnyRow>, string>) =>
    and(
      Object.entries(where).map(([column, value]) =>
        Array.isArray(value) ? eb(column, 'in', value) : eb(column, '=', value),
      ),
    );

/** Runs `step` for all rows that match. A long list of values is split into chunks. */
async function everyRow<Table extends AccessTable>(
  table: Table,
  where: AnyRow,
  step: (table: string, some: AnyRow) => Promise<ReadonlyArray<AnyRow>>,
): Promise<ReadonlyArray<Row<Table>>> {
  const found: Array<AnyRow> = [];
  const [listed] = Object.entries(where).flatMap(([column, values]) =>
    Array.isArray(values) ? [{ column, values }] : [],
  );
  if (listed === undefined) found.push(...(await step(table, where)));
  else {
    await inChunks(listed.values, async (some) => {
      found.push(...(await step(table, { ...where, [listed.column]: some })));
    });
  }
  return found as unknown as ReadonlyArray<Row<Table>>;
}
