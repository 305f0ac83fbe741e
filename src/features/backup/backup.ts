import { resolve } from 'node:path';
import type { OnProgress } from '../../cli/progress.ts';
import type { Config } from '../../config/config.ts';
import { saveDatabase } from '../../database/save-sqlite.ts';
import { refuseUnfinishedTransfer } from '../../database/unfinished-transfer.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import type { Feature } from '../feature.ts';
import { type BackupManifest, claimFolder, refuseOtherThanEmbedded, writeManifest } from './backup-folder.ts';
import { copyDataFolder } from './copy-data-folder.ts';
import { refuseMissingDatabase } from './installation.ts';

export interface BackupParts {
  readonly config: Config;
  /** Their objects are saved too. */
  readonly features: ReadonlyArray<Feature>;
  /** Lectern's version. */
  readonly version: string;
  readonly clock: Clock;
  readonly onProgress?: OnProgress;
}

/**
 * Saves an embedded installation to an empty folder while it runs: a snapshot of the database, then every object that the snapshot names.
 * Objects never change and are not deleted within an hour. Missing or damaged objects are reported, and the others are saved.
 * @throws OperatorError when the installation is not embedded, the folder is not empty, or the database is damaged
 * @throws `storage-unavailable` when the files cannot be read or written
 */
export async function backUp(
  folder: string,
  { config, features, version, clock, onProgress = () => {} }: BackupParts,
): Promise<BackupManifest> {
  refuseOtherThanEmbedded(config);
  refuseMissingDatabase(config);
  const target = resolve(folder);
  await claimFolder(target);
  const takenAt = isoTime(clock.nowMs());
  const { objects, ...holds } = await copyDataFolder(config.dataDir, target, {
    copyDatabase: (from, to) =>
      saveDatabase(from, to, (done, total) => onProgress('saving the database', done, total)),
    check: refuseUnfinishedTransfer,
    features,
    phase: 'saving objects',
    onProgress,
  });
  const { problems, ...whole } = objects;
  return writeManifest(target, { version, takenAt, ...holds, objects: whole, problems });
}
