import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { newCephBucket } from '../../servers/buckets.ts';
import { startCeph } from '../../servers/ceph.ts';
import { openTestApp } from '../../support/app.ts';
import { startCliProcess } from '../../support/cli-process.ts';
import { waitUntil } from '../../support/server-process.ts';

const ceph = await startCeph();
after(() => ceph.stop());
const settings = await newCephBucket(ceph);
// The client of this process reads them too.
process.env['AWS_ACCESS_KEY_ID'] = ceph.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = ceph.secretAccessKey;
const { clock, environment, person, task, publish } = await openTestApp(settings);
clock.set(Date.now()); // Ceph uses the real clock
const client = new S3Client({
  ...{ endpoint: ceph.endpoint, region: ceph.region, forcePathStyle: true, credentials: ceph },
});
after(() => client.destroy());

describe('lectern downloads import --bucket', () => {
  it('reads the logs of the storage with these beginnings of their keys, also compressed ones', async () => {
    const teacher = await person('teacher');
    const given = await task(teacher);
    await publish(given, teacher);
    const { body } = await teacher.send(`POST /api/v1/tasks/${given.id}/description-url`, {});
    assert.equal((await fetch(body.descriptionPdfUrl)).status, 200);
    const issueId = new URL(body.descriptionPdfUrl).searchParams.get('x-lectern-issue') ?? '-';
    await waitUntil('the line of the download', async () => (await ceph.accessLog()).includes(issueId));
    const Bucket = 'logs';
    await client.send(new CreateBucketCommand({ Bucket }));
    const log = await ceph.accessLog();
    for (const [Key, Body] of [
      ['rgw/2026-11-30.json', log],
      ['rgw/2026-11-30.json.gz', gzipSync(log)],
      ['other/2026-11-30.json', 'not a log'],
    ] as const) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    }
    const lectern = startCliProcess({ ...environment, ...settings });
    const importFrom = (bucket: string) =>
      lectern('downloads', 'import', '--bucket', bucket, '--json', 'rgw/');
    const { code, stdout, stderr } = await importFrom(Bucket);
    assert.equal(code, 0, stderr);
    const { imported, known, unreadable } = JSON.parse(stdout);
    assert.deepEqual([imported, known, unreadable], [1, 1, 0]);
    const missing = await importFrom('none');
    assert.notEqual(missing.code, 0);
    assert.match(missing.stderr, /NoSuchBucket/);
  });
});
