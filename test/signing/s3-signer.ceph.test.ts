import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { CreateBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3Signer } from 'lectern-signing/s3';
import { sha256 } from '../contracts/driver-contract.ts';
import { storageUrlsContract } from '../contracts/storage-urls-contract.ts';
import { startCeph } from '../servers/ceph.ts';

const ceph = await startCeph();
after(() => ceph.stop());
const { endpoint, region } = ceph;
const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: ceph });
after(() => client.destroy());
const bucket = 'documents';
await client.send(new CreateBucketCommand({ Bucket: bucket }));
const signer = createS3Signer({ bucket, endpoint, credentials: ceph });

storageUrlsContract('Ceph RGW', {
  provider: 's3',
  signer,
  answers: { download: ['GET'], upload: ['PUT'], head: ['HEAD'], delete: ['DELETE'] },
  refusal: 403,
  // Version 18 ignores the hash.
  bindsUpload: ['size', 'type', 'absence'],
});

describe('the CORS rules of docs/signing.md', () => {
  it('let a page of their origin, and no other, send what each URL requires', async () => {
    const page = await readFile(new URL('../../docs/signing.md', import.meta.url), 'utf8');
    const [, rules = ''] = /^```json\n(\{\n {2}"CORSRules".*?)^```$/ms.exec(page) ?? [];
    const CORSConfiguration = JSON.parse(rules);
    await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration }));

    const objectKey = 'page.csv';
    const bytes = Buffer.from('a,b');
    const bound = { contentType: 'text/csv', size: bytes.length, sha256: sha256(bytes) };
    const upload = signer.signUpload({ objectKey, ...bound });
    const { url: download } = signer.signDownload({ objectKey });
    const asked: ReadonlyArray<readonly [string, string, Readonly<Record<string, string>>]> = [
      ['PUT', upload.url, upload.headers],
      ['GET', download, { range: 'bytes=0-0' }],
      ['HEAD', signer.signHead({ objectKey }).url, {}],
      ['DELETE', signer.signDelete({ objectKey }).url, {}],
    ];
    for (const [method, url, headers] of asked) {
      const preflight = (origin: string) =>
        fetch(url, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': method,
            'access-control-request-headers': Object.keys(headers).join(','),
          },
        });
      const origin = 'https://app.example.org';
      const allowed = await preflight(origin);
      assert.equal(allowed.status, 200, method);
      const named = (name: string) => allowed.headers.get(name)?.toLowerCase().split(/, ?/) ?? [];
      assert.ok(named('access-control-allow-methods').includes(method.toLowerCase()), method);
      for (const name of Object.keys(headers))
        assert.ok(named('access-control-allow-headers').includes(name));
      assert.equal((await preflight('https://other.example.org')).status, 403);

      const body = method === 'PUT' ? bytes : null;
      const reply = await fetch(url, { method, headers: { ...headers, origin }, body });
      assert.ok(reply.status < 300, `${reply.status} to ${method}`);
      assert.equal(reply.headers.get('access-control-allow-origin'), origin);
      assert.match(reply.headers.get('access-control-expose-headers') ?? '', /ETag/);
    }
  });
});
