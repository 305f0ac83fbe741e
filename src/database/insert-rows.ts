import type { Insertable, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What one statement can insert, as its values are parameters. */
const rowsPerStatement = 500;

/**
 * Inserts any number of rows, in as many statements as that takes.
 * @param options.ifThere `keep` leaves a row as it is whose key is there already, instead of failing
 */
export async function insertRows<Table extends keyof Schema>(
  transaction: Kysely<Schema>,
  table: Table,
  rows: ReadonlyArray<Insertable<Schema[Table]>>,
  { ifThere = 'fail' }: { readonly ifThere?: 'fail' | 'keep' } = {},
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const values = rows.slice(at, at + rowsPerStatement);
    await transaction
      .insertInto(table)
      .values(values as never)
      .$if(ifThere === 'keep', (query) => query.onConflict((conflict) => conflict.doNothing()))
      .execute();
  }
}
