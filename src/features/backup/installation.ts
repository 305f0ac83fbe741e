import { existsSync } from 'node:fs';
import { type Config, dataPaths } from '../../config/config.ts';
import { openWithoutTimeLimits } from '../../database/open-database.ts';
import { systemClock } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import { openStorage } from '../../storage/providers.ts';
import type { Feature } from '../feature.ts';
import type { ObjectTarget } from './objects.ts';

export interface Installation extends ObjectTarget {
  /** Path or URL of its database, without credentials. */
  readonly name: string;
  readonly config: Config;
}

/**
 * Opens the storage, and the database without migrating it; closes both after `step`.
 * @throws OperatorError when the database cannot be used, or the credentials of the storage cannot be loaded
 */
export async function withInstallation<T>(
  config: Config,
  features: ReadonlyArray<Feature>,
  step: (installation: Installation) => Promise<T>,
): Promise<T> {
  const database = await openWithoutTimeLimits(config, dataPaths(config.dataDir).database);
  try {
    const storage = await openStorage(config.storage, {
      ...config,
      ring: () => {
        throw new Error('Nothing is signed here.');
      },
      clock: systemClock,
      log: { warn() {} },
    });
    try {
      return await step({ name: nameOfDatabase(config), config, features, database, driver: storage.driver });
    } finally {
      storage.close();
    }
  } finally {
    await database.close();
  }
}

/** @throws OperatorError when opening would create a new SQLite database */
export function refuseMissingDatabase({ databaseUrl, dataDir }: Config): void {
  const { database } = dataPaths(dataDir);
  if (databaseUrl !== undefined || existsSync(database)) return;
  throw new OperatorError(
    `There is no installation in ${dataDir}, because ${database} is missing. Choose another folder.`,
  );
}

/** Whether the data folder holds the database or the files. */
export function usesDataFolder({ databaseUrl, storage }: Config): boolean {
  return databaseUrl === undefined || storage.kind === 'file';
}

function nameOfDatabase({ databaseUrl, dataDir }: Config): string {
  if (databaseUrl === undefined) return dataPaths(dataDir).database;
  const { protocol, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${host}${pathname}`;
}
