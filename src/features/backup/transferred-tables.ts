import { readTables, type Table } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import { unfinishedTransferTable } from '../../database/unfinished-transfer.ts';
import type { Feature } from '../feature.ts';

/** Tables that the target fills itself. Its signing keys are sealed with its own secret; `transferSecrets` adds the source's. */
const leftOut: ReadonlySet<string> = new Set([
  'kysely_migration',
  'kysely_migration_lock',
  'signingKeys',
  'leases',
  'discardedObjects',
  unfinishedTransferTable,
]);

/** The tables to copy, referenced tables before those that refer to them. */
export async function readTransferTables(
  database: Database,
  features: ReadonlyArray<Feature>,
): Promise<ReadonlyArray<Table>> {
  const ofFeatures = new Set<string>(features.flatMap(({ storage }) => storage?.transfer?.leftOut ?? []));
  return (await readTables(database)).filter(({ name }) => !leftOut.has(name) && !ofFeatures.has(name));
}
