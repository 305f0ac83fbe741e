/**
 * What a platform beside Lectern asks: the task detail by session, API key and trusted token in turn in the same run,
 * granted URLs by the hundred, a synchronisation of 10,000 members twice, a push of 200 packages twice; and what it
 * costs to verify a token that is not remembered.
 *
 *   npm run bench -- platform
 *   npm run bench -- platform --database sqlite,postgres
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportJWK, type JWK, SignJWT } from 'jose';
import { pino } from 'pino';
import { openTrustedKeys } from '../src/accounts/identity/trusted-keys.ts';
import { createVerifyToken } from '../src/accounts/identity/trusted-tokens.ts';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { openCore } from '../src/core.ts';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { connections, requestsOf, requestsPerSecond } from './support/load.ts';
import { freePort, median, startNode, stop } from './support/processes.ts';
import { buildWorld, type Reader } from './support/world.ts';

const { values: wanted } = parseArgs({
  args: process.argv.slice(3),
  options: { database: { type: 'string', default: 'sqlite' }, rounds: { type: 'string', default: '3' } },
});
const rounds = Number(wanted.rounds);
const algorithms = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const;
const print = (text: string) => process.stdout.write(`${text}\n`);
const line = (name: string, ...cells: ReadonlyArray<string>) =>
  print(name.padEnd(44) + cells.map((cell) => cell.padStart(12)).join(''));

await using stack = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
stack.defer(() => rm(folder, { recursive: true }));
const keySet = join(folder, 'jwks.json');
const keys = await makeKeys();
await writeFile(keySet, JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));

await measureVerifying();
for (const kind of readDatabaseKinds(wanted.database)) await measure(kind);

async function makeKeys() {
  const secret = randomBytes(64);
  const oct = { kty: 'oct', k: secret.toString('base64url'), alg: 'HS256', kid: 'HS256' };
  const pairs = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    EdDSA: generateKeyPairSync('ed25519'),
  };
  const others = await Promise.all(
    Object.entries(pairs).map(async ([alg, { publicKey, privateKey }]) => ({
      alg,
      jwk: { ...(await exportJWK(publicKey)), alg, kid: alg },
      key: privateKey,
    })),
  );
  return [{ alg: 'HS256', jwk: oct as JWK, key: secret }, ...others];
}

function sign(alg: string, subject: string): Promise<string> {
  const { key } = keys.find((each) => each.alg === alg) as (typeof keys)[number];
  return new SignJWT({ sub: subject, name: subject, jti: randomBytes(8).toString('hex') })
    .setProtectedHeader({ alg, kid: alg })
    .setExpirationTime('3h')
    .sign(key);
}

/** Microseconds for a token that is seen first, and for one that is remembered. */
async function measureVerifying(): Promise<void> {
  const trusted = await openTrustedKeys({ source: { file: keySet }, log: pino({ level: 'silent' }) });
  const settings = {
    ...{ jwtIssuer: undefined, jwtAudience: undefined, jwtRoleClaim: undefined },
    ...{ jwtSubjectClaim: 'sub', jwtEmailClaim: 'email', jwtNameClaim: 'name' },
    ...{ jwtTeacherRoles: [], jwtAdminRoles: [], jwtRequiredClaims: [] },
  };
  line('µs to verify a token', 'seen first', 'remembered');
  for (const alg of algorithms) {
    const verify = createVerifyToken({ keys: trusted, settings, clock: systemClock });
    const tokens = await Promise.all(Array.from({ length: 2000 }, () => sign(alg, 'reader')));
    const times: Array<number> = [];
    for (let pass = 0; pass < 2; pass += 1) {
      const start = performance.now();
      for (const token of tokens) await verify(token);
      times.push(((performance.now() - start) / tokens.length) * 1000);
    }
    line(`  ${alg}`, ...times.map((time) => time.toFixed(1)));
  }
}

