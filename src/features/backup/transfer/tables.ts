import { readTables, type Table } from '../../../database/catalogue.ts';
import type { Database } from '../../../database/database.ts';
import { unfinishedTransferTable } from '../../../database/unfinished-transfer.ts';

/**
 * What the target makes for itself. Its signing keys are sealed by its own secret, and it adopts those of the source.
 * Answers to requests that might be repeated are sealed by the secret of the source.
 */
const leftOut: ReadonlySet<string> = new Set([
  'kysely_migration',
  'kysely_migration_lock',
  'signingKeys',
  'leases',
  'discardedObjects',
  'idempotencyKeys',
  unfinishedTransferTable,
]);

/** The tables whose rows move, in an order in which every row finds what it refers to. */
export async function readTransferTables(database: Database): Promise<ReadonlyArray<Table>> {
  return (await readTables(database)).filter(({ name }) => !leftOut.has(name));
}
