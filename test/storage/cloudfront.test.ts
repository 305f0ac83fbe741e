import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readConfig } from '../../src/features/settings.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStorage } from '../../src/storage/providers.ts';
import { privateKey } from '../support/rsa-key.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const keyFile = join(folder, 'key.pem');
writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });

function openWith(privateKeyFile: string) {
  const config = readConfig({
    LECTERN_STORAGE: 's3',
    S3_BUCKET: 'pdfs',
    S3_REGION: 'eu-central-1',
    CLOUDFRONT_URL: 'https://d1.cloudfront.net',
    CLOUDFRONT_KEY_PAIR_ID: 'K1',
    CLOUDFRONT_PRIVATE_KEY_FILE: privateKeyFile,
  });
  const [ring, log] = [() => assert.fail('an object store needs no signing keys'), { warn() {} }];
  return openStorage(config.storage, { ...config, ring, log, clock: systemClock });
}

describe('S3 behind CloudFront', () => {
  const objectKey = 'documents/a.pdf';
  const time = { signedAtSeconds: 1_790_000_000, expiresAtSeconds: 1_790_000_300 };

  it('signs downloads for the distribution and uploads for the bucket, and reads both URLs', async () => {
    const { provider, publicUrl, uploadUrl = '', signer, close } = await openWith(keyFile);
    const file = { fileName: 'a.pdf', disposition: 'inline' as const, issueId: 'i' };
    const download = await signer.signDownload({ objectKey, ...file, ...time });
    const upload = await signer.signUpload({ objectKey, size: 3, sha256: 'ab'.repeat(32), ...time });
    close();
    assert.equal(provider, 'cloudfront');
    assert.ok(
      publicUrl === 'https://d1.cloudfront.net' && download.url.startsWith(`${publicUrl}/documents/`),
    );
    assert.ok(uploadUrl === 'https://pdfs.s3.eu-central-1.amazonaws.com' && upload.url.startsWith(uploadUrl));
    for (const { url } of [download, upload]) {
      const content = signer.readUrl(url);
      assert.equal('failure' in content ? content.failure : content.objectKey, objectKey);
    }
  });

  it('is refused with an invalid key file, which the message names', async () => {
    const missing = join(folder, 'missing.pem');
    await assert.rejects(openWith(missing), {
      name: 'OperatorError',
      message: new RegExp(`CLOUDFRONT_PRIVATE_KEY_FILE .*${missing}`),
    });
  });
});
