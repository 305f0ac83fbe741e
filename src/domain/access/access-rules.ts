import type { Kysely, Selectable } from 'kysely';
import type { AccessColumns } from '../../database/access-columns.ts';
import { readLimits } from '../../database/key-limits-column.ts';
import type { Schema, Tables } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import { longestLifeMs, type Revoke } from '../../revocation/revocations.ts';
import { networksIn } from '../contests/contest-networks.ts';
import { type ContestTimes, ownContestWindow, prefetchTime } from '../contests/contest-window.ts';

/** What to revoke when rows that give access are changed or deleted. Only `access-rows.ts` applies these rules. */

export type AccessTable = keyof AccessColumns;
export type Row<Table extends AccessTable> = Selectable<Tables[Table]>;

export interface Change<Table extends AccessTable> {
  readonly before: Row<Table>;
  /** Absent if the row was deleted. */
  readonly after?: Row<Table> | undefined;
}

/** What to revoke. */
export interface Ends {
  /** Ids of accounts. */
  readonly readers?: ReadonlyArray<string>;
  /** Ids of tasks. */
  readonly tasks?: ReadonlyArray<string>;
  readonly uploads?: ReadonlyArray<Parameters<Revoke['uploads']>[0]>;
  /** Ids of contests, for what features make of them. */
  readonly contests?: ReadonlyArray<string>;
  /** Contests whose end one reader, or all readers of one or all of their tasks, now await: for what features give after the end. */
  readonly awaited?: ReadonlyArray<{ contestId: string; userId?: string; taskId?: string }>;
}

/** What changes to rows of a table revoke, or new rows. */
export type Rule<Each> = (
  each: ReadonlyArray<Each>,
  db: Kysely<Schema>,
  nowMs: number,
) => Ends | Promise<Ends>;

/** Every role may read; all but `reader` may upload. */
const mayUpload = ({ role }: Row<'taskStaff'>) => role !== 'reader';
const isAdmin = ({ role, banned }: Row<'user'>) => !banned && (role === 'admin' || role === 'program');

