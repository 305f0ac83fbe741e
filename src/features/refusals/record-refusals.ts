import { sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { RefusalTable } from './tables.ts';

/** A refusal counts as recent for this long; then the next one begins a new count. */
export const recentMs = 15 * 60_000;
/** Those of one `write`; more are lost, because a flood of refusals must not fill the memory. */
const maxWaiting = 5000;
const rowsPerStatement = 100;

/** The same refusal several times. */
type Counted = Pick<RefusalTable, 'code' | 'firstAt' | 'at' | 'count'>;
type Waiting<Who> = Map<string, Who & Counted>;

export type RecordRefusals = ReturnType<typeof createRecordRefusals>;

/** Records what this process refused readers, off their requests. */
export function createRecordRefusals({
  database: { kysely },
  issueJournal,
  clock,
  log,
}: Pick<Core, 'database' | 'issueJournal' | 'clock' | 'log'>) {
  let ofTasks: Waiting<{ readonly taskId: string; readonly userId: string }> = new Map();
  let ofUrls: Waiting<{ readonly issueId: string }> = new Map();
  let lost = 0;

  function add<Who extends object>(waiting: Waiting<Who>, who: Who, code: ErrorCode): void {
    const at = clock.nowMs();
    const key = Object.values(who).join(' ') + code;
    const known = waiting.get(key);
    if (known) Object.assign(known, { at, count: known.count + 1 });
    else if (waiting.size < maxWaiting) waiting.set(key, { ...who, code, firstAt: at, at, count: 1 });
    else lost += 1;
  }

  /** Adds whose URLs they were; those of operators and unknown ones are left out. */
  async function readersOf(refused: ReadonlyArray<{ readonly issueId: string } & Counted>) {
    const rows = await kysely
      .selectFrom('issuedUrls')
      .select(['issueId', 'taskId', 'principalId as userId'])
      .where(
        'issueId',
        'in',
        refused.map(({ issueId }) => issueId),
      )
      .execute();
    const found = new Map(rows.map((row) => [row.issueId, row]));
    return refused.flatMap(({ issueId, ...counted }) => {
      const { taskId = null, userId = null } = found.get(issueId) ?? {};
      return taskId === null || userId === null ? [] : [{ ...counted, taskId, userId }];
    });
  }

  /** Adds to the counts. Tasks and accounts that do not exist are left out. */
  async function store(refused: ReadonlyArray<Omit<RefusalTable, 'id'>>): Promise<void> {
    const idsIn = async (table: 'tasks' | 'user', ids: ReadonlyArray<string>) => {
      const rows = await kysely.selectFrom(table).select('id').where('id', 'in', ids).execute();
      return new Set(rows.map(({ id }) => id));
    };
    const taskIds = await idsIn('tasks', [...new Set(refused.map(({ taskId }) => taskId))]);
    const userIds = await idsIn('user', [...new Set(refused.map(({ userId }) => userId))]);
    // A statement must not have a row twice: two URLs of a task may be refused together.
    const rows = new Map<string, RefusalTable>();
    for (const row of refused.filter((each) => taskIds.has(each.taskId) && userIds.has(each.userId))) {
      const id = `${row.taskId} ${row.userId} ${row.code}`;
      rows.set(id, { ...row, id, count: row.count + (rows.get(id)?.count ?? 0) });
    }
    if (rows.size === 0) return;
    const isOld = sql<boolean>`refusals.at < excluded.at - ${sql.lit(recentMs)}`;
    await kysely
      .insertInto('refusals')
      .values([...rows.values()])
      .onConflict((on) =>
        on.column('id').doUpdateSet({
          at: sql`excluded.at`,
          firstAt: sql`case when ${isOld} then excluded."firstAt" else refusals."firstAt" end`,
          count: sql`excluded.count + case when ${isOld} then 0 else refusals.count end`,
        }),
      )
      .execute();
  }

  return {
    /** @param code of the error that the API sent */
    ofTask: (taskId: string, userId: string, code: ErrorCode) => add(ofTasks, { taskId, userId }, code),
    /** @param code of the error that the file server sent for a URL that we signed */
    ofUrl: (issueId: string, code: ErrorCode) => add(ofUrls, { issueId }, code),
    /** Writes what was added. */
    async write(): Promise<void> {
      if (ofTasks.size + ofUrls.size === 0) return;
      const [tasks, urls] = [[...ofTasks.values()], [...ofUrls.values()]];
      [ofTasks, ofUrls] = [new Map(), new Map()];
      if (lost > 0) log.warn({ lost }, 'refusals were not recorded, because there were too many at once');
      lost = 0;
      for await (const chunk of inYieldingChunks(tasks, rowsPerStatement)) await store(chunk);
      if (urls.length === 0) return;
      await issueJournal.drain();
      for await (const chunk of inYieldingChunks(urls, rowsPerStatement)) {
        await store(await readersOf(chunk));
      }
    },
    /** Removes those that are no longer recent. */
    prune: (nowMs: number, signal: AbortSignal) =>
      deleteOld(kysely, 'refusals', ['at', '<', nowMs - recentMs], signal),
  };
}
