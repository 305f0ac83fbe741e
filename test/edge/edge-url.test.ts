import assert from 'node:assert/strict';
import { it } from 'node:test';
import { generateSigningKey, type KeyRing } from 'lectern-signing';
import { verifySignedUrl } from 'lectern-signing/embedded';
import { openDownloads } from '../../src/features/downloads/feature.ts';
import { readConfig } from '../../src/features/settings.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStorage } from '../../src/storage/providers.ts';
import { openTestApp } from '../support/app.ts';
import { featuresWith } from '../support/features-with.ts';

it('LECTERN_EDGE_URL has URLs of a bucket signed for the edge, but not those of uploads', async (test) => {
  const ring: KeyRing = [generateSigningKey(0)];
  const config = readConfig({
    ...{ LECTERN_STORAGE: 'azure', AZURE_STORAGE_ACCOUNT: 'acct', AZURE_STORAGE_CONTAINER: 'pdfs' },
    AZURE_STORAGE_KEY: Buffer.from('made up').toString('base64'),
    LECTERN_EDGE_URL: 'https://edge.example.com/',
  });
  const log = { warn: assert.fail };
  const parts = { ...config, ring: () => ring, clock: systemClock, log };
  const { signer, publicUrl, uploadUrl, close } = await openStorage(config.storage, parts);
  test.after(close);
  const times = { signedAtSeconds: 1_790_000_000, expiresAtSeconds: 1_790_000_300 };
  const reading = { objectKey: 'documents/a.pdf', fileName: 'a.pdf', disposition: 'inline' } as const;
  const { url } = await signer.signDownload({ ...reading, ...times, issueId: 'A1' });
  const verified = verifySignedUrl(url, 'https://edge.example.com', ring, 0);
  assert.equal('kind' in verified && verified.kind, 'download');
  const upload = { objectKey: 'documents/b.pdf', size: 3, sha256: 'a'.repeat(64) };
  const { url: put } = await signer.signUpload({ ...upload, ...times });
  assert.match(put, /^https:\/\/acct\.blob\.core\.windows\.net\/pdfs\/documents\/b\.pdf\?/);
  assert.deepEqual(
    [publicUrl, uploadUrl],
    ['https://edge.example.com', 'https://acct.blob.core.windows.net/pdfs'],
  );
  for (const [each, objectKey] of [
    [url, 'documents/a.pdf'],
    [put, 'documents/b.pdf'],
  ] as const) {
    const read = signer.readUrl(each);
    assert.equal('objectKey' in read && read.objectKey, objectKey);
  }
});

it('LECTERN_EDGE_URL ends the records of downloads, which would be of the edge and not of readers', async () => {
  for (const [LECTERN_EDGE_URL, isRecording] of [
    ['', true],
    ['https://edge.example.com', false],
  ] as const) {
    let recording: boolean | undefined;
    const features = featuresWith({
      async downloads(host) {
        const additions = await openDownloads(host);
        recording = additions.lifecycle?.jobs !== undefined;
        return additions;
      },
    });
    await openTestApp(LECTERN_EDGE_URL === '' ? {} : { LECTERN_EDGE_URL }, features);
    assert.equal(recording, isRecording);
  }
});
