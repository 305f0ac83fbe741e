import { randomBytes } from 'node:crypto';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { newCephBucket } from './buckets.ts';
import { type CephServer, startCeph } from './ceph.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { apiSite, s3Site } from './nginx-balancer.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

/** The reference deployment of docs/deployment.md on one machine, with the demo's data. */
export interface ReferenceDeployment {
  /** Of the balancer. */
  readonly apiUrl: string;
  /** What all instances have in common. */
  readonly settings: Readonly<Record<string, string>>;
  readonly instances: readonly [ServerProcess, ServerProcess];
  readonly postgres: PostgresServer;
  readonly ceph: CephServer;
  readonly nginx: Nginx;
  end(): Promise<void>;
}

/** Two instances, PostgreSQL, Ceph with two gateways, and nginx in front of both pairs. */
export async function startReferenceDeployment(osds = 1): Promise<ReferenceDeployment> {
  const [postgres, ceph] = await Promise.all([
    startPostgres({ mayCrash: true }),
    startCeph({ osds, gateways: 2 }),
  ]);
  const storage = await startNginx(s3Site(ceph.gatewayPorts));
  const settings = {
    ...(await newCephBucket(ceph)),
    S3_ENDPOINT: `http://127.0.0.1:${storage.ports[0]}`,
    DATABASE_URL: `${postgres.url}/postgres`,
    LECTERN_TRUSTED_PROXIES: '127.0.0.1',
    LECTERN_SIGNING_KEYS_SECRET: randomBytes(36).toString('base64url'),
    LECTERN_AUTH_SECRET: randomBytes(36).toString('base64url'),
  };
  const seeding = await startServer('demo', settings);
  await seeding.end();
  const instances = await Promise.all([startServer('serve', settings), startServer('serve', settings)]);
  const api = await startNginx(apiSite(instances.map(({ apiUrl }) => Number(new URL(apiUrl).port))));
  return {
    apiUrl: `http://127.0.0.1:${api.ports[0]}`,
    settings,
    instances,
    postgres,
    ceph,
    nginx: api,
    async end() {
      await Promise.all([api.stop(), ...instances.map((instance) => instance.end())]);
      await Promise.all([storage.stop(), ceph.stop(), postgres.end()]);
    },
  };
}
