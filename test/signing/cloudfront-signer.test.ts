import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { CloudFrontOptions } from 'lectern-signing/cloudfront';
import { noLifetimes, signerContract } from '../contracts/signer-contract.ts';
import {
  exampleCorrelation as correlation,
  expiresAtSeconds,
  pdfHeaders,
  exampleDownload as plainDownload,
} from './example.ts';
import { cloudFrontSigner } from './signers.ts';

const exampleDownload = { ...plainDownload, correlation, responseHeaders: pdfHeaders };

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const privateKey = newKey();
const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const options: CloudFrontOptions = {
  url: 'https://d111111abcdef8.cloudfront.net',
  keyPairId: 'K2JCJMDEHXQW5F',
  privateKey,
};
const canned = cloudFrontSigner(options);
const custom = cloudFrontSigner({ ...options, policy: 'custom' });
const content = {
  kind: 'download',
  objectKey: exampleDownload.objectKey,
  correlation,
  expiresAtMs: expiresAtSeconds * 1000,
};

describe('signed URL of CloudFront', () => {
  it('is the same, byte for byte, for the same request, also with a PEM, or a slash after the host', () => {
    const fromPem = cloudFrontSigner({ ...options, privateKey: privateKeyPem });
    assert.deepEqual(fromPem.signDownload(exampleDownload), canned.signDownload(exampleDownload));
    const slash = cloudFrontSigner({ ...options, url: `${options.url}/` });
    assert.deepEqual(slash.signDownload(exampleDownload), canned.signDownload(exampleDownload));
  });

  it('is read by a signer of either policy', () => {
    for (const { url } of [canned, custom].map((signer) => signer.signDownload(exampleDownload))) {
      assert.deepEqual(canned.readUrl(url), content);
      assert.deepEqual(custom.readUrl(url), content);
    }
  });

  it('is refused with the policy of another URL, though the same key signed that', () => {
    const { url } = custom.signDownload(exampleDownload);
    const other = new URL(custom.signDownload({ ...exampleDownload, objectKey: 'other.pdf' }).url);
    const byPolicy = (address: string, condition: object) => {
      const Condition = { DateLessThan: { 'AWS:EpochTime': expiresAtSeconds }, ...condition };
      const policy = JSON.stringify({ Statement: [{ Resource: address, Condition }] });
      const { keyPairId } = options;
      return new URL(getSignedUrl({ keyPairId, privateKey: privateKeyPem, policy, url: options.url }));
    };
    const wildcard = byPolicy('https://*', {});
    const network = byPolicy(url.slice(0, url.indexOf('&Policy=')), {
      IpAddress: { 'AWS:SourceIp': '192.0.2.0/24' },
    });
    for (const { searchParams } of [other, wildcard, network]) {
      const swapped = url
        .replace(/&Policy=[^&]*/, `&Policy=${searchParams.get('Policy')}`)
        .replace(/&Signature=[^&]*/, `&Signature=${searchParams.get('Signature')}`);
      assert.deepEqual(custom.readUrl(swapped), { failure: 'url-invalid', reason: 'signature' });
    }
  });

  it('needs an RSA key: a signature of another kind differs each time', () => {
    const { privateKey: elliptic } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    assert.notDeepEqual(sign('sha1', Buffer.from('x'), elliptic), sign('sha1', Buffer.from('x'), elliptic));
    for (const wrong of [elliptic, 'not a key', '']) {
      assert.throws(() => cloudFrontSigner({ ...options, privateKey: wrong }), {
        code: 'key-invalid',
      });
    }
  });

  const { url } = canned.signDownload(exampleDownload);
  signerContract({
    provider: 'cloudfront',
    signer: canned,
    download: exampleDownload,
    otherKey: cloudFrontSigner({ ...options, privateKey: newKey() }),
    downloadUrl: url,
    badLifetimes: noLifetimes,
    changes: [
      ['outside-files-url', 'another distribution', url.replace('d111111abcdef8', 'd222222abcdef8')],
      ['malformed', 'an additional parameter', `${url}&download=1`],
      ['key-unknown', 'another key pair', url.replace('K2JCJMDEHXQW5F', 'K3AAAAAAAAAAAA')],
      ['signature', 'another expiry', url.replace('Expires=1795536000', 'Expires=1795536001')],
      ['signature', 'another issue id', url.replace('issue_1', 'issue_2')],
    ],
  });
});
