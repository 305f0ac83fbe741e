import { type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** A claimed row. */
export interface Claim {
  readonly id: string;
  /** Unix milliseconds. A later claim of the row ends later, so this tells them apart. */
  readonly claimedUntilMs: number;
}

/**
 * Work that waits in rows of a table with the key `id`, for whichever instance claims it first. Rows are due from the time
 * in one of their columns on (Unix milliseconds; null: never). A claim moves that time to its own end, so what a dead
 * instance has claimed becomes due by itself.
 */
export interface WorkQueue<Table extends keyof Schema> {
  /** The ids of rows that are due, the longest waiting first. */
  due(limit: number): Promise<ReadonlyArray<string>>;
  /** Claims those of the rows that are due. @returns these, as they are now */
  claim(ids: ReadonlyArray<string>): Promise<ReadonlyArray<Selectable<Schema[Table]> & Claim>>;
  /**
   * Ends a claim by changing the row, which includes when it is due next.
   * @returns false when the claim was lost: it was over and claimed again, or others changed when the row is due
   */
  release(db: Kysely<Schema>, claim: Claim, change: Updateable<Schema[Table]>): Promise<boolean>;
}

/** @param queue.claimMs must be longer than the work takes */
export function createWorkQueue<Table extends keyof Schema>(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  queue: {
    readonly table: Table;
    readonly dueAt: keyof Selectable<Schema[Table]> & string;
    readonly claimMs: number;
  },
): WorkQueue<Table> {
  const { kysely } = database;
  const [table, dueAt] = [sql.table(queue.table), sql.ref(queue.dueAt)];
  return {
    async due(limit) {
      const { rows } = await sql<{ id: string }>`select id from ${table}
        where ${dueAt} <= ${clock.nowMs()} order by ${dueAt} limit ${limit}`.execute(kysely);
      return rows.map(({ id }) => id);
    },
    async claim(ids) {
      if (ids.length === 0) return [];
      const nowMs = clock.nowMs();
      const claimedUntilMs = nowMs + queue.claimMs;
      // One statement, so a second caller waits for the first and then sees its claim.
      const { rows } = await sql<Selectable<Schema[Table]> & { id: string }>`update ${table}
        set ${dueAt} = ${claimedUntilMs} where id in (${sql.join(ids)}) and ${dueAt} <= ${nowMs}
        returning *`.execute(kysely);
      return rows.map((row) => ({ ...row, claimedUntilMs }));
    },
    async release(db, { id, claimedUntilMs }, change) {
      const set = Object.entries(change).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
      const { rows } = await sql`update ${table} set ${sql.join(set)}
        where id = ${id} and ${dueAt} = ${claimedUntilMs} returning id`.execute(db);
      return rows.length > 0;
    },
  };
}
