import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SwiftOptions } from 'lectern-signing/swift';
import { noLifetimes, signerContract } from '../contracts/signer-contract.ts';
import { exampleDownload, expiresAtSeconds, exampleUpload as plainUpload } from './example.ts';
import { swiftSigner } from './signers.ts';

const { size: _, sha256: __, ...boundUpload } = plainUpload;
const exampleUpload = { ...boundUpload, contentType: 'application/pdf' };

const options: SwiftOptions = {
  url: 'https://swift.example.com/v1/AUTH_test',
  container: 'lectern documents',
  keys: ['first-key', 'second-key'],
};
const signer = swiftSigner(options);
const expiresAtMs = expiresAtSeconds * 1000;

// printf 'GET\n1795536000\n/v1/AUTH_test/lectern documents/documents/ab/Übung 1.pdf' | openssl dgst -sha256 -hmac first-key
const downloadUrl =
  'https://swift.example.com/v1/AUTH_test/lectern%20documents/documents/ab/%C3%9Cbung%201.pdf?filename=%C3%9Cbung%20%281%29.pdf&temp_url_expires=1795536000&temp_url_sig=afe272ae479d48b103ced8af34aeca71b3ed9213c44fbbf5f5ea040dff08c239';
// The same with -hmac second-key
const secondSignature = '051182983cb9395f1d93ea0e42740e86716f32566f513c31d5cc4da6b2beffca';
// printf 'PUT\n1795536000\n/v1/AUTH_test/lectern documents/documents/ab/c.pdf' | openssl dgst -sha256 -hmac first-key
const uploadUrl =
  'https://swift.example.com/v1/AUTH_test/lectern%20documents/documents/ab/c.pdf?temp_url_expires=1795536000&temp_url_sig=73f9817d549dcbe9a0b11503a0ded4fa088ab62b68567ef53258c46946d77851';

const withSignature = (signature: string) => downloadUrl.replace(/[\da-f]{64}$/, signature);
const download = { kind: 'download', objectKey: exampleDownload.objectKey, expiresAtMs };

describe('signed URL of Swift: TempURL', () => {
  it('signs a download as OpenSSL does', () => {
    assert.deepEqual(signer.signDownload(exampleDownload), { url: downloadUrl, expiresAtMs });
  });

  it('signs an upload as OpenSSL does, and requires the type and not to overwrite', () => {
    const headers = { 'content-type': 'application/pdf', 'if-none-match': '*' };
    assert.deepEqual(signer.signUpload(exampleUpload), { url: uploadUrl, expiresAtMs, headers });
  });

  it('adds the parameter of an inline document without signing it', () => {
    const { url } = signer.signDownload({ ...exampleDownload, disposition: 'inline' });
    assert.equal(url, downloadUrl.replace('&temp_url_expires', '&inline&temp_url_expires'));
  });

  it('is read with any of the keys', () => {
    assert.deepEqual(signer.readUrl(downloadUrl), download);
    assert.deepEqual(signer.readUrl(withSignature(secondSignature)), download);
  });

  it('is read under another file name, because Swift does not sign it', () => {
    assert.deepEqual(signer.readUrl(downloadUrl.replace('filename=%C3%9Cbung', 'filename=Other')), download);
    assert.deepEqual(signer.readUrl(downloadUrl.replace(/filename=[^&]*&/, '')), download);
  });

  signerContract({
    provider: 'swift',
    signer,
    download: exampleDownload,
    upload: exampleUpload,
    // The key that signed is not in the ring any more.
    otherKey: swiftSigner({ ...options, keys: ['second-key'] }),
    downloadUrl,
    uploadUrl,
    badLifetimes: noLifetimes,
    changes: [
      ['outside-files-url', 'another account', downloadUrl.replace('AUTH_test', 'AUTH_other')],
      ['malformed', 'an additional parameter', `${downloadUrl}&temp_url_prefix=documents`],
      ['malformed', 'a second question mark', downloadUrl.replace('?', '??')],
      ['encoding', 'another encoding of the same key', downloadUrl.replace('%C3%9C', '%c3%9c')],
      ['encoding', 'a file name that is not UTF-8', downloadUrl.replace('filename=%C3', 'filename=%FF')],
      ['signature', 'another expiry', downloadUrl.replace('1795536000', '1795536001')],
      ['signature', 'another key', downloadUrl.replace('/ab/', '/ac/')],
      [
        'signature',
        'an address',
        downloadUrl.replace('&temp_url_sig', '&temp_url_ip_range=192.0.2.7&temp_url_sig'),
      ],
      [
        'malformed',
        'a network',
        downloadUrl.replace('&temp_url_sig', '&temp_url_ip_range=192.0.2.0%2F24&temp_url_sig'),
      ],
      ['signature', 'another signature', withSignature('0'.repeat(64))],
    ],
  });
});
