import { readTables, type Table } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import { unfinishedTransferTable } from '../../database/unfinished-transfer.ts';
import type { Feature } from '../feature.ts';

/**
 * What the target makes for itself. Its signing keys are sealed by its own secret, and it adopts those of the source.
 */
const leftOut: ReadonlySet<string> = new Set([
  'kysely_migration',
  'kysely_migration_lock',
  'signingKeys',
  'leases',
  'discardedObjects',
  unfinishedTransferTable,
]);

/** The tables whose rows move, in an order in which every row finds what it refers to. */
export async function readTransferTables(
  database: Database,
  features: ReadonlyArray<Feature>,
): Promise<ReadonlyArray<Table>> {
  const ofFeatures = new Set<string>(features.flatMap(({ notTransferred = [] }) => notTransferred));
  return (await readTables(database)).filter(({ name }) => !leftOut.has(name) && !ofFeatures.has(name));
}
