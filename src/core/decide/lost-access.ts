import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { AccountLimits } from '../../domain/accounts/account-limits.ts';
import { isoTimeOrNull } from '../../lib/clock.ts';
import { createFairQueue } from '../../lib/overloaded.ts';
import { type Edit, runOrDryRun } from '../../revocation/dry-run.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import type { IssueJournal } from '../issue/issue-journal.ts';
import { isUnchanged, nextOpening } from './changed-links.ts';
import {
  type ChangedPeople,
  type GainedAccess,
  type LostAccess,
  nobody,
  nobodyGains,
  readLostAccess,
  type ToldTo,
} from './lost-access-query.ts';
import { readTaskLinks, type TaskLinks } from './task-links.ts';

interface ChangeOptions extends ToldTo {
  readonly dryRun?: boolean | undefined;
}

/**
 * Makes a change or, in a dry run, rolls it back and reports who would lose or get access. A process runs one dry run at a time.
 * @throws LecternError `rate-limited`, `overloaded`
 */
export type RunChange = <T>(
  edit: Edit<T>,
  options: ChangeOptions,
) => Promise<{
  readonly result: T;
  readonly losesAccess?: LostAccess;
  /** `opensAt`: when the first of the changed tasks opens, if that is later. */
  readonly gainsAccess?: GainedAccess & { readonly opensAt: string | null };
}>;

/** Of a reader and a task; each so many cost as much as the request itself. */
const pairsPerReport = 25_000;
/** Milliseconds. A higher cost would refuse the largest dry runs forever. */
const highestCost = 5000;

export function createRunChange({
  database,
  revocations,
  issueJournal,
  accountLimits,
}: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly issueJournal: Pick<IssueJournal, 'drain'>;
  readonly accountLimits: AccountLimits;
}): RunChange {
  const inTurn = createFairQueue(
    { atOnce: 1, maxWaiting: [100, 10] },
    {
      message: (seconds) => `Too many dry runs are waiting. Try again in ${seconds} seconds.`,
      retryAfterSeconds: { min: 1, max: 3 },
    },
  );

  async function tryChange<T>(edit: Edit<T>, toldTo: ToldTo) {
    const { result, taskIds, ...tried } = await runOrDryRun(revocations, true, async (trx, revoke) => {
      const { recorded, rowsOf, changed } = record(revoke);
      const result = await edit(trx, recorded);
      const taskIds = await tasksOf(trx, changed, toldTo);
      const after = await readTaskLinks(trx, taskIds);
      return { result, taskIds, nowMs: revoke.nowMs(), after, people: await rowsOf(trx) };
    });
    // The dry run was rolled back, so this reads the state before the change.
    const before = await readTaskLinks(database.kysely, taskIds);
    const { pdf } = toldTo;
    const after = pdf ? withoutReaders(tried.after) : tried.after;
    const change = { ...tried, before, after };
    if (taskIds.size === 0 || isUnchanged(change)) {
      return { result, losesAccess: nobody, gainsAccess: { ...nobodyGains, opensAt: null } };
    }
    await issueJournal.drain();
    const { lost, gained, readers } = await readLostAccess(database, change, toldTo);
    const cost = Math.min(highestCost, 50 * Math.floor((readers * taskIds.size) / pairsPerReport));
    const { id, apiKeyId } = toldTo.asker;
    if (cost > 0) await accountLimits.take('costly', id, cost, apiKeyId ? 'program' : 'person');
    if (pdf?.isNew) {
      // Whom a removal of the PDF would concern.
      const { reading: _reading, ...seeing } = lost;
      const opensAt = isoTimeOrNull(nextOpening({ ...change, before: after, after: before }));
      return { result, losesAccess: nobody, gainsAccess: { ...seeing, opensAt } };
    }
    const opensAt = pdf ? null : isoTimeOrNull(nextOpening(change));
    return { result, losesAccess: lost, gainsAccess: { ...gained, opensAt } };
  }

  return async (edit, { dryRun, ...toldTo }) =>
    dryRun
      ? inTurn([toldTo.asker.id], () => tryChange(edit, toldTo))
      : { result: await revocations.change(edit) };
}

