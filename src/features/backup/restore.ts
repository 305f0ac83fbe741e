import * as fs from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createCounter, type OnProgress } from '../../cli/progress.ts';
import type { Config } from '../../config/config.ts';
import { createMigrations, refuseNewer } from '../../database/migrate.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder, replaceFolderAtomically } from '../../lib/replace-folder.ts';
import type { Feature } from '../feature.ts';
import {
  type BackupManifest,
  copyDatabaseFile,
  copySecrets,
  placesOf,
  readManifest,
  refuseOtherThanEmbedded,
} from './backup-folder.ts';
import { withSavedDatabase } from './saved-database.ts';
import { copyObjects, namedObjects, type ObjectsReport, sizeOfNamedObjects } from './transfer/objects.ts';

export interface RestoreParts {
  readonly config: Config;
  /** Those whose tables and objects are restored with those of the core. */
  readonly features: ReadonlyArray<Feature>;
  /** Restore the rest even if objects are missing or damaged. */
  readonly isIncompleteFine?: boolean;
  readonly onProgress?: OnProgress;
}

export interface RestoreReport {
  readonly dataDir: string;
  /** When the backup was taken, in ISO 8601. */
  readonly takenAt: string;
  readonly tables: Readonly<Record<string, number>>;
  readonly objects: ObjectsReport;
  /** Whether the data folder is in its place now. */
  readonly isRestored: boolean;
}

/**
 * Restores a backup to a data folder that is empty or does not exist. The folder is filled and checked under another
 * name first and renamed at the end, so a restore that was cut off can simply be run again.
 * @throws OperatorError when the data folder is not empty, the backup is not complete, its database is damaged or not
 *   the one that `backup.json` describes, or a later version of Lectern made it
 * @throws `storage-unavailable` when the files cannot be read or written
 */
export async function restore(
  folder: string,
  { config, features, isIncompleteFine = false, onProgress = () => {} }: RestoreParts,
): Promise<RestoreReport> {
  refuseOtherThanEmbedded(config);
  const { dataDir } = config;
  const from = placesOf(resolve(folder));
  const manifest = await readManifest(resolve(folder));
  await refuseFilledFolder(dataDir);
  await refuseMountPoint(dataDir);
  let objects: ObjectsReport = { count: 0, bytes: 0, problems: [] };
  const isRestored = await replaceFolderAtomically(dataDir, 'restoring', async (temporary) => {
    const to = placesOf(temporary);
    await copyDatabaseFile(from.database, to.database);
    objects = await withSavedDatabase(to.database, from.database, async (database, { tables }) => {
      await refuseNewer(database, createMigrations(features));
      refuseOtherRows(tables, manifest, from.database);
      return copyObjects(
        namedObjects(database.kysely, features),
        { from: from.openDriver(), to: to.openDriver() },
        createCounter(onProgress, 'restoring objects', await sizeOfNamedObjects(database.kysely, features)),
      );
    });
    await copySecrets(resolve(folder), temporary);
    return isIncompleteFine || objects.problems.length === 0;
  });
  return { dataDir, takenAt: manifest.takenAt, tables: manifest.tables, objects, isRestored };
}

function refuseOtherRows(tables: BackupManifest['tables'], manifest: BackupManifest, path: string): void {
  const names = new Set([...Object.keys(tables), ...Object.keys(manifest.tables)]);
  const wrong = [...names].filter((name) => tables[name] !== manifest.tables[name]);
  if (wrong.length === 0) return;
  throw new OperatorError(
    `${path} is not the database that backup.json describes: the number of rows differs in ${wrong.join(', ')}.`,
  );
}

/** A folder that another disk is mounted on cannot be replaced, and its neighbour lies on another disk. */
async function refuseMountPoint(dataDir: string): Promise<void> {
  const found = await fs.stat(dataDir).catch(() => undefined);
  if (found === undefined || found.dev === (await fs.stat(dirname(dataDir))).dev) return;
  throw new OperatorError(
    `A disk is mounted on ${dataDir}: set LECTERN_DATA_DIR to a folder on it, such as ${dataDir}/data.`,
  );
}
