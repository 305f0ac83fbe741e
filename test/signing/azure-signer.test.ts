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

// The strings to sign written by hand, then `openssl dgst -sha256 -mac HMAC -binary | base64`.
const accountKeyUrl =
  'https://lecternstore.blob.core.windows.net/documents/documents/ab/%C3%9Cbung%201.pdf?sv=2022-11-02&spr=https&se=2026-11-24T16%3A00%3A00Z&sr=b&sp=r&rscc=private%2C%20max-age%3D300%2C%20immutable&rscd=attachment%3B%20filename%3D%22%3Fbung%20%281%29.pdf%22%3B%20filename%2A%3DUTF-8%27%27%25C3%259Cbung%2520%25281%2529.pdf&rsct=application%2Fpdf&sig=9LrqV1QW%2Fws%2F1OqPucIHovlOUhLcgg5jy6IGKc0gQUM%3D';
const delegationUrl =
  'https://lecternstore.blob.core.windows.net/documents/documents/ab/%C3%9Cbung%201.pdf?sv=2022-11-02&spr=https&se=2026-11-24T16%3A00%3A00Z&skoid=oid-1&sktid=tid-1&skt=2026-11-24T00%3A00%3A00Z&ske=2026-11-30T00%3A00%3A00Z&sks=b&skv=2022-11-02&sr=b&sp=r&rscc=private%2C%20max-age%3D300%2C%20immutable&rscd=attachment%3B%20filename%3D%22%3Fbung%20%281%29.pdf%22%3B%20filename%2A%3DUTF-8%27%27%25C3%259Cbung%2520%25281%2529.pdf&rsct=application%2Fpdf&sig=EFMgzICdZEwrwsxfxvjlEZ%2BNMHHOpCI9POpXp52ISTA%3D';

const signerWith = (credential: AzureCredential, endpoint?: string) =>
  azureSigner({
    account: 'lecternstore',
    container: 'documents',
    endpoint,
    credential,
    contentType: 'application/pdf',
  });

describe('signed URL of Azure Blob Storage', () => {
  it('signs a download as OpenSSL does, with either kind of key', () => {
    const expiresAtMs = expiresAtSeconds * 1000;
    const expected = { url: accountKeyUrl, expiresAtMs };
    assert.deepEqual(signerWith(accountKey).signDownload(exampleDownload), expected);
    const delegated = { url: delegationUrl, expiresAtMs };
    assert.deepEqual(signerWith(delegation).signDownload(exampleDownload), delegated);
  });

  it('binds a download to the IPv4 address of a client as OpenSSL does, with either kind of key', () => {
    for (const [credential, url, signature] of [
      [accountKey, accountKeyUrl, '0YKVOuvP9yhhd%2BOtxcXJGKm7vKlc%2F5F26NjpfrkskOg%3D'],
      [delegation, delegationUrl, 'kk2XE0Jo0HgqvZHTV3nb0MPqR66y21jXnCQgaf%2BVafo%3D'],
    ] as const) {
      const bound = url
        .replace('00%3A00Z&s', '00%3A00Z&sip=192.0.2.7&s')
        .replace(/&sig=.*/, `&sig=${signature}`);
      assert.equal(
        signerWith(credential).signDownload({ ...exampleDownload, client: '192.0.2.7' }).url,
        bound,
      );
    }
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

  it('lets a blob be deleted, and nothing more', () => {
    const { objectKey } = exampleDownload;
    const { searchParams } = new URL(signerWith(accountKey).signDelete({ objectKey }).url);
    assert.equal(searchParams.get('sp'), 'd');
  });

  it('refuses a key that is not base64, and does not quote it', () => {
    const signer = signerWith({ kind: 'account-key', key: 'no base64!' });
    assert.throws(() => signer.signDownload(exampleDownload), {
      code: 'key-invalid',
      message: /^(?!.*no base64!)/,
    });
  });

  it('reads the purpose of a URL with a user delegation key', () => {
    const expected = { objectKey: exampleDownload.objectKey, expiresAtMs: expiresAtSeconds * 1000 };
    assert.deepEqual(signerWith(delegation).readUrl(delegationUrl), { kind: 'download', ...expected });
    const { url } = signerWith(delegation).signUpload(exampleUpload);
    const upload = { ...expected, kind: 'upload', objectKey: exampleUpload.objectKey };
    assert.deepEqual(signerWith(delegation).readUrl(url), upload);
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
      ['signature', 'another expiry', accountKeyUrl.replace('16%3A00%3A00Z', '17%3A00%3A00Z')],
      ['signature', 'another key', accountKeyUrl.replace('%C3%9Cbung%201.pdf?', '%C3%9Cbung%202.pdf?')],
      ['signature', 'another disposition', accountKeyUrl.replace('rscd=attachment', 'rscd=inline')],
      ['signature', 'another lifetime in caches', accountKeyUrl.replace('max-age%3D300', 'max-age%3D301')],
      ['encoding', 'another encoding of its header', accountKeyUrl.replace('attachment%3B', 'attachment%3b')],
      ['encoding', 'another encoding of its time', accountKeyUrl.replace('max-age%3D300', 'max-age%3d300')],
      ['signature', 'the format of an upload', accountKeyUrl.replace(/sp=r.*&sig/, 'sp=c&sig')],
    ],
  });
});
