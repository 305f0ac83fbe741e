import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { startCliForSettings } from '../support/cli-process.ts';
import { freePorts } from '../support/ports.ts';
import { killAtExit, lecternProgram, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const dataDir = at('data');
const lectern = startCliForSettings();

/** A web server where something else is expected. */
const web = createServer((_, response) => response.end('hello'));
let webPort = 0;
let freePort = 0;

before(async () => {
  [freePort] = await freePorts();
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  webPort = (web.address() as AddressInfo).port;
  assert.equal((await lectern(['migrate'], { LECTERN_DATA_DIR: dataDir })).code, 0);
  assert.equal((await lectern(['keys', 'list'], { LECTERN_DATA_DIR: dataDir })).code, 0);

  writeFileSync(at('file'), 'hello');
  mkdirSync(at('text'));
  writeFileSync(at('text/lectern.db'), 'This is a text, and no database at all.\n');
  mkdirSync(at('folder/lectern.db'), { recursive: true });
  for (const name of ['cut', 'bad-keys', 'no-secret']) cpSync(dataDir, at(name), { recursive: true });
  const whole = readFileSync(at('cut/lectern.db'));
  writeFileSync(at('cut/lectern.db'), whole.fill(0xff, 200, whole.length / 2));
  writeFileSync(at('bad-keys/signing-keys.json'), '{');
  writeFileSync(at('no-secret/auth-secret'), '');
  writeFileSync(at('wrong.env'), 'LECTERN_PORT=none\n');
  writeFileSync(
    at('google.json'),
    JSON.stringify({ type: 'service_account', client_email: 'a@example.org', private_key: 'none' }),
  );
});
after(() => web.close());

type Settings = () => Readonly<Record<string, string>>;

const inFolder =
  (name: string): Settings =>
  () => ({ LECTERN_DATA_DIR: at(name) });
const postgres =
  (address: () => string): Settings =>
  () => ({ DATABASE_URL: `postgres://a:secret@${address()}` });
const s3 = { LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' };
const gcs = { LECTERN_STORAGE: 'gcs', GCS_BUCKET: 'pdfs' };
const noCredentials = { AWS_EC2_METADATA_DISABLED: 'true', HOME: folder };
const unknownS3 = { S3_ENDPOINT: 'http://lectern.invalid', S3_FORCE_PATH_STYLE: 'true' };
const cloudFront = { CLOUDFRONT_URL: 'https://d1.cloudfront.net', CLOUDFRONT_KEY_PAIR_ID: 'K' };

/** Settings with which no command works; the process ends as unavailable, unless another end is named. */
const wrongSettings: ReadonlyArray<[what: string, settings: Settings, says: RegExp, ends?: 'settings']> = [
  ['a data folder that is a file', inFolder('file'), /file must be a folder, but it or its parent is a file/],
  [
    'a data folder below a file',
    inFolder('file/data'),
    /data must be a folder, but it or its parent is a file/,
  ],
  ['a text file as the database', inFolder('text'), /lectern\.db cannot be used: .*Move the file/],
  ['a damaged database', inFolder('cut'), /(database .*|lectern\.db) cannot be used/],
  ['a folder as the database', inFolder('folder'), /lectern\.db must be a file, but is a folder/],
  ['damaged signing keys', inFolder('bad-keys'), /signing-keys\.json cannot be used/],
  ['an empty secret of sessions', inFolder('no-secret'), /auth-secret contains no secret\. Delete it/],
  [
    'a data folder where none can be created',
    () => ({ LECTERN_DATA_DIR: '/proc/lectern' }),
    /^lectern: \/proc\/lectern cannot be created/,
  ],
  [
    'a data folder that may not be written',
    () => ({ LECTERN_DATA_DIR: '/sys/lectern' }),
    /^lectern: \/sys\/lectern (cannot be used|is on a read-only)/,
  ],
  ['a PostgreSQL on an unknown host', postgres(() => 'lectern.invalid/x'), /DNS/],
  ['a PostgreSQL that does not run', postgres(() => `127.0.0.1:${freePort}/x`), /Start PostgreSQL/],
  [
    'a web server as PostgreSQL',
    postgres(() => `127.0.0.1:${webPort}/x`),
    /another service may be listening/,
  ],
  [
    'a web server as PostgreSQL with TLS',
    postgres(() => `127.0.0.1:${webPort}/x?sslmode=verify-full`),
    /another service may be listening/,
  ],
  [
    'a certificate of the CA that does not exist',
    postgres(() => `127.0.0.1:${webPort}/x?sslmode=verify-full&sslrootcert=${at('none.crt')}`),
    /none\.crt in DATABASE_URL cannot be read/,
  ],
  [
    'S3 without credentials',
    () => ({ ...s3, ...noCredentials }),
    /The credential of the file storage could not be loaded/,
  ],
  [
    'Google credentials that do not exist',
    () => ({ ...gcs, GOOGLE_APPLICATION_CREDENTIALS: at('none.json') }),
    /could not be loaded.*none\.json/,
  ],
  [
    'a damaged key of Google',
    () => ({ ...gcs, GOOGLE_APPLICATION_CREDENTIALS: at('google.json') }),
    /private key .* is damaged/,
    'settings',
  ],
  [
    'a key of CloudFront that does not exist',
    () => ({ ...s3, ...cloudFront, CLOUDFRONT_PRIVATE_KEY_FILE: at('none.pem') }),
    /CLOUDFRONT_PRIVATE_KEY_FILE must name a file/,
    'settings',
  ],
];

interface Fault {
  readonly what: string;
  readonly args: ReadonlyArray<string>;
  readonly settings?: Settings;
  readonly says: RegExp;
  readonly ends?: keyof typeof exitCodes;
}

const faults: ReadonlyArray<Fault> = [
  ...wrongSettings.map(
    ([what, settings, says, ends]): Fault => ({
      what,
      args: ['users', 'list'],
      settings,
      says,
      ...(ends && { ends }),
    }),
  ),
  { what: 'a backup in /proc', args: ['backup', '/proc/nope'], says: /cannot be created/ },
  { what: 'a backup in a file', args: ['backup', '/dev/null'], says: /is a file/ },
  {
    what: 'a backup that does not exist',
    args: ['restore', at('none')],
    says: /not a complete backup/,
    ends: 'no',
  },
  { what: 'a list that does not exist', args: ['users', 'import', at('none')], says: /does not exist/ },
  { what: 'a folder as a list', args: ['users', 'import', folder], says: /must be a file, but is a folder/ },
  {
    what: 'settings that do not exist',
    args: ['transfer', '--from', at('none.env'), '--to', at('none')],
    says: /The file .*none\.env does not exist/,
    ends: 'settings',
  },
  {
    what: 'wrong settings in a file',
    args: ['transfer', '--from', at('wrong.env'), '--to', at('none')],
    says: /wrong\.env: .*\n.*LECTERN_PORT must be .*"none"$/m,
    ends: 'settings',
  },
  {
    what: 'a port in use',
    args: ['serve'],
    settings: () => ({ LECTERN_PORT: String(webPort), LECTERN_FILES_PORT: String(freePort) }),
    says: /Port \d+ .*is already in use\. .*LECTERN_PORT/,
  },
  {
    what: 'an unknown host to listen on',
    args: ['serve'],
    settings: () => ({ LECTERN_HOST: 'lectern.invalid' }),
    says: /The host lectern\.invalid was not found/,
  },
  {
    what: 'an address of another machine to listen on',
    args: ['serve'],
    settings: () => ({ LECTERN_HOST: '192.0.2.1', LECTERN_FILES_PORT: String(freePort) }),
    says: /is not available on this machine\. Set LECTERN_HOST/,
  },
  {
    what: 'S3 on an unknown host',
    args: ['sign', 'documents/a.pdf'],
    settings: () => ({ ...s3, ...unknownS3, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }),
    says: /The host lectern\.invalid was not found/,
  },
];

describe('every command prints an error message, without a stack trace or a password, with', () => {
  for (const { what, args, settings = () => ({}), says, ends = 'unavailable' } of faults) {
    it(`${what}: lectern ${args.slice(0, 2).join(' ').replace(folder, '…')}`, async () => {
      const environment = { LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent', ...settings() };
      const { code, stdout, stderr } = await lectern(args, environment);
      assert.match(stderr, says);
      assert.match(stderr, /^lectern: [^\n]*[.:]\n( {2}.*\n)*$/);
      assert.doesNotMatch(stderr, /^ +at |secret@/m);
      assert.deepEqual([code, stdout], [exitCodes[ends].code, '']);
    });
  }
});

describe('the process', () => {
  it('reports that its output cannot be written, as on a full disk', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [lecternProgram, 'config'], {
      env: { LECTERN_DATA_DIR: dataDir },
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const [stderr, [code]] = await Promise.all([text(child.stderr as never), once(child, 'exit')]);
    assert.match(stderr, /^lectern: Standard output cannot be written, .*ENOSPC.*\.\n$/);
    assert.equal(code, exitCodes.unavailable.code);
  });

  it('of a server keeps serving while its log cannot be written, and stops on a signal', async () => {
    const [port, filesPort] = await freePorts();
    const full = openSync('/dev/full', 'w');
    const server = spawn(process.execPath, [lecternProgram, 'serve'], {
      env: { LECTERN_DATA_DIR: dataDir, LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) },
      stdio: ['ignore', full, 'ignore'],
    });
    killAtExit(server);
    closeSync(full);
    const status = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then((reply) => reply.status);
    await waitUntil('the server', async () => (await status('/readyz').catch(() => 0)) === 200);
    for (let request = 0; request < 50; request += 1) assert.equal(await status('/api/v1/tasks'), 401);
    const ended = once(server, 'exit', { signal: AbortSignal.timeout(30_000) });
    server.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  });

  it('reports on an old Node that it needs a newer one', async () => {
    const asOld = `Object.defineProperty(process, 'versions', { value: { node: '12.22.0' } }); require(${JSON.stringify(lecternProgram)})`;
    const failed = await promisify(execFile)(process.execPath, ['-e', asOld]).catch((error) => error);
    assert.equal(failed.code, exitCodes.settings.code);
    assert.match(failed.stderr, /^lectern: Lectern needs Node 24 or later; this is 12\.22\.0\..*npm ci.*\n$/);
  });
});
