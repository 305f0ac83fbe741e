import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startScript } from './script-server.ts';

export interface CephOptions {
  /** The number of OSDs. Each has a copy of everything, and more than half must be up. Default: 1. */
  readonly osds?: number;
  /** At most 2. Default: 1. */
  readonly gateways?: number;
}

/** `osd.0`, `client.rgw0` and so on. */
export type CephDaemon = `osd.${number}` | `client.rgw${number}`;

export interface CephServer {
  /** Of the first gateway. */
  readonly endpoint: string;
  readonly gatewayPorts: ReadonlyArray<number>;
  readonly tlsEndpoint: string;
  /** Self-signed, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificateFile: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Gives the same user a second key. */
  addKey(accessKeyId: string, secretAccessKey: string): Promise<void>;
  /** Creates another user without access to the buckets of the first one: `arn:aws:iam:::user/{name}`. */
  addUser(name: string, accessKeyId: string, secretAccessKey: string): Promise<void>;
  /** What the gateways logged of their requests so far: JSON, one object after the other, up to the last line break. */
  accessLog(): Promise<string>;
  kill(daemon: CephDaemon): Promise<void>;
  /** Starts a killed one again, on its previous data. */
  revive(daemon: CephDaemon): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Ceph's S3 gateway on a new RADOS cluster. It takes two seconds in memory, and needs root. */
export async function startCeph({ osds = 1, gateways = 1 }: CephOptions = {}): Promise<CephServer> {
  const accessKeyId = 'AKIDLECTERNTEST00001';
  const secretAccessKey = 'a-secret-of-the-test-suite-0123456789abc';
  const server = await startScript('ceph.sh', 46, {
    OSDS: String(osds),
    GATEWAYS: String(gateways),
    ACCESS_KEY_ID: accessKeyId,
    SECRET_ACCESS_KEY: secretAccessKey,
  });
  const all = Array.from({ length: gateways }, (_, gateway) => gateway);
  return {
    gatewayPorts: all.map((gateway) => server.port + 4 * gateway),
    endpoint: `http://127.0.0.1:${server.port}`,
    tlsEndpoint: `https://127.0.0.1:${server.port + 1}`,
    certificateFile: join(server.folder, 'tls.crt'),
    region: 'us-east-1',
    accessKeyId,
    secretAccessKey,
    addKey: (id, secret) => server.run('add-key', { ACCESS_KEY_ID: id, SECRET_ACCESS_KEY: secret }),
    addUser: (name, id, secret) =>
      server.run('add-user', { USER_ID: name, ACCESS_KEY_ID: id, SECRET_ACCESS_KEY: secret }),
    async accessLog() {
      const logs = all.map((gateway) => join(server.folder, `log/client.rgw${gateway}.json`));
      const texts = await Promise.all(logs.map((log) => readFile(log, 'utf8')));
      return texts.map((text) => text.slice(0, text.lastIndexOf('\n') + 1)).join('');
    },
    kill: (daemon) => server.run('end', { DAEMON: daemon }),
    revive: (daemon) => server.run('revive', { DAEMON: daemon }),
    stop: server.stop,
  };
}
