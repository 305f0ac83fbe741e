import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AzureCredential } from 'lectern-signing/azure';
import { noLifetimesOfWeek, signerContract } from '../contracts/signer-contract.ts';
import {
  cachedPdfHeaders,
  expiresAtSeconds,
  exampleDownload as plainDownload,
  exampleUpload as plainUpload,
} from './example.ts';
import { azureSigner } from './signers.ts';

const exampleDownload = { ...plainDownload, responseHeaders: cachedPdfHeaders };
const { size: _, sha256: __, ...exampleUpload } = plainUpload;

const secret = Buffer.from('an account key of 32 bytes, no??').toString('base64');
const accountKey: AzureCredential = { kind: 'account-key', key: secret };
const delegation = {
  kind: 'user-delegation',
  key: {
    signedOid: 'oid-1',
    signedTid: 'tid-1',
    signedStart: '2026-11-24T00:00:00Z',
    signedExpiry: '2026-11-30T00:00:00Z',
    signedService: 'b',
    signedVersion: '2022-11-02',
    value: secret,
  },
  expiresAtMs: Date.UTC(2026, 10, 30),
} as const satisfies AzureCredential;

const signerWith = (credential: AzureCredential, endpoint?: string) =>
  azureSigner({
    account: 'lecternstore',
    container: 'documents',
    endpoint,
    credential,
    contentType: 'application/pdf',
  });

const { url: accountKeyUrl } = signerWith(accountKey).signDownload(exampleDownload);
const { url: delegationUrl } = signerWith(delegation).signDownload(exampleDownload);

describe('signed URL of Azure Blob Storage', () => {
  it('ends a URL with its user delegation key, and returns that expiry', () => {
    const endsEarly = { ...delegation, expiresAtMs: (expiresAtSeconds - 200) * 1000 + 999 };
    const { url, expiresAtMs } = signerWith(endsEarly).signDownload(exampleDownload);
    assert.equal(expiresAtMs, (expiresAtSeconds - 200) * 1000);
    const { searchParams } = new URL(url);
    assert.equal(Date.parse(searchParams.get('se') ?? ''), expiresAtMs);
    assert.equal(searchParams.get('rscc'), 'private, max-age=100, immutable');
    const upload = signerWith(endsEarly).signUpload(exampleUpload);
    assert.equal(upload.expiresAtMs, expiresAtMs);
  });

  it('signs nothing with a key that ends within a second', () => {
    const { signedAtSeconds } = exampleDownload;
    const signAt = (expiresAtMs: number) =>
      signerWith({ ...delegation, expiresAtMs }).signDownload(exampleDownload);
    assert.equal(signAt((signedAtSeconds + 1) * 1000).expiresAtMs - signedAtSeconds * 1000, 1000);
    assert.throws(() => signAt((signedAtSeconds + 1) * 1000 - 1), { code: 'credentials-expired' });
    assert.throws(() => signAt(0), { code: 'credentials-expired' });
  });

  it('signs with a renewed key immediately, and no longer reads what the old one signed', () => {
    let credential: AzureCredential = delegation;
    const signer = azureSigner({
      account: 'lecternstore',
      container: 'documents',
      credential: () => credential,
    });
    assert.equal(signer.signDownload(exampleDownload).url, delegationUrl);
    credential = { ...delegation, key: { ...delegation.key, signedExpiry: '2026-12-01T00:00:00Z' } };
    const { url } = signer.signDownload(exampleDownload);
    assert.match(url, /&ske=2026-12-01T00%3A00%3A00Z&/);
    assert.ok(!('failure' in signer.readUrl(url)));
    assert.deepEqual(signer.readUrl(delegationUrl), { failure: 'url-invalid', reason: 'key-unknown' });
  });

  it('signs no object key with a line break, because Azure signs lines', () => {
    const objectKey = 'a\nb';
    const refusal = { code: 'object-key-invalid' };
    assert.throws(() => signerWith(accountKey).signDownload({ ...exampleDownload, objectKey }), refusal);
    assert.throws(() => signerWith(accountKey).signUpload({ ...exampleUpload, objectKey }), refusal);
  });

  it('refuses a key that is not base64, and does not quote it', () => {
    const signer = signerWith({ kind: 'account-key', key: 'no base64!' });
    assert.throws(() => signer.signDownload(exampleDownload), {
      code: 'key-invalid',
      message: /^(?!.*no base64!)/,
    });
  });

  signerContract({
    provider: 'azure',
    signer: signerWith(accountKey),
    download: exampleDownload,
    upload: exampleUpload,
    otherKey: signerWith({ kind: 'account-key', key: Buffer.alloc(32).toString('base64') }),
    downloadUrl: accountKeyUrl,
    uploadUrl: signerWith(accountKey).signUpload(exampleUpload).url,
    badLifetimes: noLifetimesOfWeek,
    changes: [
      ['outside-files-url', 'another account', accountKeyUrl.replace('lecternstore.', 'otherstore.')],
      ['outside-files-url', 'another container', accountKeyUrl.replace('/documents/', '/other/')],
      ['malformed', 'an additional parameter', `${accountKeyUrl}&x=1`],
      ['malformed', 'no signature', accountKeyUrl.replace(/&sig=.*/, '')],
      ['key-unknown', 'a user delegation key', delegationUrl],
      ['encoding', 'another encoding of its path', accountKeyUrl.replace('%C3%9C', '%c3%9c')],
      ['signature', 'an address', accountKeyUrl.replace('&sr=b', '&sip=192.0.2.7&sr=b')],
      ['malformed', 'a range of addresses', accountKeyUrl.replace('&sr=b', '&sip=192.0.2.1-192.0.2.9&sr=b')],
      ['signature', 'another version', accountKeyUrl.replace('sv=2022-11-02', 'sv=2023-11-03')],
      ['encoding', 'another encoding of its header', accountKeyUrl.replace('attachment%3B', 'attachment%3b')],
      ['signature', 'the format of an upload', accountKeyUrl.replace(/sp=r.*&sig/, 'sp=c&sig')],
    ],
  });
});
