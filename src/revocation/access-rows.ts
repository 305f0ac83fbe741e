import type { ExpressionBuilder, Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { AccessColumns } from '../database/access-columns.ts';
import { inSteps } from '../database/in-steps.ts';
import type { Schema, Tables } from '../database/schema.ts';
import { longestLifeMs, type Revoke } from './revocations.ts';

/**
 * The only functions that change or delete rows which give access. Each ends what these rows gave and do not give any more, by the
 * one table of rules below, so that no path that takes access away can forget to.
 */

export type AccessTable = keyof AccessColumns;
type Row<Table extends AccessTable> = Selectable<Tables[Table]>;

/** Equal values, or any of several for one of the columns. */
type Where<Table extends AccessTable> = {
  readonly [Column in keyof Row<Table>]?: Row<Table>[Column] | ReadonlyArray<Row<Table>[Column]>;
};

/** Deletes rows, and ends what they gave. @returns the rows */
export async function deleteRows<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  where: Where<Table>,
): Promise<ReadonlyArray<Row<Table>>> {
  const deleted = await everyStep(where, (some) =>
    untyped(db)
      .deleteFrom(table as string)
      .where(matching(some))
      .returningAll()
      .execute(),
  );
  const rows = deleted as unknown as ReadonlyArray<Row<Table>>;
  await end(
    db,
    revoke,
    table,
    rows.map((before) => ({ before })),
  );
  return rows;
}

/** Changes rows, and ends what they gave before and do not give any more. @returns the rows as they are now */
export async function changeRows<Table extends AccessTable>(
  db: Kysely<Schema>,
  revoke: Revoke,
  table: Table,
  where: Where<Table>,
  values: Updateable<Tables[Table]>,
): Promise<ReadonlyArray<Row<Table>>> {
  const before = await everyStep(where, (some) =>
    untyped(db)
      .selectFrom(table as string)
      .selectAll()
      .where(matching(some))
      .execute(),
  );
  const after = await everyStep(where, (some) =>
    untyped(db)
      .updateTable(table as string)
      .set(values)
      .where(matching(some))
      .returningAll()
      .execute(),
  );
  const now = new Map(after.map((row) => [keyOf(row), row]));
  const changes = before.map((row) => ({ before: row, after: now.get(keyOf(row)) }));
  await end(db, revoke, table, changes as unknown as ReadonlyArray<Change<Table>>);
  return after as unknown as ReadonlyArray<Row<Table>>;
}

/** Changes a row as `changeRows` does, or inserts it where there is none. */
export async function putRow<
  Table extends 'taskCollaborators' | 'groupMembers' | 'groupTasks' | 'contestTasks',
>(db: Kysely<Schema>, revoke: Revoke, table: Table, row: Insertable<Tables[Table]>): Promise<void> {
  const { createdAt: _, ...values } = row as AnyRow;
  const isKey = ([column]: readonly [string, unknown]) => column.endsWith('Id');
  const key = Object.fromEntries(Object.entries(values).filter(isKey));
  const changed = await changeRows(
    db,
    revoke,
    table,
    key as Where<Table>,
    values as Updateable<Tables[Table]>,
  );
  if (changed.length === 0)
    await untyped(db)
      .insertInto(table)
      .values(row as AnyRow)
      .execute();
}

/**
 * Adds participants to a contest with times of their own, and ends what a delay takes from those who took part through a group.
 * @returns the ids of those who were not there; the others keep their times
 */
export async function addParticipants(
  db: Kysely<Schema>,
  revoke: Revoke,
  contestId: string,
  participants: ReadonlyArray<Omit<Insertable<Tables['contestParticipants']>, 'contestId'>>,
): Promise<ReadonlyArray<string>> {
  const added: Array<string> = [];
  await inSteps(participants, async (some) => {
    const rows = await db
      .insertInto('contestParticipants')
      .values(some.map((row) => ({ contestId, ...row })))
      .onConflict((conflict) => conflict.columns(['userId', 'contestId']).doNothing())
      .returning(['userId', 'delaySeconds'])
      .execute();
    added.push(...rows.map(({ userId }) => userId));
    const delayed = rows.filter(({ delaySeconds }) => delaySeconds > 0).map(({ userId }) => userId);
    if (delayed.length === 0) return;
    const throughGroup = await db
      .selectFrom('groupMembers')
      .innerJoin('contestGroups', 'contestGroups.groupId', 'groupMembers.groupId')
      .select('userId')
      .where('contestId', '=', contestId)
      .where('userId', 'in', delayed)
      .execute();
    await revoke.readers(throughGroup.map(({ userId }) => userId));
  });
  return added;
}

interface Change<Table extends AccessTable> {
  readonly before: Row<Table>;
  /** Absent where the row was deleted. */
  readonly after?: Row<Table> | undefined;
}

/** What ends. */
interface Ends {
  /** Ids of accounts. */
  readonly readers?: ReadonlyArray<string>;
  /** Ids of tasks. */
  readonly tasks?: ReadonlyArray<string>;
  readonly uploads?: ReadonlyArray<Parameters<Revoke['uploads']>[0]>;
  /** Ids of contests. */
  readonly envelopes?: ReadonlyArray<string>;
}

