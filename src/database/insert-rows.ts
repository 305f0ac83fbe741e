import type { Insertable, Kysely } from 'kysely';
import { inChunks } from '../lib/in-chunks.ts';
import type { Schema } from './schema.ts';

/**
 * Inserts any number of rows, in as many statements as that takes.
 * @param options.ifThere `keep` leaves a row as it is whose key is there already, instead of failing
 * @returns how many were inserted
 */
export async function insertRows<Table extends keyof Schema>(
  transaction: Kysely<Schema>,
  table: Table,
  rows: ReadonlyArray<Insertable<Schema[Table]>>,
  { ifThere = 'fail' }: { readonly ifThere?: 'fail' | 'keep' } = {},
): Promise<number> {
  let inserted = 0;
  await inChunks(rows, async (some) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto(table)
      .values(some as never)
      .$if(ifThere === 'keep', (query) => query.onConflict((conflict) => conflict.doNothing()))
      .executeTakeFirstOrThrow();
    inserted += Number(numInsertedOrUpdatedRows);
  });
  return inserted;
}
