import { createMigrations, isMigrated, migrateToLatest, refuseNewer } from '../../database/migrate.ts';
import {
  markUnfinishedTransfer,
  refuseUnfinishedTransfer,
  sourceOfUnfinishedTransfer,
} from '../../database/unfinished-transfer.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { Installation } from './installation.ts';
import { countRows } from './rows.ts';
import { readTransferTables } from './transferred-tables.ts';

/**
 * @throws OperatorError when the source's schema is older or newer than this version's, or the source is the target of
 *   an unfinished transfer
 */
export async function checkSource({ name, features, database }: Installation): Promise<void> {
  const migrations = createMigrations(features);
  await refuseNewer(database, migrations);
  if (!(await isMigrated(database, migrations))) {
    throw new OperatorError(
      `${name} is from an older version of Lectern. Run "lectern migrate" on it first.`,
    );
  }
  await refuseUnfinishedTransfer(database);
}

/**
 * Migrates the target and marks it as unfinished. It must be empty, or hold an unfinished transfer from the same source.
 * @throws OperatorError for any other target, or if its schema is newer than this version's
 */
export async function claimTarget(target: Installation, source: Installation): Promise<void> {
  const { features, database } = target;
  await refuseOthers(target, source);
  await migrateToLatest(database, createMigrations(features));
  for (const { storage } of features) await storage?.transfer?.prepare?.(database);
  const tables = await readTransferTables(database, features);
  await markUnfinishedTransfer(
    database,
    source.name,
    tables.map(({ name }) => name),
  );
}

async function refuseOthers({ name, features, database }: Installation, source: Installation): Promise<void> {
  if (name === source.name)
    throw new OperatorError(`Source and target are both ${name}. Choose another target.`);
  const begunFrom = await sourceOfUnfinishedTransfer(database);
  if (begunFrom === source.name) return;
  if (begunFrom !== undefined) {
    throw new OperatorError(
      `${name} contains an unfinished transfer from ${begunFrom}. Finish that transfer first.`,
    );
  }
  for (const table of await readTransferTables(database, features)) {
    const counts = await countRows(database.kysely, [table]);
    if (counts[table.name] === 0) continue;
    throw new OperatorError(
      `${name} already contains data (rows in ${table.name}), and a transfer does not overwrite it. Choose a target with an empty database.`,
    );
  }
}
