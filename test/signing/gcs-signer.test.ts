import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import type { GcsSignature } from 'lectern-signing/gcs';
import { noLifetimesOfWeek, signerContract } from '../contracts/signer-contract.ts';
import { privateKey } from '../support/rsa-key.ts';
import {
  exampleCorrelation,
  pdfHeaders,
  exampleDownload as plainDownload,
  exampleUpload as plainUpload,
} from './example.ts';
import { gcsSigner } from './signers.ts';

const exampleDownload = {
  ...plainDownload,
  correlation: exampleCorrelation,
  responseHeaders: pdfHeaders,
};
const { sha256: _, ...boundUpload } = plainUpload;
const exampleUpload = { ...boundUpload, contentType: 'application/pdf' };

const clientEmail = 'signer@example-project.iam.gserviceaccount.com';
const rsa = { kind: 'rsa', clientEmail, privateKey } as const satisfies GcsSignature;
const hmac = {
  kind: 'hmac',
  accessId: 'GOOGTS7C7FUP3AIRVJTE',
  secret: 'bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ',
} as const satisfies GcsSignature;

const signerWith = (signature: GcsSignature, endpoint?: string) =>
  gcsSigner({ bucket: 'example-bucket', endpoint, signature });

const byKey = async (bytes: string) => sign('sha256', Buffer.from(bytes), privateKey).toString('base64');

/** IAM as a function, which counts its calls: by default it signs with the same RSA key. */
function iam(answer: (bytes: string, call: number) => Promise<string> = byKey) {
  const asked: Array<string> = [];
  const signBlob = (bytes: string) => answer(bytes, asked.push(bytes));
  return { asked, signer: signerWith({ kind: 'sign-blob', clientEmail, signBlob }) };
}

describe('signed URL of Google Cloud Storage, signed by IAM', () => {
  it('equals the URL that the key itself would sign', async () => {
    const { signer } = iam();
    assert.deepEqual(
      await signer.signDownload(exampleDownload),
      await signerWith(rsa).signDownload(exampleDownload),
    );
    assert.deepEqual(await signer.signUpload(exampleUpload), await signerWith(rsa).signUpload(exampleUpload));
  });

  it('asks once for a URL that stays the same, also for concurrent requests', async () => {
    const { signer, asked } = iam();
    const [first, second] = await Promise.all([
      signer.signDownload(exampleDownload),
      signer.signDownload(exampleDownload),
    ]);
    assert.deepEqual(second, first);
    assert.deepEqual(await signer.signDownload(exampleDownload), first);
    assert.equal(asked.length, 1);
    await signer.signDownload({
      ...exampleDownload,
      correlation: { ...exampleCorrelation, value: 'issue_2' },
    });
    assert.equal(asked.length, 2);
  });

  it('asks again after a failure, which it throws unchanged', async () => {
    const failure = new Error('IAM is down');
    const { asked, signer } = iam(async (_, call) => (call === 1 ? Promise.reject(failure) : 'AQID'));
    const both = [signer.signDownload(exampleDownload), signer.signDownload(exampleDownload)];
    for (const settled of await Promise.allSettled(both)) {
      assert.equal(settled.status === 'rejected' && settled.reason, failure);
    }
    assert.equal(asked.length, 1);
    assert.match((await signer.signDownload(exampleDownload)).url, /&X-Goog-Signature=010203$/);
  });

  it('caches the most recent signatures, and forgets the rest', async () => {
    const { asked, signer } = iam(async () => 'AQID');
    const ask = (at: number) =>
      signer.signDownload({ ...plainDownload, correlation: { name: 'x-issue', value: `issue_${at}` } });
    for (let at = 0; at < 10_000; at += 1) await ask(at);
    await ask(0);
    assert.equal(asked.length, 10_000);
    await ask(10_000); // replaces number 1, because number 0 was asked for again
    await ask(0);
    assert.equal(asked.length, 10_001);
    await ask(1);
    assert.equal(asked.length, 10_002);
  });

  it('cannot be read, because the key that verifies it is not available', async () => {
    const { signer } = iam();
    const { url } = await signer.signDownload(exampleDownload);
    assert.deepEqual(signer.readUrl(url), { failure: 'url-invalid', reason: 'key-unknown' });
  });
});

const { privateKey: otherRsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ofHmac = (await signerWith(hmac).signDownload(exampleDownload)).url;
const ofRsa = (await signerWith(rsa).signDownload(exampleDownload)).url;

for (const [signature, other, url, changes] of [
  [
    hmac,
    { ...hmac, secret: 'another' },
    ofHmac,
    [
      ['outside-files-url', 'another host', ofHmac.replace('https://storage.', 'https://storage2.')],
      ['outside-files-url', 'another bucket', ofHmac.replace('/example-bucket/', '/other-bucket/')],
      ['malformed', 'an additional parameter', `${ofHmac}&x=1`],
      ['malformed', 'no signature', ofHmac.replace(/&X-Goog-Signature=.*/, '')],
      ['key-unknown', 'another access id', ofHmac.replace('GOOGTS7C7FUP3AIRVJTE', 'GOOGTS7C7FUP3AIRVJTF')],
      ['signature', 'a shorter signature', ofHmac.slice(0, -2)],
    ],
  ],
  [rsa, { ...rsa, privateKey: otherRsa }, ofRsa, [['signature', 'a shorter signature', ofRsa.slice(0, -2)]]],
] as const) {
  const uploadUrl = (await signerWith(signature).signUpload(exampleUpload)).url;
  describe(`a signed URL of Google Cloud Storage by a key of the kind ${signature.kind}`, () => {
    signerContract({
      provider: 'gcs',
      signer: signerWith(signature),
      download: exampleDownload,
      upload: exampleUpload,
      otherKey: signerWith(other),
      downloadUrl: url,
      uploadUrl,
      badLifetimes: noLifetimesOfWeek,
      changes,
    });
  });
}