type Changed = Readonly<Record<'task' | 'contest' | 'group', Set<string>>>;

/** Whom a change adds, moves or takes out. These changes leave the links of tasks as they are. */
const peopleTables = {
  contestParticipants: { place: 'contest', columns: ['contestId', 'userId', 'delaySeconds', 'extraSeconds'] },
  groupMembers: { place: 'group', columns: ['groupId', 'userId', 'role'] },
} as const;

/**
 * Records which rows a change writes, and revokes nothing, which would prolong its transaction. Access comes only from rows that
 * `access-rows.ts` writes; each names its task, contest or group.
 */
function record({ nowMs }: Revoke) {
  const changed: Changed = { task: new Set(), contest: new Set(), group: new Set() };
  const [userIds, namedIds] = [new Set<string>(), new Set<string>()];
  const written = new Set<string>();
  const nothing = async () => {};
  const none = async () => 0;
  const recorded: Revoke = {
    nowMs,
    note(table, rows) {
      written.add(table);
      const names = { tasks: 'task', contests: 'contest', groups: 'group' } as const;
      const own = names[table as keyof typeof names];
      for (const row of rows as ReadonlyArray<Readonly<Record<string, string>>>) {
        const { id, taskId, contestId, groupId, userId } = row;
        if (own !== undefined && id !== undefined) changed[own].add(id);
        else if (taskId !== undefined) changed.task.add(taskId);
        else if (contestId !== undefined) changed.contest.add(contestId);
        else if (groupId !== undefined) changed.group.add(groupId);
        if (userId !== undefined) (table in peopleTables ? userIds : namedIds).add(userId);
      }
    },
    tasks: none,
    readers: none,
    discardMadeOf: async () => [],
    these: nothing,
    programs: nothing,
    contests: nothing,
    extraAccessOf: nothing,
    uploads: nothing,
    url: nothing,
  };
  return {
    recorded,
    changed,
    /** The people whose rows were written, with their rows as they are then. */
    async rowsOf(db: Kysely<Schema>): Promise<ChangedPeople> {
      const tables: Array<ChangedPeople['tables'][number]> = [];
      for (const [name, { place, columns }] of Object.entries(peopleTables)) {
        if (!written.has(name)) continue;
        const placeIds = changed[place];
        const { rows } = await sql<object>`
          select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}
          where ${isAnyOf(db, `${place}Id`, placeIds)} and ${isAnyOf(db, 'userId', userIds)}`.execute(db);
        tables.push({ name, columns, key: `${place}Id`, placeIds, rows });
      }
      return { userIds, namedIds, tables };
    },
  };
}

/** Ids of the tasks that readers may lose or get. */
async function tasksOf(
  db: Kysely<Schema>,
  { task, contest, group }: Changed,
  { pdf }: ToldTo,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ taskId: string }>`
    select "taskId" from "contestTasks" where ${isAnyOf(db, 'contestId', contest)}
    union select "taskId" from "groupTasks" where ${isAnyOf(db, 'groupId', group)}
    union select "taskId" from "contestTasks" join "contestGroups" using ("contestId")
      where ${isAnyOf(db, 'groupId', group)}`.execute(db);
  return new Set([...task, ...rows.map(({ taskId }) => taskId), ...(pdf ? [pdf.taskId] : [])]);
}

const unopened = { opensAt: Number.MAX_SAFE_INTEGER };
/** Without a PDF, only its staff, and that of its groups and contests, has something to read. */
const withoutReaders = (links: TaskLinks): TaskLinks => ({
  ...links,
  tasks: links.tasks.map((task) => ({ ...task, visibility: 'restricted' as const })),
  contestTasks: links.contestTasks.map((link) => ({ ...link, ...unopened })),
  groupTasks: links.groupTasks.map((link) => ({ ...link, ...unopened })),
});
