import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { seedDemoFolder } from '../../../src/features/demo/seed-folder.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { newDatabaseSettings } from '../../support/test-database.ts';

describe('the demo on PostgreSQL', () => {
  it('fills an empty database, and refuses one that has accounts', async () => {
    const settings = await newDatabaseSettings();
    const seedInto = (dataDir: string) =>
      seedDemoFolder(
        readConfig({ ...settings, LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent' }),
        migrations,
      );
    const [first, other] = [join(temporaryFolder(), 'demo'), join(temporaryFolder(), 'demo')];
    assert.equal(await seedInto(first), true);
    assert.equal(await seedInto(first), false);
    await assert.rejects(seedInto(other), { name: 'OperatorError', message: /empty database/ });
    assert.equal(existsSync(other), false);
  });
});
