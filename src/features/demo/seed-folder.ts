import { readdir } from 'node:fs/promises';
import { pino } from 'pino';
import type { Config } from '../../config/config.ts';
import { openCore } from '../../core/open-core.ts';
import type { Migrations } from '../../database/migrate.ts';
import { OperatorError } from '../../lib/errors.ts';
import { replaceFolderAtomically } from '../../lib/replace-folder.ts';
import { seedDemo } from './seed.ts';

/**
 * Seeds the data folder if it is empty. It fills a temporary folder first, so an interrupted start leaves no partial demo.
 * @param onBegin called before seeding
 * @returns whether it was seeded
 * @throws OperatorError when the database at DATABASE_URL already has accounts
 */
export async function seedDemoFolder(
  config: Config,
  migrations: Migrations,
  onBegin: () => void = () => {},
): Promise<boolean> {
  const { dataDir } = config;
  if ((await readdir(dataDir).catch(() => [])).length > 0) return false;
  onBegin();
  return replaceFolderAtomically(dataDir, 'seeding', async (temporary) => {
    const core = await openCore(
      { ...config, dataDir: temporary },
      { migrations, log: pino({ level: 'silent' }) },
    );
    try {
      // The folder is empty, but an external database may not be.
      if ((await core.accounts.count()) > 0) {
        throw new OperatorError(
          'The demo needs an empty database, but the one of DATABASE_URL has accounts. Unset DATABASE_URL, or use another database.',
        );
      }
      await seedDemo(core);
    } finally {
      await core.close();
    }
    return true;
  });
}
