import { type ExpressionBuilder, type Insertable, type Kysely, sql, type Updateable } from 'kysely';
import { type InsertOptions, insertOf } from '../../database/insert-rows.ts';
import type { Schema, Tables } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { LecternError } from '../../lib/errors.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import {
  markContestsChanged,
  markContestsOfGroups,
  markContestsOfTasks,
  markMembersChanged,
  markParticipantsChanged,
} from '../contests/contest-changes.ts';
import { type AccessTable, type Change, type Ends, type Row, rules } from './access-rules.ts';
import { insertRules } from './insert-rules.ts';

/**
 * The only functions that change or delete rows which give access, and that insert rows which may also take some. Each revokes what is
 * lost, by the rules of `access-rules.ts` and `insert-rules.ts`, and marks the contests whose people may notice the change, so that no code
 * path can forget it.
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
export const rowRemoval =
  <Table extends AccessTable>(table: Table, key: Where<Table>, missing: () => LecternError): Edit<void> =>
  async (trx, revoke) => {
    const deleted = await deleteRows(trx, revoke, table, key);
    if (deleted.length === 0) throw missing();
  };

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
    untyped(db)
      .updateTable(name)
      .set(stamped(table, values, revoke))
      .where(matching(some))
      .returningAll()
      .execute(),
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
    ...stamped(table, values.get((row as unknown as Record<Key, string>)[key]) ?? {}, revoke),
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
  await addRows(db, revoke, table, [row]);
}

/** Inserts rows, and revokes what they take away. @returns the new rows */
export async function addRows<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  rows: ReadonlyArray<Insertable<Tables[Table]>>,
  options?: InsertOptions,
): Promise<ReadonlyArray<Row<Table>>> {
  if (rows.length === 0) return [];
  const written = rows.map((row) => stamped(table, row, revoke));
  const insert = insertOf(db, table, written as never, options);
  const { rows: added } = await sql<Row<Table>>`${insert} returning *`.execute(db);
  if (added.length > 0) {
    revoke.note?.(table, added);
    await revokeAll(db, revoke, await insertRules[table](added, db, revoke.nowMs()));
    await mark(db, table, added, revoke.nowMs());
  }
  return added;
}

async function end<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  changes: ReadonlyArray<Change<Table>>,
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ before }) => before);
  revoke.note?.(table, rows);
  await revokeAll(db, revoke, await rules[table](changes, db, revoke.nowMs()));
  await mark(
    db,
    table,
    changes.map(({ before, after }) => after ?? before),
    revoke.nowMs(),
  );
}

/** Marks the contests whose people may notice that these rows have changed. */
async function mark(
  db: Kysely<Schema>,
  table: AccessTable,
  rows: ReadonlyArray<object>,
  nowMs: number,
): Promise<void> {
  // Others don't notice when someone joins, leaves or gets other times, also through a group. Who leaves notices that their URLs are revoked.
  if (table === 'contestParticipants') {
    return markParticipantsChanged(db, rows as ReadonlyArray<Row<'contestParticipants'>>);
  }
  const by = marks[table];
  if (by === undefined) return;
  const ids = new Set((rows as ReadonlyArray<Record<string, string>>).flatMap((row) => row[by.column] ?? []));
  await by.markThese(db, [...ids], nowMs);
}

/** By which column rows lead to contests. */
const marks: {
  readonly [Table in AccessTable]?: {
    readonly column: keyof Row<Table>;
    readonly markThese: typeof markContestsOfTasks;
  };
} = {
  contests: { column: 'id', markThese: markContestsChanged },
  contestTasks: { column: 'contestId', markThese: markContestsChanged },
  contestGroups: { column: 'contestId', markThese: markContestsChanged },
  tasks: { column: 'id', markThese: markContestsOfTasks },
  groups: { column: 'id', markThese: markContestsOfGroups },
  groupMembers: { column: 'groupId', markThese: markMembersChanged },
};

async function revokeAll(
  db: Kysely<Schema>,
  revoke: Revoke,
  { readers = [], tasks = [], uploads = [], contests = [], awaited = [] }: Ends,
): Promise<void> {
  const closed = await closedAgain(db, awaited);
  await revoke.readers([...new Set([...readers, ...closed.readers])]);
  await revoke.tasks([...new Set([...tasks, ...closed.tasks])]);
  for (const each of uploads) await revoke.uploads(each);
  if (contests.length > 0) await revoke.contests(contests);
}

/** Whose URLs end because editorials open only after the end of contests. */
async function closedAgain(db: Kysely<Schema>, awaited: NonNullable<Ends['awaited']>) {
  const contestIds = new Set(awaited.map(({ contestId }) => contestId));
  const opened = contestIds.size === 0 ? [] : await tasksWithEditorials(db, contestIds);
  const opening = new Set(opened.map(({ contestId }) => contestId));
  const byAll = awaited.filter(({ userId }) => userId === undefined);
  const isAwaited = (task: (typeof opened)[number]) =>
    byAll.some(
      ({ contestId, taskId = task.taskId }) => contestId === task.contestId && taskId === task.taskId,
    );
  return {
    readers: awaited.flatMap(({ contestId, userId }) => (opening.has(contestId) ? (userId ?? []) : [])),
    tasks: opened.filter(isAwaited).map(({ taskId }) => taskId),
  };
}

/** Tasks of these contests with an editorial that opens at their end. */
const tasksWithEditorials = (db: Kysely<Schema>, contestIds: ReadonlySet<string>) =>
  db
    .selectFrom('contestTasks')
    .innerJoin('attachments', 'attachments.taskId', 'contestTasks.taskId')
    .select(['contestTasks.contestId', 'contestTasks.taskId'])
    .distinct()
    .where(isAnyOf(db, 'contestTasks.contestId', contestIds))
    .where('attachments.kind', '=', 'editorial')
    .where('attachments.opensAt', 'is', null)
    .execute();

type AnyRow = Record<string, unknown>;

/** Participants have the time of their last change, for lists of what changed. */
const stamped = (table: AccessTable, values: object, revoke: Revoke) =>
  table === 'contestParticipants' ? { ...values, changedAt: revoke.nowMs() } : values;

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
