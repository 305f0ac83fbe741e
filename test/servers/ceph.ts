import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startScript } from './script-server.ts';

export interface CephServer {
  readonly endpoint: string;
  readonly tlsEndpoint: string;
  /** Self-signed, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificateFile: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Gives the same user a second key. */
  addKey(accessKeyId: string, secretAccessKey: string): Promise<void>;
  /** Makes another user, who may do nothing with the buckets of the first one: `arn:aws:iam:::user/{name}`. */
  addUser(name: string, accessKeyId: string, secretAccessKey: string): Promise<void>;
  /** What the gateway logged of its requests so far: JSON, one object after the other. */
  accessLog(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts Ceph's S3 gateway on a RADOS cluster of its own, in memory. It takes two seconds, and needs root. */
export async function startCeph(): Promise<CephServer> {
  const accessKeyId = 'AKIDLECTERNTEST00001';
  const secretAccessKey = 'a-secret-of-the-test-suite-0123456789abc';
  const server = await startScript('ceph.sh', 16, {
    ACCESS_KEY_ID: accessKeyId,
    SECRET_ACCESS_KEY: secretAccessKey,
  });
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    tlsEndpoint: `https://127.0.0.1:${server.port + 1}`,
    certificateFile: join(server.folder, 'tls.crt'),
    region: 'us-east-1',
    accessKeyId,
    secretAccessKey,
    addKey: (id, secret) => server.run('add-key', { ACCESS_KEY_ID: id, SECRET_ACCESS_KEY: secret }),
    addUser: (name, id, secret) =>
      server.run('add-user', { USER_ID: name, ACCESS_KEY_ID: id, SECRET_ACCESS_KEY: secret }),
    accessLog: () => readFile(join(server.folder, 'log/access.json'), 'utf8'),
    stop: server.stop,
  };
}
