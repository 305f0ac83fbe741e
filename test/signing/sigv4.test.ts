import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { nodeCryptography } from '../../signing/node-cryptography.ts';
import {
  aws,
  basicDate,
  basicDay,
  canonicalRequest,
  createSigningWindows,
  credentialScope,
  google,
  hmacSign,
  parseBasicDate,
  signedHeaders,
  signedTarget,
  stringToSign,
} from '../../signing/sigv4.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

// Amazon S3 API Reference, Authenticating Requests: Using Query Parameters, "An Example"
describe('AWS Signature Version 4 in query parameters, as the documentation shows it', () => {
  const date = basicDate(Date.UTC(2013, 4, 24) / 1000, '20130524');
  const scope = credentialScope(aws, '20130524', 'us-east-1');
  const query =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
  const canonical = canonicalRequest(
    'GET',
    '/test.txt',
    query,
    signedHeaders({ host: 'examplebucket.s3.amazonaws.com' }),
  );

  it('writes the canonical request', () => {
    const lines = [
      'GET',
      '/test.txt',
      query,
      'host:examplebucket.s3.amazonaws.com',
      '',
      'host',
      'UNSIGNED-PAYLOAD',
    ];
    assert.equal(canonical, lines.join('\n'));
    const documented = '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04';
    assert.equal(hash('sha256', canonical), documented);
  });

  it('writes the string to sign', () => {
    const expected = [
      'AWS4-HMAC-SHA256',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
      '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04',
    ];
    assert.equal(stringToSign(aws.algorithm, date, scope, hash('sha256', canonical)), expected.join('\n'));
  });

  it('signs it', () => {
    const sign = hmacSign(nodeCryptography, aws, secretAccessKey, 'us-east-1');
    const expected = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
    assert.equal(
      sign(stringToSign(aws.algorithm, date, scope, hash('sha256', canonical)), '20130524'),
      expected,
    );
  });
});

// "Simple GET" of https://github.com/googleapis/conformance-tests/blob/e21bdd6b477cde487a6254cd1c70db04cba34c74/storage/v1/v4_signatures.json
describe("the same steps in Google's names, as its conformance tests show them", () => {
  const algorithm = 'GOOG4-RSA-SHA256';
  const accessId = 'test-iam-credentials@dummy-project-id.iam.gserviceaccount.com';
  const windowOf = createSigningWindows(google, 'auto');
  const asked: Array<string> = [];
  const sign = (toSign: string) => {
    asked.push(toSign);
    return 'signed';
  };
  const window = windowOf({ algorithm, accessId, sign }, Date.UTC(2019, 1, 1, 9) / 1000, 10);
  const path = '/test-bucket/test-object';
  const headers = signedHeaders({ host: 'storage.googleapis.com' });
  const query =
    'X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=test-iam-credentials%40dummy-project-id.iam.gserviceaccount.com%2F20190201%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=20190201T090000Z&X-Goog-Expires=10&X-Goog-SignedHeaders=host';
  const documentedHash = '00e2fb794ea93d7adb703edaebdd509821fcc7d4f1a79ac5c8d2b394df109320';

  it('write the query', () => {
    assert.equal(`${window.query}${headers.names}`, query);
  });

  it('write the canonical request', () => {
    assert.equal(hash('sha256', canonicalRequest('GET', path, query, headers)), documentedHash);
  });

  it('write the string to sign, and the URL with the signature', () => {
    const url = signedTarget(nodeCryptography, google, window, {
      method: 'GET',
      path,
      headers,
      parameters: '',
    });
    const expected = [algorithm, '20190201T090000Z', '20190201/auto/storage/goog4_request', documentedHash];
    assert.deepEqual(asked, [expected.join('\n')]);
    assert.equal(url, `${path}?${query}&X-Goog-Signature=signed`);
  });
});

describe('times of a signature', () => {
  it('are read back as they were written', () => {
    for (const seconds of [0, 1, 59, 60, 3599, 3600, 86_399, 86_400, Date.UTC(2026, 1, 28) / 1000 + 86_399]) {
      const iso = new Date(seconds * 1000).toISOString();
      const date = `${iso.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
      assert.equal(basicDate(seconds, basicDay(seconds)), date);
      assert.equal(parseBasicDate(date), seconds);
    }
    for (const wrong of ['20261324T000000Z', '20261124T250000Z']) {
      assert.ok(Number.isNaN(parseBasicDate(wrong)), wrong);
    }
  });
});