export const rules: { readonly [Table in AccessTable]: Rule<Change<Table>> } = {
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

  taskStaff: (changes) => ({
    readers: changes.filter(({ after }) => after === undefined).map(({ before }) => before.userId),
    uploads: changes
      .filter(({ before, after }) => isLost(before, after, mayUpload))
      .map(({ before: { taskId, userId } }) => ({ taskId, uploadedBy: userId })),
  }),

  async groups(changes, db) {
    const deleted = changes.filter(({ before, after }) => isLost(before, after, isLive));
    return {
      readers: await membersOf(db, idsOf(deleted)),
      tasks: await tasksOfLimitedKeys(db, idsOf(deleted)),
    };
  },

  /** Members take part in the contests of a group; its staff do not. */
  async groupMembers(changes, db) {
    const promoted = changes.filter(
      ({ before, after }) => before.role === 'member' && after?.role === 'staff',
    );
    const groupIds = promoted.map(({ before }) => before.groupId);
    const inContests = new Set(await linked(db, 'contestGroups', 'groupId', ['groupId', groupIds]));
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
    const narrowed = changes.filter(({ before, after }) => {
      const left = after && !losesPlaces(before, after) ? windowsOf(after) : [];
      return windowsOf(before).some((window, at) => isNarrower(window, left[at], nowMs));
    });
    const awaited = changes.filter(
      ({ before, after }) => after && closesAgain(whileItRuns(before), whileItRuns(after), nowMs),
    );
    const unfetched = changes.filter(({ before, after }) =>
      isNarrower(fetchedFrom(before), after && fetchedFrom(after), nowMs),
    );
    return {
      tasks: await tasksIn(db, [...deleted, ...idsOf(narrowed)]),
      readers: await participantsOf(db, idsOf(unfetched)),
      contests: deleted,
      awaited: idsOf(awaited).map((contestId) => ({ contestId })),
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
    const contests = await timesOf(
      db,
      changes.map(({ before }) => before.contestId),
    );
    const windowFor = (row: Row<'contestParticipants'>) =>
      ownContestWindow(contests.get(row.contestId) ?? alwaysRunning, row);
    const losing = changes.filter(({ before, after }) => {
      if (after === undefined) return true;
      const hasStarted = windowFor(before).opensAt <= nowMs;
      return hasStarted && (after.delaySeconds > before.delaySeconds || endsEarlier(before, after));
    });
    const awaited = changes.filter(
      ({ before, after }) => after && closesAgain(windowFor(before), windowFor(after), nowMs),
    );
    return {
      readers: losing.map(({ before }) => before.userId),
      awaited: awaited.map(({ before: { contestId, userId } }) => ({ contestId, userId })),
    };
  },

  /** Not the contest's tasks: what is made of the contest stays valid for everyone else. */
  contestGroups: async (changes, db) => ({
    readers: await membersOf(
      db,
      changes.map(({ before }) => before.groupId),
    ),
  }),

  contestStaff: (changes) => ({ readers: changes.map(({ before }) => before.userId) }),
};

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

/** Whether an issued URL may have come from the window `before` and outlive the window `after`; undefined: no window. */
function isNarrower(before: Window | undefined, after: Window | undefined, nowMs: number): boolean {
  if (before === undefined || before.opensAt > nowMs) return false;
  if (after === undefined || after.opensAt > before.opensAt) return true;
  return endOf(after) < Math.min(endOf(before), nowMs + longestLifeMs);
}

/** Whether what closes during a window may now close earlier, or once more. */
function closesAgain(before: Window, after: Window, nowMs: number): boolean {
  if (endOf(before) <= nowMs) return endOf(after) > endOf(before);
  return endOf(after) > nowMs && after.opensAt < Math.min(before.opensAt, nowMs + longestLifeMs);
}

const shownTo = ({ visibility, visibleFrom }: Row<'tasks'>) =>
  visibility === 'signed-in' ? from(visibleFrom ?? 0) : undefined;
const afterEmbargo = ({ embargoUntil }: Row<'tasks'>) => from(embargoUntil ?? 0);

const ownWindow = ({ opensAt, closesAt }: Row<'contestTasks'>): Window => ({
  opensAt: opensAt ?? 0,
  closesAt,
});

const whileItRuns = ({ startsAt, endsAt }: Row<'contests'>): Window => ({
  opensAt: startsAt,
  closesAt: endsAt,
});

/** The windows of a contest: while it runs, and its archive for participants and for everyone. */
function windowsOf(contest: Row<'contests'>): ReadonlyArray<Window | undefined> {
  const { endsAt, afterEnd } = contest;
  const archive = endsAt === null ? undefined : from(endsAt);
  return [
    whileItRuns(contest),
    afterEnd === 'closed' ? undefined : archive,
    afterEnd === 'signed-in' ? archive : undefined,
  ];
}

/** Whether a contest ends in some network. Which readers are there is not known, so it ends for all of them. */
function losesPlaces(before: Row<'contests'>, after: Row<'contests'>): boolean {
  if (after.networks === null) return false;
  const kept = new Set(networksIn(after.networks));
  return before.networks === null || networksIn(before.networks).some((network) => !kept.has(network));
}

function fetchedFrom(contest: Row<'contests'>): Window | undefined {
  const opensAt = prefetchTime(contest);
  return opensAt === null ? undefined : from(opensAt);
}

type OwnTimes = Pick<Row<'contestParticipants'>, 'delaySeconds' | 'extraSeconds'>;
const endsEarlier = (before: OwnTimes, after: OwnTimes) =>
  after.delaySeconds + after.extraSeconds < before.delaySeconds + before.extraSeconds;

/** The ids in one column of a linking table, from rows with some ids in another column. */
async function linked<
  Table extends 'groupMembers' | 'groupTasks' | 'contestGroups' | 'contestParticipants' | 'contestTasks',
  Column extends keyof Row<Table> & string,
>(
  db: Kysely<Schema>,
  table: Table,
  column: Column,
  where: readonly [column: keyof Row<Table> & string, ids: ReadonlyArray<string>],
): Promise<ReadonlyArray<string>> {
  const names: Readonly<Record<'table' | 'column' | 'of', string>> = { table, column, of: where[0] };
  const links = db as unknown as Kysely<Record<string, Record<string, string>>>;
  const found: Array<string> = [];
  await inChunks([...new Set(where[1])], async (some) => {
    const query = links.selectFrom(names.table).select(names.column).where(names.of, 'in', some);
    found.push(...(await query.execute()).flatMap((row) => row[column] ?? []));
  });
  return found;
}

const membersOf = (db: Kysely<Schema>, groupIds: ReadonlyArray<string>) =>
  linked(db, 'groupMembers', 'userId', ['groupId', groupIds]);

const tasksIn = (db: Kysely<Schema>, contestIds: ReadonlyArray<string>) =>
  linked(db, 'contestTasks', 'taskId', ['contestId', contestIds]);

/** The tasks of those groups that limit an API key, because its URLs may be for any reader. */
async function tasksOfLimitedKeys(
  db: Kysely<Schema>,
  groupIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  if (groupIds.length === 0) return [];
  const keys = await db
    .selectFrom('apiKeys')
    .select('limits')
    .where('limits', 'is not', null)
    .where('revokedAt', 'is', null)
    .execute();
  const limiting = new Set(keys.flatMap(({ limits }) => readLimits(limits).groupIds ?? []));
  return linked(db, 'groupTasks', 'taskId', ['groupId', groupIds.filter((id) => limiting.has(id))]);
}

/** Everyone who takes part in these contests. */
async function participantsOf(
  db: Kysely<Schema>,
  contestIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  const own = await linked(db, 'contestParticipants', 'userId', ['contestId', contestIds]);
  const groups = await linked(db, 'contestGroups', 'groupId', ['contestId', contestIds]);
  return [...own, ...(await membersOf(db, groups))];
}

const alwaysRunning: ContestTimes = { startsAt: 0, endsAt: null };

async function timesOf(
  db: Kysely<Schema>,
  contestIds: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, ContestTimes>> {
  const rows = await db
    .selectFrom('contests')
    .select(['id', 'startsAt', 'endsAt'])
    .where(isAnyOf(db, 'id', new Set(contestIds)))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
