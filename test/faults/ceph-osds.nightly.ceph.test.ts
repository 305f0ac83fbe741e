import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';
import {
  assertAnswered,
  assertNothingLost,
  becomesReady,
  readiness,
  refusedForNow,
  storageLimitMs,
  succeeded,
} from '../support/after-fault.ts';
import { announce, complete, pdfOfSize } from '../support/api-client.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

describe('OSDs of Ceph killed under load', async () => {
  const ceph = await startCeph({ osds: 3 });
  after(() => ceph.stop());
  const server = await startServer('demo', await newCephBucket(ceph));
  after(() => server.end());
  const { apiUrl, env } = server;
  const options = await prepareLoad(apiUrl);
  const { client: teacher, taskId: uploadTask } = options.uploads;
  const inTime = async <T>(reply: Promise<T>): Promise<T> => {
    const begunMs = performance.now();
    await reply;
    // biome-ignore lint/plugin: a nightly run has a dedicated machine
    assert.ok(performance.now() - begunMs < storageLimitMs);
    return reply;
  };
  const preflightPath = async () => {
    const [contest] = await teacher.list<{ contestId: string }>('/api/v1/contests');
    return `/api/v1/contests/${contest?.contestId}/preflight`;
  };

  it('do not stop reading and uploading with two of three left', async () => {
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 3 });
    await ceph.kill('osd.0');
    await load.succeeds({ readings: 100, uploads: 5 });
    await load.stop();
    // A gateway itself waits until the others have noticed, so an upload may be refused until then.
    assertAnswered(load, storageLimitMs, succeeded, refusedForNow);
    await assertNothingLost(load, env, options.uploads);
  });

  it('leave one of three: URLs are still given, failures are reported in time, and work resumes afterwards', async () => {
    const pdf = pdfOfSize(5000);
    const { versionId, uploadUrl, uploadHeaders } = (await announce(teacher, uploadTask, pdf)).body;
    assert.ok((await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: pdf })).ok);
    const preflight = await preflightPath();
    await ceph.kill('osd.1');

    const load = startLoad({ readers: options.readers, taskId: options.taskId });
    // The last OSD serves until it notices that it is alone.
    await waitUntil(
      'the storage to be down',
      async () => (await inTime(teacher.get(preflight))).status === 503,
    );
    const refused = await Promise.all([
      inTime(complete(teacher, uploadTask, versionId)),
      inTime(teacher.get(preflight)),
    ]);
    for (const { status, body, headers } of refused) {
      assert.deepEqual([status, body.code], [503, 'storage-unavailable']);
      assert.ok(Number(headers.get('retry-after')) >= 1);
    }
    assert.equal(await readiness(apiUrl), 200, 'it can still give URLs');
    await load.succeeds({ readings: 100 });
    await load.stop();
    assertAnswered(load, 5000, succeeded);
    await assertNothingLost(load, env);

    await ceph.revive('osd.1');
    await waitUntil(
      'the storage to be up',
      async () => (await complete(teacher, uploadTask, versionId)).status === 200,
    );
    assert.equal((await teacher.get(preflight)).status, 200);
    await becomesReady(apiUrl, 200);
  });
});
