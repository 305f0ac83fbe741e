import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type S3Options, s3PublicUrl } from 'lectern-signing/s3';
import { s3Address } from '../../signing/s3/address.ts';
import { noLifetimesOfWeek, signerContract } from '../contracts/signer-contract.ts';
import {
  cachedPdfHeaders,
  exampleCorrelation,
  expiresAtSeconds,
  exampleDownload as plainDownload,
  exampleUpload as plainUpload,
} from './example.ts';
import { gcsSigner, s3Signer } from './signers.ts';

const exampleDownload = {
  ...plainDownload,
  correlation: exampleCorrelation,
  responseHeaders: cachedPdfHeaders,
};
const exampleUpload = { ...plainUpload, contentType: 'application/pdf' };

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey };
const options: S3Options = { credentials: keys, bucket: 'examplebucket' };
const signer = s3Signer(options);
const withKeys = (other: object) => s3Signer({ ...options, credentials: { ...keys, ...other } });

describe('signed URL of S3', () => {
  it('begins with the public address of the bucket', () => {
    const inPath = { ...options, endpoint: 'https://files.example.com:8443/s3/', pathStyle: undefined };
    for (const [where, expected] of [
      [options, 'https://examplebucket.s3.us-east-1.amazonaws.com'],
      [inPath, 'https://files.example.com:8443/s3/examplebucket'],
    ] as const) {
      assert.equal(s3PublicUrl(where), expected);
      const { url } = s3Signer(where).signDownload(exampleDownload);
      assert.ok(url.startsWith(`${expected}/documents/`), url);
    }
  });

  it('signs with renewed credentials from the next call', () => {
    let current = keys;
    const renewed = s3Signer({ ...options, credentials: () => current });
    renewed.signDownload(exampleDownload);
    current = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'another' };
    const expected = s3Signer({ ...options, credentials: () => current });
    assert.deepEqual(renewed.signDownload(exampleDownload), expected.signDownload(exampleDownload));
  });

  it('ends with the credentials when they end earlier, and returns that expiry', () => {
    const endsAtMs = (expiresAtSeconds - 100) * 1000 + 999;
    const { url, expiresAtMs } = withKeys({ expiresAtMs: endsAtMs }).signDownload(exampleDownload);
    assert.equal(expiresAtMs, (expiresAtSeconds - 100) * 1000);
    assert.match(url, /&X-Amz-Expires=200&/);
    assert.match(url, /max-age%3D200%2C/);
  });

  it('keeps its time when the credentials live longer', () => {
    const { url } = withKeys({ expiresAtMs: (expiresAtSeconds + 1) * 1000 }).signDownload(exampleDownload);
    assert.equal(url, signer.signDownload(exampleDownload).url);
  });

  it('is not signed when the credentials end less than a second after the time of signing', () => {
    const ended = withKeys({ expiresAtMs: exampleDownload.signedAtSeconds * 1000 + 999 });
    const { signedAtSeconds } = exampleDownload;
    assert.throws(() => ended.signDownload(exampleDownload), { code: 'credentials-expired' });
    const upload = { ...exampleUpload, signedAtSeconds };
    assert.throws(() => ended.signUpload(upload), { code: 'credentials-expired' });
  });

  it('is refused without an exception where the type in the query is no valid header', () => {
    const { url } = signer.signUpload({ ...exampleUpload, contentType: 'image/png' });
    assert.ok(url.includes('&x-content-type=image%2Fpng&'));
    for (const type of ['image%0Apng', '%C3%A9', '']) {
      const changed = url.replace('=image%2Fpng&', `=${type}&`);
      assert.deepEqual(signer.readUrl(changed), { failure: 'url-invalid', reason: 'malformed' });
    }
  });
});

describe('an upload without a copy of its headers in the query', () => {
  for (const [name, signer] of [
    ['S3', s3Signer({ ...options, uploadParameterPrefix: undefined })],
    [
      'Google Cloud Storage',
      gcsSigner({
        bucket: 'examplebucket',
        signature: { kind: 'hmac', accessId: 'GOOGTS7C7FUP3AIRVJTE', secret: 'made up' },
        uploadParameterPrefix: undefined,
      }),
    ],
  ] as const) {
    it(`has only parameters of the protocol, and cannot be read: ${name}`, async () => {
      const { sha256, ...upload } = exampleUpload;
      const { url } = await signer.signUpload({ ...upload, contentType: 'image/png' });
      for (const parameter of new URL(url).searchParams.keys()) assert.match(parameter, /^X-(?:Amz|Goog)-/);
      assert.deepEqual(signer.readUrl(url), { failure: 'url-invalid', reason: 'malformed' });
    });
  }
});

describe('a bucket whose address cannot begin with its name', () => {
  for (const [reason, endpoint, bucket, expected] of [
    ['an IPv4 address', 'http://10.0.0.1:9000', 'abc', 'http://10.0.0.1:9000/abc/k'],
    ['an IPv6 address', 'http://[fd00::1]:9000', 'abc', 'http://[fd00::1]:9000/abc/k'],
    ['a name with capitals', 'https://s3.example.org', 'Abc', 'https://s3.example.org/Abc/k'],
  ] as const) {
    it(`puts the name into the path: ${reason}`, () => {
      const address = s3Address({ region: 'r', bucket, endpoint, pathStyle: false });
      assert.equal(`${address.origin}${address.folder}k`, expected);
    });
  }
});

describe('reading a signed URL of S3', () => {
  const { url } = signer.signDownload(exampleDownload);
  signerContract({
    provider: 's3',
    signer,
    download: exampleDownload,
    upload: exampleUpload,
    otherKey: withKeys({ secretAccessKey: 'another' }),
    downloadUrl: url,
    uploadUrl: signer.signUpload(exampleUpload).url,
    badLifetimes: noLifetimesOfWeek,
    changes: [
      ['outside-files-url', 'another bucket', url.replace('examplebucket', 'otherbucket')],
      ['malformed', 'a parameter in lower case', url.replace('X-Amz-Date=', 'x-amz-date=')],
      ['malformed', 'an additional parameter', `${url}&x-lectern-issue=issue_2`],
      ['malformed', 'a shorter signature', url.slice(0, -1)],
      ['key-unknown', 'another access key', url.replace('AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE')],
      ['key-unknown', 'another region', url.replace('us-east-1%2F', 'eu-west-1%2F')],
      ['signature', 'another key', url.replace('/documents/ab/', '/documents/ac/')],
    ],
  });
});