async function measure(kind: DatabaseKind): Promise<void> {
  const dataDir = join(folder, kind);
  const database = stack.use(await startDatabase(kind));
  const settings = { ...database.settings, LECTERN_DATA_DIR: dataDir, JWT_JWKS_FILE: keySet };
  const readers = await buildWorld(settings, { students: 500, tasks: 40 });
  const core = await openCore(readConfig(settings), { log: pino({ level: 'silent' }) });
  // The same people by session and by token: what the platform calls them is their name.
  await core.database.kysely
    .updateTable('user')
    .set((eb) => ({ externalId: eb.ref('name') }))
    .execute();
  const names = await namesByToken(core);
  const { key } = await core.apiKeys.create(
    { name: 'Bench', scopes: ['read', 'sync', 'upload', 'grant'], expiresAt: null },
    null,
  );
  await core.close();

  const [port, filesPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const environment = { ...settings, LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
  const server = await startNode(['src/main.cjs', 'serve'], environment, `${url}/readyz`);
  stack.defer(() => stop(server));

  const some = readers.slice(0, connections);
  const by = async (alg: string): Promise<ReadonlyArray<Reader>> =>
    Promise.all(
      some.map(async ({ token, taskId }) => ({ taskId, token: await sign(alg, names.get(token) as string) })),
    );
  const rows = [
    { name: 'session', readers: some },
    { name: 'API key', readers: some.map(({ taskId }) => ({ taskId, token: key })) },
    ...(await Promise.all(
      algorithms.map(async (alg) => ({ name: `token, ${alg}`, readers: await by(alg) })),
    )),
  ].map((row) => ({ ...row, perSecond: [] as Array<number> }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const row of rows) {
      const perSecond = await requestsPerSecond(url, requestsOf(row.readers, 'GET', ''));
      if (round > 0) row.perSecond.push(perSecond);
    }
  }
  line(`${databaseNames[kind]}: task detail again`, 'requests/s', '/ session');
  const session = rows[0]?.perSecond ?? [];
  for (const { name, perSecond } of rows) {
    const ratio = median(perSecond.map((value, at) => value / (session[at] ?? Number.NaN)));
    line(`  ${name}`, median(perSecond).toFixed(0), ratio.toFixed(2));
  }

  const ask = async (method: string, path: string, body: object) => {
    const start = performance.now();
    const reply = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status} ${text.slice(0, 300)}`);
    return performance.now() - start;
  };
  line(`${databaseNames[kind]}: milliseconds`, 'first', 'again');
  const { taskId } = some[0] as Reader;
  const granted = async () => {
    const times: Array<[number, number]> = [];
    for (let at = 0; at < 10; at += 1) {
      const items = Array.from({ length: 100 }, (_, each) => ({
        taskId,
        reader: { externalId: `granted ${at} ${each}` },
      }));
      times.push([
        await ask('POST', 'granted-urls', { items }),
        await ask('POST', 'granted-urls', { items }),
      ]);
    }
    return times;
  };
  const ofGranted = await granted();
  line(
    '  100 granted URLs',
    ...[0, 1].map((at) => median(ofGranted.map((pair) => pair[at] as number)).toFixed(0)),
  );
  await ask('PUT', 'groups/ext%3Abench', { name: 'Synchronised' });
  const members = Array.from({ length: 10_000 }, (_, at) => ({
    externalId: `member ${at}`,
    name: `Member ${at}`,
  }));
  const put = () => ask('PUT', 'groups/ext%3Abench/members', { members });
  line('  10,000 members', (await put()).toFixed(0), (await put()).toFixed(0));
  const packages = await makePackages(join(folder, `packages-${kind}`), 200);
  const push = async () => {
    const start = performance.now();
    const program = await startPush(packages, url, key);
    if (program !== 0) throw new Error(`the push ended with ${program}`);
    return performance.now() - start;
  };
  line('  push of 200 packages', (await push()).toFixed(0), (await push()).toFixed(0));
}

async function namesByToken(
  core: Awaited<ReturnType<typeof openCore>>,
): Promise<ReadonlyMap<string, string>> {
  const { hashSessionToken } = await import('../src/accounts/session-token.ts');
  const rows = await core.database.kysely
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .select(['token', 'name'])
    .execute();
  const byHash = new Map(rows.map(({ token, name }) => [token, name]));
  return {
    get: (token: string) => byHash.get(hashSessionToken(token)),
  } as ReadonlyMap<string, string>;
}

/** Packages of the ICPC format, each with one PDF of 100 kB. */
async function makePackages(into: string, count: number): Promise<string> {
  for (let at = 0; at < count; at += 1) {
    const statement = join(into, `problem-${at}`, 'statement');
    await mkdir(statement, { recursive: true });
    await writeFile(join(into, `problem-${at}`, 'problem.yaml'), `name: Problem ${at}\n`);
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(100_000), Buffer.from('\n%%EOF\n')]);
    await writeFile(join(statement, 'problem.en.pdf'), pdf);
  }
  return into;
}

async function startPush(path: string, url: string, key: string): Promise<number | null> {
  const { spawn } = await import('node:child_process');
  const { once } = await import('node:events');
  const child = spawn(process.execPath, ['src/main.cjs', 'push', path, '--url', url, '--json'], {
    env: { ...process.env, LECTERN_API_KEY: key },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code;
}
