import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAzureSigner } from '../../signing/azure/azure-signer.ts';
import type { AzureCredential } from '../../signing/azure/sas.ts';
import type { InvalidUrlReason } from '../../signing/verification.ts';
import { exampleDownload, exampleUpload, expiresAtSeconds } from './example.ts';

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

// The strings to sign written by hand, then `openssl dgst -sha256 -mac HMAC -binary | base64`.
const accountKeyUrl =
  'https://lecternstore.blob.core.windows.net/documents/documents/ab/%C3%9Cbung%201.pdf?sv=2022-11-02&spr=https&se=2026-11-24T16%3A00%3A00Z&sr=b&sp=r&rscc=private%2C%20max-age%3D300%2C%20immutable&rscd=attachment%3B%20filename%3D%22%3Fbung%20%281%29.pdf%22%3B%20filename%2A%3DUTF-8%27%27%25C3%259Cbung%2520%25281%2529.pdf&rsct=application%2Fpdf&sig=9LrqV1QW%2Fws%2F1OqPucIHovlOUhLcgg5jy6IGKc0gQUM%3D';
const delegationUrl =
  'https://lecternstore.blob.core.windows.net/documents/documents/ab/%C3%9Cbung%201.pdf?sv=2022-11-02&spr=https&se=2026-11-24T16%3A00%3A00Z&skoid=oid-1&sktid=tid-1&skt=2026-11-24T00%3A00%3A00Z&ske=2026-11-30T00%3A00%3A00Z&sks=b&skv=2022-11-02&sr=b&sp=r&rscc=private%2C%20max-age%3D300%2C%20immutable&rscd=attachment%3B%20filename%3D%22%3Fbung%20%281%29.pdf%22%3B%20filename%2A%3DUTF-8%27%27%25C3%259Cbung%2520%25281%2529.pdf&rsct=application%2Fpdf&sig=EFMgzICdZEwrwsxfxvjlEZ%2BNMHHOpCI9POpXp52ISTA%3D';

const signerWith = (credential: AzureCredential, endpoint?: string) =>
  createAzureSigner({
    account: 'lecternstore',
    container: 'documents',
    endpoint,
    credential: () => credential,
  });

