import { type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import type { Sql } from './sql.ts';

/** A claimed row. */
export interface Claim {
  readonly id: string;
  /** Unix milliseconds. Distinguishes claims of a row: later claims end later. */
  readonly claimedUntilMs: number;
}

/**
 * Work queued in rows of a table with the key `id`; the first instance to claim a row gets it. A column holds the time from which a row is
 * due (Unix milliseconds; null: never). A claim sets it to the claim's end, so rows of a dead instance become due again.
 */
export interface WorkQueue<Table extends keyof Schema> {
  /** The ids of due rows, the longest waiting first. @param where restricts the rows; default: all */
  due(limit: number, where?: Sql): Promise<ReadonlyArray<string>>;
  /** Claims the rows that are still due. @returns the claimed rows */
  claim(ids: ReadonlyArray<string>): Promise<ReadonlyArray<Selectable<Schema[Table]> & Claim>>;
  /**
   * Ends a claim by changing the row, including when it is due next.
   * @returns false if the claim was lost: it expired and was claimed again, or the due time was changed
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
    async due(limit, where = sql`true`) {
      const { rows } = await sql<{ id: string }>`select id from ${table}
        where ${dueAt} <= ${clock.nowMs()} and ${where} order by ${dueAt}, id limit ${limit}`.execute(kysely);
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
