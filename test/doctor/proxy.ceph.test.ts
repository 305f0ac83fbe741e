import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';
import { type Rewriting, startRewritingProxy } from '../servers/rewriting-proxy.ts';
import { assertFailures, type ExpectedFailures, findingsWith } from './findings.ts';

const ceph = await startCeph();
after(() => ceph.stop());
const settings = await newCephBucket(ceph);

describe('the doctor and a proxy in front of Ceph RGW', () => {
  const internalHost = new URL(ceph.endpoint).host;
  const hostArrives = `the Host header \\(127\\.0\\.0\\.1:\\d+ was signed, ${internalHost} arrives\\)`;
  const pathArrives = String.raw`the path \(/files/s3/… was signed, /… arrives\)`;
  const isOrderly = `At ${ceph.endpoint} this is in order`;
  const proxies: ReadonlyArray<[string, Rewriting, ExpectedFailures]> = [
    ['finds nothing in one that passes everything on', {}, {}],
    [
      'names one that rewrites the Host header',
      { host: internalHost },
      { 'signed-get': new RegExp(`403 SignatureDoesNotMatch.*A proxy rewrites ${hostArrives}\\.`) },
    ],
    [
      'names one that strips the prefix of the path',
      { prefix: '/files/s3' },
      { 'signed-get': new RegExp(`403 SignatureDoesNotMatch.*A proxy rewrites ${pathArrives}\\.`) },
    ],
    [
      'names one that does both',
      { host: internalHost, prefix: '/files/s3' },
      { 'signed-get': new RegExp(`A proxy rewrites ${hostArrives} and ${pathArrives}\\.`) },
    ],
    [
      'says that one rewrites something when Ceph does not tell what arrives',
      { host: 'backend.example' },
      { 'signed-get': new RegExp(`${isOrderly}.*Something on the way changes the host`) },
    ],
    [
      'names one that takes the Range header away',
      { dropsRequest: ['range'] },
      { range: new RegExp(`answered with 200, .* -> ${isOrderly}.*pass the Range header on`) },
    ],
    [
      'names one that takes the CORS headers away',
      { dropsReply: 'access-control-' },
      {
        'cors-preflight': new RegExp(`-> ${isOrderly}`),
        'cors-exposed': new RegExp(`-> ${isOrderly}`),
      },
    ],
    [
      'names one that takes the file name away',
      { dropsReply: 'content-disposition' },
      { headers: new RegExp(`Content-Disposition is "" -> ${isOrderly}`) },
    ],
    [
      'names a cache that gives a file to everybody once somebody has had it',
      { cachesBy: 'path' },
      { 'unsigned-get-refused': new RegExp(`200: .* -> ${isOrderly}.* let no cache`) },
    ],
    [
      'names a cache that gives a file beyond the end of its URL',
      { cachesBy: 'url' },
      { 'expired-refused': new RegExp(`used before still works after its end -> ${isOrderly}.*a cache`) },
    ],
  ];
  for (const [title, rewriting, expected] of proxies) {
    it(title, async () => {
      const proxy = await startRewritingProxy(ceph.endpoint, rewriting);
      const findings = await findingsWith({
        ...settings,
        S3_PUBLIC_ENDPOINT: `${proxy.url}${rewriting.prefix ?? ''}`,
      });
      proxy.stop();
      assertFailures(findings, expected);
    });
  }

  it('leaves nothing in the bucket, whatever it found', async () => {
    const { endpoint, region } = ceph;
    const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: ceph });
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: settings['S3_BUCKET'] }));
    client.destroy();
    assert.deepEqual(Contents, []);
  });
});
