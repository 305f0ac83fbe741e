import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
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
import {
  killAtExit,
  programEnvironment,
  repositoryRoot,
  spawnLectern,
  waitUntil,
} from '../support/server-process.ts';
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

/** A function where it depends on a port. */
type Settings = Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);

const inFolder = (name: string) => ({ LECTERN_DATA_DIR: at(name) });
const postgres = (address: () => string) => () => ({ DATABASE_URL: `postgres://a:secret@${address()}` });
const s3 = { LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' };
const gcs = { LECTERN_STORAGE: 'gcs', GCS_BUCKET: 'pdfs' };
const noCredentials = { AWS_EC2_METADATA_DISABLED: 'true', HOME: folder };
const unknownS3 = { S3_ENDPOINT: 'http://lectern.invalid', S3_FORCE_PATH_STYLE: 'true' };
const cloudFront = { CLOUDFRONT_URL: 'https://d1.cloudfront.net', CLOUDFRONT_KEY_PAIR_ID: 'K' };
const tls = `sslmode=verify-full&sslrootcert=${at('none.crt')}`;
const ofGoogle = (name: string) => ({ ...gcs, GOOGLE_APPLICATION_CREDENTIALS: at(name) });
const noFolder = /data must be a folder, but it or its parent is a file/;
const [otherService, noHost] = [
  /another service may be listening/,
  /The host lectern\.invalid was not found/,
];

/** The process ends as unavailable, unless another end is named. */
type Fault = readonly [what: string, settings: Settings, says: RegExp, ends?: keyof typeof exitCodes];

const faults: Readonly<Record<string, ReadonlyArray<Fault>>> = {
  // No command works with these settings.
  'users list': [
    [
      'a data folder that is a file',
      inFolder('file'),
      /file must be a folder, but it or its parent is a file/,
    ],
    ['a data folder below a file', inFolder('file/data'), noFolder],
    ['a text file as the database', inFolder('text'), /lectern\.db cannot be used: .*Move the file/],
    ['a damaged database', inFolder('cut'), /(database .*|lectern\.db) cannot be used/],
    ['a folder as the database', inFolder('folder'), /lectern\.db must be a file, but is a folder/],
    ['damaged signing keys', inFolder('bad-keys'), /signing-keys\.json cannot be used/],
    ['an empty secret of sessions', inFolder('no-secret'), /auth-secret contains no secret\. Delete it/],
    [
      'a data folder where none can be created',
      { LECTERN_DATA_DIR: '/proc/lectern' },
      /^lectern: \/proc\/lectern cannot be created/,
    ],
    [
      'a data folder that may not be written',
      { LECTERN_DATA_DIR: '/sys/lectern' },
      /^lectern: \/sys\/lectern (cannot be used|is on a read-only)/,
    ],
    ['a PostgreSQL on an unknown host', postgres(() => 'lectern.invalid/x'), /DNS/],
    ['a PostgreSQL that does not run', postgres(() => `127.0.0.1:${freePort}/x`), /Start PostgreSQL/],
    ['a web server as PostgreSQL', postgres(() => `127.0.0.1:${webPort}/x`), otherService],
    [
      'a web server as PostgreSQL with TLS',
      postgres(() => `127.0.0.1:${webPort}/x?sslmode=verify-full`),
      otherService,
    ],
    [
      'a certificate of the CA that does not exist',
      postgres(() => `127.0.0.1:${webPort}/x?${tls}`),
      /none\.crt in DATABASE_URL cannot be read/,
    ],
    [
      'S3 without credentials',
      { ...s3, ...noCredentials },
      /The credential of the file storage could not be/,
    ],
    ['Google credentials that do not exist', ofGoogle('none.json'), /could not be loaded.*none\.json/],
    ['a damaged key of Google', ofGoogle('google.json'), /private key .* is damaged/, 'settings'],
    [
      'a key of CloudFront that does not exist',
      { ...s3, ...cloudFront, CLOUDFRONT_PRIVATE_KEY_FILE: at('none.pem') },
      /CLOUDFRONT_PRIVATE_KEY_FILE must name a file/,
      'settings',
    ],
  ],
  'backup /proc/nope': [['a backup in /proc', {}, /cannot be created/]],
  'backup /dev/null': [['a backup in a file', {}, /is a file/]],
  [`restore ${at('none')}`]: [['a backup that does not exist', {}, /not a complete backup/, 'no']],
  [`transfer --from ${at('none.env')} --to ${at('none')}`]: [
    ['settings that do not exist', {}, /The file .*none\.env does not exist/, 'settings'],
  ],
  [`transfer --from ${at('wrong.env')} --to ${at('none')}`]: [
    ['wrong settings in a file', {}, /wrong\.env: .*\n.*LECTERN_PORT must be .*"none"$/m, 'settings'],
  ],
  serve: [
    [
      'a port in use',
      () => ({ LECTERN_PORT: String(webPort), LECTERN_FILES_PORT: String(freePort) }),
      /Port \d+ .*is already in use\. .*LECTERN_PORT/,
    ],
    ['an unknown host to listen on', { LECTERN_HOST: 'lectern.invalid' }, noHost],
    [
      'an address of another machine to listen on',
      () => ({ LECTERN_HOST: '192.0.2.1', LECTERN_FILES_PORT: String(freePort) }),
      /is not available on this machine\. Set LECTERN_HOST/,
    ],
  ],
  'sign documents/a.pdf': [
    [
      'S3 on an unknown host',
      { ...s3, ...unknownS3, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      noHost,
    ],
  ],
};
const each = Object.entries(faults).flatMap(([line, rows]) =>
  rows.map((row) => [line.split(' '), ...row] as const),
);

describe('every command prints an error message, without a stack trace or a password, with', () => {
  for (const [args, what, given, says, ends = 'unavailable'] of each) {
    it(`${what}: lectern ${args.slice(0, 2).join(' ').replace(folder, '…')}`, async () => {
      const settings = typeof given === 'function' ? given() : given;
      const environment = { LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent', ...settings };
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
    const child = spawnLectern(['config'], {
      env: { ...programEnvironment(), LECTERN_DATA_DIR: dataDir },
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
    const ports = { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
    const server = spawnLectern(['serve'], {
      env: { ...programEnvironment(), ...ports, LECTERN_DATA_DIR: dataDir },
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
    const asOld = `Object.defineProperty(process, 'versions', { value: { node: '12.22.0' } }); require(${JSON.stringify(join(repositoryRoot, 'src/main.cjs'))})`;
    const failed = await promisify(execFile)(process.execPath, ['-e', asOld]).catch((error) => error);
    assert.equal(failed.code, exitCodes.settings.code);
    assert.match(failed.stderr, /^lectern: Lectern needs Node 24 or later; this is 12\.22\.0\..*npm ci.*\n$/);
  });
});
