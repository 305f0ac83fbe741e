import { after, describe, it } from 'node:test';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';
import { startNginx } from '../servers/nginx.ts';
import { s3Site } from '../servers/nginx-balancer.ts';
import {
  type Allowed,
  assertAnswered,
  assertNothingLost,
  refusedForNow,
  storageLimitMs,
  succeeded,
} from '../support/after-fault.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { startServer } from '../support/server-process.ts';

describe('one of two gateways of Ceph killed under load, behind nginx', async () => {
  const ceph = await startCeph({ gateways: 2 });
  after(() => ceph.stop());
  const nginx = await startNginx(s3Site(ceph.gatewayPorts));
  after(() => nginx.stop());
  const S3_ENDPOINT = `http://127.0.0.1:${nginx.ports[0]}`;
  const server = await startServer('demo', { ...(await newCephBucket(ceph)), S3_ENDPOINT });
  after(() => server.end());
  const options = await prepareLoad(server.apiUrl);

  /** An upload that the gateway was receiving; its client puts it again. */
  const cutOff: Allowed = ({ what, status }) => what === 'put' && status === 502;

  it('does not stop reading and uploading, and loses nothing', async () => {
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 4 });
    await ceph.kill('client.rgw1');
    await load.succeeds({ readings: 100, uploads: 10 });
    await ceph.revive('client.rgw1');
    await load.succeeds({ readings: 100, uploads: 10 });
    await load.stop();
    assertAnswered(load, storageLimitMs, succeeded, refusedForNow, cutOff);
    await assertNothingLost(load, server.env, options.uploads);
  });
});
