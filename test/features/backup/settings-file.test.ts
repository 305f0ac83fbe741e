import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { joinCredentials, readSettingsFile } from '../../../src/features/backup/settings-file.ts';
import * as settings from '../../../src/features/settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

function read(...lines: ReadonlyArray<string>) {
  const path = join(folder, `settings-${++files}.env`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return readSettingsFile(path, settings);
}

describe('a side of a transfer', () => {
  it('is a data folder, existing or not', () => {
    for (const path of [folder, join(folder, 'new')]) {
      const { config } = readSettingsFile(path, settings);
      assert.deepEqual([config.dataDir, config.databaseUrl, config.storage.kind], [path, undefined, 'file']);
    }
  });

  it('is a file of settings, and ignores the environment', () => {
    process.env['DATABASE_URL'] = 'postgres://elsewhere/other';
    const lines = ['# ours', 'LECTERN_STORAGE=s3', 'S3_BUCKET="pdfs"', 'S3_REGION=eu-central-1'];
    const { config, warnings } = read(...lines, 'LECTERN_STORAG=x');
    delete process.env['DATABASE_URL'];
    assert.equal(config.databaseUrl, undefined);
    assert.equal(config.storage.kind === 's3' && config.storage.bucket, 'pdfs');
    assert.match(warnings.join(), /settings-\d+\.env: LECTERN_STORAG is not a setting/);
  });

  it('is refused with every problem and the name of the file', () => {
    const refuses = (message: RegExp) => ({ name: 'OperatorError', message });
    assert.throws(
      () => read('LECTERN_STORAGE=s3', 'SIGNED_URL_TTL_SECONDS=0'),
      refuses(/^.*settings-\d+\.env: (.|\n)*SIGNED_URL_TTL_SECONDS/),
    );
    assert.throws(() => readSettingsFile(join(folder, 'nothing.env'), settings), refuses(/does not exist/));
  });

  it('provides the credentials that vendors read from the environment, only one value for each variable', () => {
    const one = read('AWS_ACCESS_KEY_ID=one', 'AWS_REGION=eu', 'OTHER=1', 'AZURE_STORAGE_KEY=a2V5');
    const two = read('AWS_ACCESS_KEY_ID=two');
    assert.deepEqual(joinCredentials([one, one]), { AWS_ACCESS_KEY_ID: 'one', AWS_REGION: 'eu' });
    assert.throws(() => joinCredentials([one, two]), {
      name: 'OperatorError',
      message: /AWS_ACCESS_KEY_ID.*data folder first/,
    });
  });
});
