import { once } from 'node:events';
import { connect } from 'node:net';
import { swiftVariable } from '../support/variables.ts';
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
  /** Invalidates every issued token. */
  endTokens(): Promise<void>;
  stop(): Promise<void>;
}

/** The OpenStack Swift of the test run, or a new one. Suites use different containers. */
export async function startSwift(): Promise<SwiftServer> {
  const shared = process.env[swiftVariable];
  return shared ? swiftAt(shared, async () => {}) : startOwnSwift();
}

const key = 'testing-secret-1';
const tempUrlKey = 'temp-url-key-of-the-test-suite';

/** Starts one with one replica, which its caller may stop. It takes about three seconds, ten of CPU time, and root. */
export async function startOwnSwift(): Promise<SwiftServer> {
  const { port, stop } = await startScript('swift.sh', 5, { KEY: key, TEMPURL_KEY: tempUrlKey });
  return swiftAt(`http://127.0.0.1:${port}`, stop);
}

function swiftAt(url: string, stop: () => Promise<void>): SwiftServer {
  return {
    url,
    account: 'AUTH_test',
    user: 'test:tester',
    key,
    tempUrlKey,
    s3Endpoint: url,
    endTokens: () => emptyMemcached(Number(new URL(url).port) + 4),
    stop,
  };
}

/** TempAuth stores its tokens only there. */
async function emptyMemcached(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('flush_all\r\n');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if (String(answer) !== 'OK\r\n') throw new Error(`memcached answered ${answer}`);
}
