import { type Kysely, type RawBuilder, sql } from 'kysely';
import { deleteInChunks } from '../lib/in-chunks.ts';
import type { Schema } from './schema.ts';

type Identified = { [Table in keyof Schema]: 'id' extends keyof Schema[Table] ? Table : never }[keyof Schema];

/**
 * Deletes rows by a time column, the oldest first, in steps so that requests can run between them.
 * @param where restricts the rows; default: all
 * @returns the number of deleted rows; incomplete if the signal aborted
 */
export function deleteOld<Table extends Identified & string>(
  db: Kysely<Schema>,
  table: Table,
  [column, is, time]: readonly [column: keyof Schema[Table] & string, is: '<' | '<=', time: number | string],
  signal?: AbortSignal,
  where: RawBuilder<unknown> = sql`true`,
): Promise<number> {
  const [rows, at] = [sql.table(table), sql.ref(column)];
  return deleteInChunks(async (limit) => {
    const { numAffectedRows = 0n } = await sql`delete from ${rows} where id in (
      select id from ${rows} where ${at} ${sql.raw(is)} ${time} and ${where} order by ${at} limit ${limit})`.execute(
      db,
    );
    return Number(numAffectedRows);
  }, signal);
}