/** What ends with changes of rows of a table. */
type Rule<Table extends AccessTable> = (
  changes: ReadonlyArray<Change<Table>>,
  db: Kysely<Schema>,
  nowMs: number,
) => Ends | Promise<Ends>;

/** Reading is given by any role, uploading by the others. */
const mayUpload = ({ role }: Row<'taskCollaborators'>) => role !== 'reader';
const isAdmin = ({ role, banned }: Row<'user'>) => !banned && (role === 'admin' || role === 'program');

const rules: { readonly [Table in AccessTable]: Rule<Table> } = {
  user(changes) {
    const losing = changes
      .filter(({ before, after }) => isLost(before, after, isEnabled) || isLost(before, after, isAdmin))
      .map(({ before }) => before.id);
    return { readers: losing, uploads: losing.map((uploadedBy) => ({ uploadedBy })) };
  },

  tasks(changes, _db, nowMs) {
    const deleted = changes.filter(({ before, after }) => isLost(before, after, isLive));
    const hidden = changes.filter(
      ({ before, after }) =>
        after !== undefined &&
        (isNarrower(shownTo(before), shownTo(after), nowMs) ||
          isNarrower(afterEmbargo(before), afterEmbargo(after), nowMs)),
    );
    return {
      tasks: idsOf([...deleted, ...hidden]),
      uploads: idsOf(deleted).map((taskId) => ({ taskId })),
    };
  },

  taskCollaborators: (changes) => ({
    readers: changes.filter(({ after }) => after === undefined).map(({ before }) => before.userId),
    uploads: changes
      .filter(({ before, after }) => isLost(before, after, mayUpload))
      .map(({ before: { taskId, userId } }) => ({ taskId, uploadedBy: userId })),
  }),

  async groups(changes, db) {
    const deleted = changes.filter(({ before, after }) => isLost(before, after, isLive));
    return { readers: await membersOf(db, idsOf(deleted)) };
  },

  /** Members take part in the contests of a group, and its staff does not. */
  async groupMembers(changes, db) {
    const promoted = changes.filter(
      ({ before, after }) => before.role === 'member' && after?.role === 'staff',
    );
    const inContests = new Set<string>();
    await inSteps([...new Set(promoted.map(({ before }) => before.groupId))], async (some) => {
      const rows = await db
        .selectFrom('contestGroups')
        .select('groupId')
        .where('groupId', 'in', some)
        .execute();
      for (const { groupId } of rows) inContests.add(groupId);
    });
    const losing = changes.filter(
      ({ before, after }) =>
        after === undefined ||
        (before.role === 'staff' && after.role !== 'staff') ||
        (before.role !== after.role && inContests.has(before.groupId)),
    );
    return { readers: losing.map(({ before }) => before.userId) };
  },

  groupTasks: (changes, _db, nowMs) => ({
    tasks: changes
      .filter(({ before, after }) => after === undefined || isNarrower(before, after, nowMs))
      .map(({ before }) => before.taskId),
  }),

  async contests(changes, db, nowMs) {
    const deleted = idsOf(changes.filter(({ before, after }) => isLost(before, after, isLive)));
    const narrowed = changes.filter(({ before, after }) =>
      windowsOf(before).some((window, at) => isNarrower(window, after && windowsOf(after)[at], nowMs)),
    );
    const unfetched = changes.filter(({ before, after }) =>
      isNarrower(fetchedFrom(before), after && fetchedFrom(after), nowMs),
    );
    return {
      tasks: await tasksIn(db, [...deleted, ...idsOf(narrowed)]),
      readers: await participantsOf(db, idsOf(unfetched)),
      envelopes: deleted,
    };
  },

  contestTasks: (changes, _db, nowMs) => ({
    tasks: changes
      .filter(
        ({ before, after }) => after === undefined || isNarrower(ownWindow(before), ownWindow(after), nowMs),
      )
      .map(({ before }) => before.taskId),
  }),

  async contestParticipants(changes, db, nowMs) {
    const starts = await startsOf(
      db,
      changes.map(({ before }) => before.contestId),
    );
    const losing = changes.filter(({ before, after }) => {
      if (after === undefined) return true;
      const hasStarted = (starts.get(before.contestId) ?? 0) + before.delaySeconds * 1000 <= nowMs;
      return hasStarted && (after.delaySeconds > before.delaySeconds || endsEarlier(before, after));
    });
    return { readers: losing.map(({ before }) => before.userId) };
  },

  /** Not the contest's tasks: a sealed envelope has none, and goes on for everybody else. */
  contestGroups: async (changes, db) => ({
    readers: await membersOf(
      db,
      changes.map(({ before }) => before.groupId),
    ),
  }),

  contestStaff: (changes) => ({ readers: changes.map(({ before }) => before.userId) }),
};

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
    envelopes = [],
  } = await rules[table](changes, db, revoke.nowMs());
  await revoke.readers([...new Set(readers)]);
  await revoke.tasks([...new Set(tasks)]);
  for (const each of uploads) await revoke.uploads(each);
  for (const contestId of envelopes) await revoke.envelopes(contestId);
}

