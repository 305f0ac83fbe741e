import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openCore } from '../../../src/core/open-core.ts';
import { demoAccounts } from '../../../src/features/demo/seed.ts';
import { seedDemoFolder } from '../../../src/features/demo/seed-folder.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const configFor = (dataDir: string) => readConfig({ LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent' });

describe('the folder of the demo', () => {
  it('is filled once, even over what an interrupted start left next to it', async () => {
    const dataDir = join(temporaryFolder(), 'a', 'demo');
    mkdirSync(`${dataDir}.seeding`, { recursive: true });
    writeFileSync(join(`${dataDir}.seeding`, 'lectern.db'), 'cut off');
    assert.equal(await seedDemoFolder(configFor(dataDir), migrations), true);
    assert.equal(await seedDemoFolder(configFor(dataDir), migrations), false);
    assert.equal(existsSync(`${dataDir}.seeding`), false);
    const core = await openCore(configFor(dataDir), { migrations });
    assert.equal(await core.accounts.count(), demoAccounts.length);
    await core.close();
  });

  it('is left unchanged when it is not empty', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'mine.txt'), '');
    assert.equal(await seedDemoFolder(configFor(dataDir), migrations), false);
    assert.deepEqual(readdirSync(dataDir), ['mine.txt']);
  });
});
