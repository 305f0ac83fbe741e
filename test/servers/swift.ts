import { once } from 'node:events';
import { connect } from 'node:net';
import { startScript } from './script-server.ts';

export interface SwiftServer {
  /** Of the auth service and the proxy, without a path. */
  readonly url: string;
  readonly account: string;
  readonly user: string;
  readonly key: string;
  readonly tempUrlKey: string;
  /** Of the s3api, whose access key is the user and whose secret the key; region us-east-1. */
  readonly s3Endpoint: string;
  /** Makes every token that was given invalid. */
  endTokens(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts OpenStack Swift with one replica. It takes some three seconds, and needs root. */
export async function startSwift(): Promise<SwiftServer> {
  const key = 'testing-secret-1';
  const tempUrlKey = 'temp-url-key-of-the-test-suite';
  const server = await startScript('swift.sh', 5, { KEY: key, TEMPURL_KEY: tempUrlKey });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    account: 'AUTH_test',
    user: 'test:tester',
    key,
    tempUrlKey,
    s3Endpoint: url,
    endTokens: () => emptyMemcached(server.port + 4),
    stop: server.stop,
  };
}

/** TempAuth keeps its tokens there alone. */
async function emptyMemcached(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('flush_all\r\n');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if (String(answer) !== 'OK\r\n') throw new Error(`memcached answered ${answer}`);
}