describe('signed URL of Azure Blob Storage', () => {
  it('signs a download as OpenSSL does, with either kind of key', () => {
    const expiresAtMs = expiresAtSeconds * 1000;
    const expected = { url: accountKeyUrl, expiresAtMs };
    assert.deepEqual(signerWith(accountKey).signDownload(exampleDownload), expected);
    const delegated = { url: delegationUrl, expiresAtMs };
    assert.deepEqual(signerWith(delegation).signDownload(exampleDownload), delegated);
  });

  it('lets an upload create a blob, and nothing more', () => {
    const { url, headers } = signerWith(accountKey).signUpload(exampleUpload);
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get('sp'), 'c');
    assert.deepEqual(
      [...searchParams.keys()].filter((name) => name.startsWith('rs')),
      [],
    );
    assert.deepEqual(headers, { 'content-type': 'application/pdf', 'x-ms-blob-type': 'BlockBlob' });
  });

  it('lets a URL be used over plain HTTP only where the store itself has no HTTPS', () => {
    const protocolAt = (endpoint: string) =>
      new URL(signerWith(accountKey, endpoint).signDownload(exampleDownload).url).searchParams.get('spr');
    assert.equal(protocolAt('https://files.example.com/'), 'https');
    assert.equal(protocolAt('http://127.0.0.1:10000/lecternstore'), 'https,http');
  });

  it('ends a URL with its user delegation key, and says so', () => {
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

  it('signs with a renewed key at once, and no longer reads what the old one signed', () => {
    let credential: AzureCredential = delegation;
    const signer = createAzureSigner({
      account: 'lecternstore',
      container: 'documents',
      endpoint: undefined,
      credential: () => credential,
    });
    assert.equal(signer.signDownload(exampleDownload).url, delegationUrl);
    credential = { ...delegation, key: { ...delegation.key, signedExpiry: '2026-12-01T00:00:00Z' } };
    const { url } = signer.signDownload(exampleDownload);
    assert.match(url, /&ske=2026-12-01T00%3A00%3A00Z&/);
    assert.ok(!('failure' in signer.readUrl(url)));
    assert.deepEqual(signer.readUrl(delegationUrl), { failure: 'url-invalid', reason: 'key-unknown' });
  });

  it('refuses what a reply header or the signature cannot carry', () => {
    const signer = signerWith(accountKey);
    assert.throws(() => signer.signDownload({ ...exampleDownload, fileName: 'a\nb' }), {
      code: 'file-name-invalid',
    });
    for (const objectKey of ['a\nb', 'a\ud83d']) {
      assert.throws(() => signer.signDownload({ ...exampleDownload, objectKey }), {
        code: 'object-key-invalid',
      });
      assert.throws(() => signer.signUpload({ ...exampleUpload, objectKey }), { code: 'object-key-invalid' });
    }
    for (const lifetime of [0, 604_801, 0.5]) {
      const { signedAtSeconds } = exampleDownload;
      const times = { signedAtSeconds, expiresAtSeconds: signedAtSeconds + lifetime };
      assert.throws(() => signer.signDownload({ ...exampleDownload, ...times }), {
        code: 'lifetime-invalid',
      });
    }
  });
});

describe('reading a signed URL of Azure Blob Storage', () => {
  it('tells what a URL is for; it holds no issue', () => {
    const { objectKey } = exampleDownload;
    const expiresAtMs = expiresAtSeconds * 1000;
    const expected = { kind: 'download', objectKey, expiresAtMs };
    assert.deepEqual(signerWith(accountKey).readUrl(accountKeyUrl), expected);
    assert.deepEqual(signerWith(delegation).readUrl(delegationUrl), expected);
    const { url } = signerWith(delegation).signUpload(exampleUpload);
    const upload = { kind: 'upload', objectKey: exampleUpload.objectKey, expiresAtMs };
    assert.deepEqual(signerWith(delegation).readUrl(url), upload);
  });

  it('says why a URL is not its own', () => {
    const cases: ReadonlyArray<readonly [InvalidUrlReason, string]> = [
      ['outside-files-url', accountKeyUrl.replace('lecternstore.', 'otherstore.')],
      ['outside-files-url', accountKeyUrl.replace('/documents/', '/other/')],
      ['malformed', `${accountKeyUrl}&x=1`],
      ['malformed', accountKeyUrl.replace(/&sig=.*/, '')],
      ['key-unknown', delegationUrl],
      ['encoding', accountKeyUrl.replace('%C3%9C', '%c3%9c')],
      ['signature', accountKeyUrl.replace('sv=2022-11-02', 'sv=2023-11-03')],
      ['signature', accountKeyUrl.replace('16%3A00%3A00Z', '17%3A00%3A00Z')],
      ['signature', accountKeyUrl.replace('%C3%9Cbung%201.pdf?', '%C3%9Cbung%202.pdf?')],
      ['signature', accountKeyUrl.replace('rscd=attachment', 'rscd=inline')],
      ['signature', accountKeyUrl.replace('max-age%3D300', 'max-age%3D301')],
      ['signature', accountKeyUrl.replace('attachment%3B', 'attachment%3b')],
      ['malformed', accountKeyUrl.replace('max-age%3D300', 'max-age%3d300')],
      ['signature', accountKeyUrl.replace(/sp=r.*&sig/, 'sp=c&sig')],
    ];
    for (const [reason, url] of cases) {
      assert.deepEqual(signerWith(accountKey).readUrl(url), { failure: 'url-invalid', reason }, url);
    }
  });

  it('refuses what another account key signed', () => {
    const other = signerWith({ kind: 'account-key', key: Buffer.alloc(32).toString('base64') });
    assert.deepEqual(other.readUrl(accountKeyUrl), { failure: 'url-invalid', reason: 'signature' });
  });
});
