import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { s3Address, s3PublicUrl } from '../../signing/s3/address.ts';
import { createS3Signer, type S3SignerParts } from '../../signing/s3/s3-signer.ts';
import { exampleDownload, exampleUpload, expiresAtSeconds } from './example.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey };
const parts: S3SignerParts = {
  credentials: () => keys,
  region: 'us-east-1',
  bucket: 'examplebucket',
  endpoint: undefined,
  pathStyle: false,
};
const signer = createS3Signer(parts);
const withKeys = (other: object) => createS3Signer({ ...parts, credentials: () => ({ ...keys, ...other }) });

describe('signed URL of S3', () => {
  it('says how the browser shows, names and keeps the document, and who got it', () => {
    const parameters = new URL(signer.signDownload(exampleDownload).url).searchParams;
    assert.equal(
      parameters.get('response-content-disposition'),
      `attachment; filename="?bung (1).pdf"; filename*=UTF-8''%C3%9Cbung%20%281%29.pdf`,
    );
    assert.equal(parameters.get('response-content-type'), 'application/pdf');
    assert.equal(parameters.get('response-cache-control'), 'private, max-age=300, immutable');
    assert.equal(parameters.get('x-lectern-issue'), 'issue_1');
  });

  it('begins with the public address of the bucket', () => {
    const inPath = { ...parts, endpoint: 'https://files.example.com:8443/s3/', pathStyle: true };
    for (const [where, expected] of [
      [parts, 'https://examplebucket.s3.us-east-1.amazonaws.com'],
      [inPath, 'https://files.example.com:8443/s3/examplebucket'],
    ] as const) {
      assert.equal(s3PublicUrl(where), expected);
      const { url } = createS3Signer(where).signDownload(exampleDownload);
      assert.ok(url.startsWith(`${expected}/documents/`), url);
    }
  });

  it('is the same, byte for byte, for the same request', () => {
    const again = createS3Signer(parts);
    again.signDownload({ ...exampleDownload, signedAtSeconds: exampleDownload.signedAtSeconds - 86_400 });
    assert.deepEqual(again.signDownload(exampleDownload), signer.signDownload(exampleDownload));
  });

  it('signs with renewed credentials from the next call on', () => {
    let current = keys;
    const renewed = createS3Signer({ ...parts, credentials: () => current });
    renewed.signDownload(exampleDownload);
    current = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'another' };
    const expected = createS3Signer({ ...parts, credentials: () => current });
    assert.deepEqual(renewed.signDownload(exampleDownload), expected.signDownload(exampleDownload));
  });

  it('ends with the credentials when they end earlier, and says so', () => {
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

  it('is not made when the credentials end less than a second after the time of signing', () => {
    const ended = withKeys({ expiresAtMs: exampleDownload.signedAtSeconds * 1000 + 999 });
    const { signedAtSeconds } = exampleDownload;
    assert.throws(() => ended.signDownload(exampleDownload), { code: 'credentials-expired' });
    const upload = { ...exampleUpload, signedAtSeconds };
    assert.throws(() => ended.signUpload(upload), { code: 'credentials-expired' });
  });

  it('lives from one second to seven days', () => {
    const lasting = (seconds: number) =>
      signer.signDownload({
        ...exampleDownload,
        expiresAtSeconds: exampleDownload.signedAtSeconds + seconds,
      });
    assert.match(lasting(1).url, /&X-Amz-Expires=1&/);
    assert.match(lasting(604_800).url, /&X-Amz-Expires=604800&/);
    for (const seconds of [0, -1, 1.5, 604_801, Number.NaN]) {
      assert.throws(() => lasting(seconds), { code: 'lifetime-invalid' });
    }
  });

  it('is not made for a file name that would split a header, nor for an issue id with other characters', () => {
    const withName = () => signer.signDownload({ ...exampleDownload, fileName: 'a\r\nSet-Cookie: b.pdf' });
    assert.throws(withName, { code: 'file-name-invalid' });
    const withIssue = () => signer.signDownload({ ...exampleDownload, issueId: 'a&b' });
    assert.throws(withIssue, { code: 'issue-id-invalid' });
  });

  it('binds an upload to its size, type, SHA-256 and to an empty place', () => {
    const { url, headers } = signer.signUpload(exampleUpload);
    assert.deepEqual(headers, {
      'content-type': 'application/pdf',
      'if-none-match': '*',
      'x-amz-checksum-sha256': 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=', // openssl dgst -sha256 -binary | base64
    });
    assert.equal(
      new URL(url).searchParams.get('X-Amz-SignedHeaders'),
      'content-length;content-type;host;if-none-match;x-amz-checksum-sha256',
    );
  });

  it('leaves the condition out for a service that does not know it', () => {
    const unconditional = createS3Signer({ ...parts, conditionalPut: false });
    const { url, headers } = unconditional.signUpload(exampleUpload);
    assert.deepEqual(Object.keys(headers), ['content-type', 'x-amz-checksum-sha256']);
    assert.equal(
      new URL(url).searchParams.get('X-Amz-SignedHeaders'),
      'content-length;content-type;host;x-amz-checksum-sha256',
    );
  });

  it('takes only a size in whole bytes and a SHA-256 in lower-case hexadecimal', () => {
    for (const wrong of [{ size: 1.5 }, { size: -1 }, { sha256: exampleUpload.sha256.toUpperCase() }]) {
      assert.throws(() => signer.signUpload({ ...exampleUpload, ...wrong }), { code: 'upload-invalid' });
    }
  });
});

describe('a bucket behind an address that cannot begin with its name', () => {
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

  it('tells what it was for, long after it expired', () => {
    const { objectKey, issueId } = exampleDownload;
    const expiresAtMs = expiresAtSeconds * 1000;
    assert.deepEqual(signer.readUrl(url), { kind: 'download', objectKey, issueId, expiresAtMs });
    const upload = { kind: 'upload', objectKey: exampleUpload.objectKey, expiresAtMs };
    assert.deepEqual(signer.readUrl(signer.signUpload(exampleUpload).url), upload);
  });

  for (const [reason, wrong] of [
    ['outside-files-url', url.replace('examplebucket', 'otherbucket')],
    ['outside-files-url', url.replace('https:', 'http:')],
    ['malformed', url.replace('X-Amz-Date=', 'x-amz-date=')],
    ['malformed', `${url}&x-lectern-issue=issue_2`],
    ['malformed', url.slice(0, -1)],
    ['key-unknown', url.replace('AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE')],
    ['key-unknown', url.replace('us-east-1%2F', 'eu-west-1%2F')],
    ['signature', url.replace('issue_1', 'issue_2')],
    ['signature', url.replace('X-Amz-Expires=300', 'X-Amz-Expires=301')],
    ['signature', url.replace('/documents/ab/', '/documents/ac/')],
  ] as const) {
    it(`calls it ${reason} for ${differenceOf(wrong)}`, () => {
      assert.deepEqual(signer.readUrl(wrong), { failure: 'url-invalid', reason });
    });
  }

  it('knows nothing of a URL that other keys signed under the same name', () => {
    const other = withKeys({ secretAccessKey: 'another' });
    assert.deepEqual(other.readUrl(url), { failure: 'url-invalid', reason: 'signature' });
  });

  /** The part of a changed URL that differs. */
  function differenceOf(changed: string): string {
    const at = [...url].findIndex((character, index) => character !== changed[index]);
    return at === -1 ? 'a longer query' : `…${changed.slice(Math.max(0, at - 12), at + 12)}…`;
  }
});
