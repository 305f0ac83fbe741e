import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { joinCredentials, readSettingsFile } from '../../../src/features/backup/settings-file.ts';
import * as settings from '../../../src/features/settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

function fileOf(text: string): string {
  const path = join(folder, `settings-${++files}.env`);
  writeFileSync(path, text);
  return path;
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
    const { config, warnings } = readSettingsFile(
      fileOf('# ours\nLECTERN_STORAGE=s3\nS3_BUCKET="pdfs"\nS3_REGION=eu-central-1\nLECTERN_STORAG=x\n'),
      settings,
    );
    delete process.env['DATABASE_URL'];
    assert.equal(config.databaseUrl, undefined);
    assert.equal(config.storage.kind === 's3' && config.storage.bucket, 'pdfs');
    assert.match(warnings.join(), /settings-\d+\.env: LECTERN_STORAG is not a setting/);
  });

  it('is refused with every problem and the name of the file', () => {
    const path = fileOf('LECTERN_STORAGE=s3\nSIGNED_URL_TTL_SECONDS=0\n');
    assert.throws(() => readSettingsFile(path, settings), {
      name: 'OperatorError',
      message: /^.*settings-\d+\.env: (.|\n)*SIGNED_URL_TTL_SECONDS/,
    });
    assert.throws(() => readSettingsFile(join(folder, 'nothing.env'), settings), {
      name: 'OperatorError',
      message: /does not exist/,
    });
  });

  it('provides the credentials that vendors read from the environment, only one value for each variable', () => {
    const one = readSettingsFile(
      fileOf('AWS_ACCESS_KEY_ID=one\nAWS_REGION=eu\nOTHER=1\nAZURE_STORAGE_KEY=a2V5\n'),
      settings,
    );
    const two = readSettingsFile(fileOf('AWS_ACCESS_KEY_ID=two\n'), settings);
    assert.deepEqual(joinCredentials([one, one]), { AWS_ACCESS_KEY_ID: 'one', AWS_REGION: 'eu' });
    assert.throws(() => joinCredentials([one, two]), {
      name: 'OperatorError',
      message: /AWS_ACCESS_KEY_ID.*data folder first/,
    });
  });
});
