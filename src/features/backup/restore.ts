import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { OnProgress } from '../../cli/progress.ts';
import { type Config, dataPaths } from '../../config/config.ts';
import { createMigrations, refuseNewer } from '../../database/migrate.ts';
import { flush } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder, replaceFolderAtomically } from '../../lib/replace-folder.ts';
import type { Feature } from '../feature.ts';
import { type BackupManifest, orAbsent, readManifest, refuseOtherThanEmbedded } from './backup-folder.ts';
import { copyDataFolder } from './copy-data-folder.ts';
import type { ObjectsReport } from './objects.ts';

export interface RestoreParts {
  readonly config: Config;
  /** Their tables and objects are restored too. */
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
  /** Whether the data folder was filled. */
  readonly isRestored: boolean;
}

/**
 * Restores a backup to a data folder that is empty or does not exist. It fills and checks a temporary folder, then
 * renames it, so an interrupted restore can be run again.
 * @throws OperatorError when the data folder is not empty, the backup is incomplete, its database is damaged or is not
 *   the one that `backup.json` describes, or a later version of Lectern made it
 * @throws `storage-unavailable` when the files cannot be read or written
 */
export async function restore(
  folder: string,
  { config, features, isIncompleteFine = false, onProgress = () => {} }: RestoreParts,
): Promise<RestoreReport> {
  refuseOtherThanEmbedded(config);
  const { dataDir } = config;
  const backup = resolve(folder);
  const manifest = await readManifest(backup);
  await refuseFilledFolder(dataDir);
  await refuseMountPoint(dataDir);
  let objects: ObjectsReport = { count: 0, bytes: 0, problems: [] };
  const isRestored = await replaceFolderAtomically(dataDir, 'restoring', async (temporary) => {
    ({ objects } = await copyDataFolder(backup, temporary, {
      copyDatabase,
      async check(database, { tables }) {
        await refuseNewer(database, createMigrations(features));
        refuseOtherRows(tables, manifest, dataPaths(backup).database);
      },
      features,
      phase: 'restoring objects',
      onProgress,
    }));
    return isIncompleteFine || objects.problems.length === 0;
  });
  return { dataDir, takenAt: manifest.takenAt, tables: manifest.tables, objects, isRestored };
}

/** Copies a database file that no process has open. @throws OperatorError when it does not exist */
async function copyDatabase(from: string, to: string): Promise<void> {
  await fs.copyFile(from, to, constants.COPYFILE_EXCL).catch((error) => {
    orAbsent(error);
    throw new OperatorError(`${from} is missing, so the backup is incomplete. Choose another backup.`, {
      cause: error,
    });
  });
  await fs.chmod(to, 0o600);
  await flush(to);
}

function refuseOtherRows(tables: BackupManifest['tables'], manifest: BackupManifest, path: string): void {
  const names = new Set([...Object.keys(tables), ...Object.keys(manifest.tables)]);
  const wrong = [...names].filter((name) => tables[name] !== manifest.tables[name]);
  if (wrong.length === 0) return;
  throw new OperatorError(
    `${path} does not match backup.json: the number of rows differs in ${wrong.join(', ')}. Choose another backup.`,
  );
}

/** A mount point cannot be replaced by a rename, and a temporary folder next to it is on another disk. */
async function refuseMountPoint(dataDir: string): Promise<void> {
  const found = await fs.stat(dataDir).catch(() => undefined);
  if (found === undefined || found.dev === (await fs.stat(dirname(dataDir))).dev) return;
  throw new OperatorError(
    `A disk is mounted at ${dataDir}, which cannot be replaced. Set LECTERN_DATA_DIR to a folder on it, such as ${dataDir}/data.`,
  );
}