const isLost = <Each>(before: Each, after: Each | undefined, has: (row: Each) => boolean) =>
  has(before) && !(after && has(after));
const isEnabled = ({ banned }: Row<'user'>) => !banned;
const isLive = ({ deletedAt }: { readonly deletedAt: number | null }) => deletedAt === null;
const idsOf = (changes: ReadonlyArray<{ readonly before: { readonly id: string } }>) =>
  changes.map(({ before }) => before.id);

interface Window {
  readonly opensAt: number;
  /** Null: never. */
  readonly closesAt: number | null;
}

const from = (opensAt: number): Window => ({ opensAt, closesAt: null });
const endOf = ({ closesAt }: Window) => closesAt ?? Number.POSITIVE_INFINITY;

/** Whether a URL may be out that was given in a window and outlives what the window has become; undefined: no window. */
function isNarrower(before: Window | undefined, after: Window | undefined, nowMs: number): boolean {
  if (before === undefined || before.opensAt > nowMs) return false;
  if (after === undefined || after.opensAt > before.opensAt) return true;
  return endOf(after) < Math.min(endOf(before), nowMs + longestLifeMs);
}

const shownTo = ({ visibility, visibleFrom }: Row<'tasks'>) =>
  visibility === 'signed-in' ? from(visibleFrom ?? 0) : undefined;
const afterEmbargo = ({ embargoUntil }: Row<'tasks'>) => from(embargoUntil ?? 0);

const ownWindow = ({ opensAt, closesAt }: Row<'contestTasks'>): Window => ({
  opensAt: opensAt ?? 0,
  closesAt,
});

/** Of a contest: while it runs, for its participants after that, and for everybody. */
function windowsOf({ startsAt, endsAt, afterEnd }: Row<'contests'>): ReadonlyArray<Window | undefined> {
  const archive = endsAt === null ? undefined : from(endsAt);
  return [
    { opensAt: startsAt, closesAt: endsAt },
    afterEnd === 'closed' ? undefined : archive,
    afterEnd === 'signed-in' ? archive : undefined,
  ];
}

const fetchedFrom = ({ prefetchFrom }: Row<'contests'>) =>
  prefetchFrom === null ? undefined : from(prefetchFrom);

type OwnTimes = Pick<Row<'contestParticipants'>, 'delaySeconds' | 'extraSeconds'>;
const endsEarlier = (before: OwnTimes, after: OwnTimes) =>
  after.delaySeconds + after.extraSeconds < before.delaySeconds + before.extraSeconds;

async function membersOf(
  db: Kysely<Schema>,
  groupIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  if (groupIds.length === 0) return [];
  const rows = await db
    .selectFrom('groupMembers')
    .select('userId')
    .where('groupId', 'in', groupIds)
    .execute();
  return rows.map(({ userId }) => userId);
}

/** Everybody who takes part in these contests. */
async function participantsOf(
  db: Kysely<Schema>,
  contestIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  if (contestIds.length === 0) return [];
  const own = await db
    .selectFrom('contestParticipants')
    .select('userId')
    .where('contestId', 'in', contestIds)
    .execute();
  const groups = await db
    .selectFrom('contestGroups')
    .select('groupId')
    .where('contestId', 'in', contestIds)
    .execute();
  const throughGroups = await membersOf(
    db,
    groups.map(({ groupId }) => groupId),
  );
  return [...own.map(({ userId }) => userId), ...throughGroups];
}

async function tasksIn(
  db: Kysely<Schema>,
  contestIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  if (contestIds.length === 0) return [];
  const rows = await db
    .selectFrom('contestTasks')
    .select('taskId')
    .where('contestId', 'in', contestIds)
    .execute();
  return rows.map(({ taskId }) => taskId);
}

async function startsOf(
  db: Kysely<Schema>,
  contestIds: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('contests')
    .select(['id', 'startsAt'])
    .where('id', 'in', [...new Set(contestIds)])
    .execute();
  return new Map(rows.map(({ id, startsAt }) => [id, startsAt]));
}

type AnyRow = Record<string, unknown>;

/** Rows of all these tables are written alike. */
const untyped = (db: Kysely<Schema>) => db as unknown as Kysely<Record<string, AnyRow>>;

/** By the column `id`, or by the ids that such a table links. */
const keyOf = (row: AnyRow) =>
  'id' in row
    ? row['id']
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

/** Does something for all that a condition names, in as many steps as its list takes. */
async function everyStep(
  where: AnyRow,
  step: (some: AnyRow) => Promise<ReadonlyArray<AnyRow>>,
): Promise<ReadonlyArray<AnyRow>> {
  const listed = Object.entries(where).find(([, value]) => Array.isArray(value));
  if (listed === undefined) return step(where);
  const [column, values] = listed as [string, ReadonlyArray<unknown>];
  const found: Array<AnyRow> = [];
  await inSteps(values, async (some) => {
    found.push(...(await step({ ...where, [column]: some })));
  });
  return found;
}
