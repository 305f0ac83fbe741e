import type { Config } from '../../../config/config.ts';
import { createMigrations, isMigrated, migrateToLatest, refuseNewer } from '../../../database/migrate.ts';
import {
  markUnfinishedTransfer,
  refuseUnfinishedTransfer,
  sourceOfUnfinishedTransfer,
} from '../../../database/unfinished-transfer.ts';
import { OperatorError } from '../../../lib/errors.ts';
import type { Feature } from '../../feature.ts';
import { type Installation, openInstallation, refuseMissingDatabase } from './installation.ts';
import { countRows } from './rows.ts';
import { readTransferTables } from './tables.ts';

/**
 * Opens the source, which is only read.
 * @throws OperatorError when there is none, when its schema is older or newer than this program's, and when it is
 *   the target of an unfinished transfer
 */
export async function openSource(config: Config, features: ReadonlyArray<Feature>): Promise<Installation> {
  refuseMissingDatabase(config);
  const source = await openInstallation(config);
  const migrations = createMigrations(features);
  try {
    await refuseNewer(source.database, migrations);
    if (!(await isMigrated(source.database, migrations))) {
      throw new OperatorError(
        `${source.name} has the schema of an older version: run "lectern migrate" on it first.`,
      );
    }
    await refuseUnfinishedTransfer(source.database);
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * Opens the target, brings its schema up to date, and marks it as unfinished. It must be empty, or hold what an
 * earlier transfer from the same source has begun.
 * @throws OperatorError for any other, and when its schema is newer than this program's
 */
export async function openTarget(
  config: Config,
  source: Installation,
  features: ReadonlyArray<Feature>,
): Promise<Installation> {
  const target = await openInstallation(config);
  try {
    await refuseOthers(target, source, features);
    await migrateToLatest(target.database, createMigrations(features));
    const tables = await readTransferTables(target.database, features);
    await markUnfinishedTransfer(
      target.database,
      source.name,
      tables.map(({ name }) => name),
    );
    return target;
  } catch (error) {
    await target.close();
    throw error;
  }
}

async function refuseOthers(
  { name, database }: Installation,
  source: Installation,
  features: ReadonlyArray<Feature>,
): Promise<void> {
  if (name === source.name) throw new OperatorError(`${name} cannot be transferred to itself.`);
  const begunFrom = await sourceOfUnfinishedTransfer(database);
  if (begunFrom === source.name) return;
  if (begunFrom !== undefined) {
    throw new OperatorError(`${name} holds an unfinished transfer from ${begunFrom}: finish that first.`);
  }
  for (const table of await readTransferTables(database, features)) {
    if ((await countRows(database.kysely, table)) === 0) continue;
    throw new OperatorError(
      `${name} is in use (its table ${table.name} has rows), and a transfer never overwrites: give it an empty database.`,
    );
  }
}
