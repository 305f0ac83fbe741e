import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { freePorts } from '../support/ports.ts';
import { killAtExit, repositoryRoot, run, waitUntil } from '../support/server-process.ts';

export interface AzuriteServer {
  /** With https and the name of the account in its path. */
  readonly endpoint: string;
  readonly account: string;
  /** Base64. */
  readonly accountKey: string;
  /** Also valid, because an account has two keys. */
  readonly secondKey: string;
  /** Self-signed, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificateFile: string;
  stop(): Promise<void>;
}

const main = join(repositoryRoot, 'test/servers/azurite/node_modules/azurite/dist/src/blob/main.js');

/** Starts the blob service of Azurite, with https, which user delegation keys need. This process then trusts it. It takes a second. */
export async function startAzurite(): Promise<AzuriteServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-server-'));
  const [certificateFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'],
    ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
    ...['-keyout', keyFile, '-out', certificateFile],
  ]);
  if (made.code !== 0) throw new Error(made.stderr);
  const account = 'testacct';
  const accountKey = Buffer.from('an-account-key-of-the-test-suite').toString('base64');
  const secondKey = Buffer.from('another-key-of-the-test-suite-00').toString('base64');
  const [port] = await freePorts();
  const child = spawn(
    process.execPath,
    [
      ...[main, '--blobHost', '127.0.0.1', '--blobPort', String(port), '--silent'],
      ...['--cert', certificateFile, '--key', keyFile, '--oauth', 'basic'],
      // With files, it closes the file of an interrupted upload while it still writes to it: the bytes then go to
      // whatever has got the same descriptor, such as the next connection.
      '--inMemoryPersistence',
      // Otherwise it sends telemetry, and refuses the API version of a newer client.
      ...['--disableTelemetry', '--skipApiVersionCheck'],
    ],
    {
      env: { PATH: process.env['PATH'], AZURITE_ACCOUNTS: `${account}:${accountKey}:${secondKey}` },
      stdio: 'ignore',
    },
  );
  killAtExit(child);
  await waitUntil('Azurite to answer', () => {
    if (child.exitCode !== null) throw new Error(`Azurite ended with ${child.exitCode}`);
    return answers(port);
  });
  setDefaultCACertificates([...getCACertificates('default'), await readFile(certificateFile, 'utf8')]);
  return {
    endpoint: `https://127.0.0.1:${port}/${account}`,
    account,
    accountKey,
    secondKey,
    certificateFile,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  get({ host: '127.0.0.1', port, rejectUnauthorized: false }, (response) => {
    response.resume();
    resolve(true);
  }).once('error', () => resolve(false));
  return promise;
}
