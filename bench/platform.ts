/**
 * Typical requests of a platform: granted URLs, 100 per request; lists of 2,000 and of 10,000 members, added to an empty group, repeated,
 * renamed and removed, with the longest wait of a concurrent reader; a dry run of deleting a contest of 10,000 people and 100 tasks, with the
 * longest wait of 100 concurrent readers; a push of 200 packages, twice; and verifying a token that is not cached. `task-detail` measures the
 * task detail with each kind of credential.
 *
 *   npm run bench -- platform
 *   npm run bench -- platform --database sqlite,postgres
 *   npm run bench -- platform --only-dry-run
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { openTrustedKeys } from '../src/features/trusted-tokens/trusted-keys.ts';
import { createVerifyToken } from '../src/features/trusted-tokens/trusted-tokens.ts';
import { systemClock } from '../src/lib/clock.ts';
import { pdfOfSize } from '../test/support/api-client.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { openSilentCore } from '../test/support/silent-core.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { algorithms, signToken, trustBench } from './support/credentials.ts';
import { median, startLectern, stop } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { buildWorld, type Reader } from './support/world.ts';

const wanted = readOptions({
  database: { type: 'string', default: 'sqlite' },
  'only-dry-run': { type: 'boolean', default: false },
});
const print = (text: string) => process.stdout.write(`${text}\n`);
const line = (name: string, ...cells: ReadonlyArray<string>) =>
  print(name.padEnd(44) + cells.map((cell) => cell.padStart(12)).join(''));

const lists = ['new', 'again', 'renamed', 'empty'];
let nextReader = 0;

exitOnSignals();
await using stack = new AsyncDisposableStack();
const folder = temporaryFolder();
const trust = await trustBench(folder);

if (!wanted['only-dry-run']) await measureVerifying();
for (const kind of readDatabaseKinds(wanted.database)) await measure(kind);

/** Microseconds for a new token, and for a cached one. */
async function measureVerifying(): Promise<void> {
  const trusted = await openTrustedKeys({
    source: { file: trust.JWT_JWKS_FILE },
    log: pino({ level: 'silent' }),
  });
  const settings = {
    ...{ jwtIssuer: undefined, jwtAudience: undefined, jwtRoleClaim: undefined },
    ...{ jwtSubjectClaim: 'sub', jwtEmailClaim: 'email', jwtNameClaim: 'name' },
    jwtEmailVerified: 'claim' as const,
    ...{ jwtTeacherRoles: [], jwtAdminRoles: [], jwtRequiredClaims: [], jwtMaxLifetimeSeconds: 86_400 },
  };
  line('µs to verify a token', 'seen first', 'remembered');
  for (const alg of algorithms) {
    const verify = createVerifyToken({ keys: trusted, settings, clock: systemClock });
    const tokens = await Promise.all(Array.from({ length: 2000 }, () => signToken(alg, 'reader')));
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
  const settings = { ...database.settings, LECTERN_DATA_DIR: dataDir, ...trust };
  const readers = await buildWorld(settings, { students: 500, tasks: 40 });
  const core = await openSilentCore(settings);
  const { key } = await core.apiKeys.create(
    { name: 'Bench', scopes: ['read', 'sync', 'upload', 'grant'], expiresAt: null },
    null,
  );
  await core.close();

  const { server, url } = await startLectern(settings);
  stack.defer(() => stop(server));

  const ask: Ask = async (method, path, body) => {
    const text = JSON.stringify(body);
    const start = performance.now();
    const reply = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: text,
    });
    const answer = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status} ${answer.slice(0, 300)}`);
    return performance.now() - start;
  };
  await measureDryRuns(kind, { ask, url, readers });
  if (wanted['only-dry-run']) return;
  line(`${databaseNames[kind]}: milliseconds`, 'first', 'again');
  const { taskId } = readers[0] as Reader;
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
  line(`${databaseNames[kind]}: ms of a list, the longest wait`, ...lists, 'at rest');
  await longestWait({ url, readers }, wait(2000)); // the first requests load modules
  for (const count of [2000, 10_000]) await measureLists(count, { ask, url, readers });
  line(`${databaseNames[kind]}: milliseconds`, 'first', 'again');
  const packages = await makePackages(join(folder, `packages-${kind}`), 200);
  const push = async () => {
    const start = performance.now();
    const program = await startPush(packages, url, key);
    if (program !== 0) throw new Error(`the push ended with ${program}`);
    return performance.now() - start;
  };
  line('  push of 200 packages', (await push()).toFixed(0), (await push()).toFixed(0));
}

type Ask = (method: string, path: string, body: object) => Promise<number>;

interface BenchServer {
  readonly ask: Ask;
  readonly url: string;
  readonly readers: ReadonlyArray<Reader>;
}

/** Dry runs of deleting a contest, while 100 readers each ask for a task every half second. */
async function measureDryRuns(kind: DatabaseKind, server: BenchServer): Promise<void> {
  const [people, tasks, readersAtOnce] = [10_000, 100, 100];
  const [group, contest] = ['groups/ext%3Abench-contest', 'contests/ext%3Abench-contest'];
  await server.ask('PUT', group, { name: 'Contestants' });
  const members = Array.from({ length: people }, (_, at) => ({
    externalId: `contestant ${at}`,
    name: `Contestant ${at}`,
  }));
  await server.ask('PUT', `${group}/members`, { members });
  const taskIds = Array.from({ length: tasks }, (_, at) => `ext:contest-${at}`);
  for (const taskId of taskIds) {
    await server.ask('PUT', `tasks/${encodeURIComponent(taskId)}`, { title: taskId });
  }
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  await server.ask('PUT', contest, { name: 'Finals', startsAt });
  await server.ask('PUT', `${contest}/groups`, { groups: [{ groupId: 'ext:bench-contest' }] });
  const placed = taskIds.map((taskId, at) => ({ taskId, label: String(at) }));
  await server.ask('PUT', `${contest}/tasks`, { tasks: placed });

  const waitUntil = async (until: Promise<unknown>) => {
    const readers = Array.from({ length: readersAtOnce }, (_, at) => longestWait(server, until, at * 5));
    return Math.max(...(await Promise.all(readers)));
  };
  await waitUntil(wait(2000)); // the first requests load modules
  line(`${databaseNames[kind]}: ms of a dry run, the longest wait`, 'first', 'again', 'again', 'at rest');
  const took: Array<number> = [];
  const waits: Array<number> = [];
  for (let round = 0; round < 3; round += 1) {
    const dryRun = server.ask('DELETE', `${contest}?dryRun=true`, {});
    waits.push(await waitUntil(dryRun));
    took.push(await dryRun);
  }
  waits.push(await waitUntil(wait(2000)));
  const cells = (times: ReadonlyArray<number>) => times.map((time) => time.toFixed(0));
  line(`  dry run of ${people.toLocaleString('en')} x ${tasks}`, ...cells(took));
  line(`    the longest wait of ${readersAtOnce} readers`, ...cells(waits));
}

/**
 * Puts lists of people, and measures the slowest concurrent `GET /tasks/{id}`: each for another reader or task, so each commits a record.
 * The last column is the slowest in the same time without a put.
 */
async function measureLists(count: number, server: BenchServer): Promise<void> {
  const group = `groups/ext%3Abench-${count}`;
  await server.ask('PUT', group, { name: 'Synchronised' });
  const listOf = (name: string) => ({
    members: Array.from({ length: count }, (_, at) => ({
      externalId: `member ${count} ${at}`,
      name: `${name} ${at}`,
    })),
  });
  const bodies = [listOf('Member'), listOf('Member'), listOf('Renamed'), { members: [] }];
  const took: Array<number> = [];
  const waits: Array<number> = [];
  for (const body of bodies) {
    const put = server.ask('PUT', `${group}/members`, body);
    waits.push(await longestWait(server, put));
    took.push(await put);
  }
  waits.push(await longestWait(server, wait(Math.max(...took))));
  const cells = (times: ReadonlyArray<number>) => times.map((time) => time.toFixed(0));
  line(`  ${count.toLocaleString('en')} members`, ...cells(took));
  line('    the longest wait of a reader', ...cells(waits));
}

/**
 * Milliseconds of the slowest request for a task until a promise settles.
 * @param beginAfterMs if given, the first request is that much later, and each next one half a second later; else at once
 */
async function longestWait(
  { url, readers }: Pick<BenchServer, 'url' | 'readers'>,
  until: Promise<unknown>,
  beginAfterMs?: number,
): Promise<number> {
  const end = new AbortController();
  void until.finally(() => end.abort());
  let longest = 0;
  if (beginAfterMs !== undefined) await wait(beginAfterMs);
  while (!end.signal.aborted) {
    const { token, taskId } = readers[nextReader++ % readers.length] as Reader;
    const start = performance.now();
    const reply = await fetch(`${url}/api/v1/tasks/${taskId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await reply.text();
    if (!reply.ok) throw new Error(`GET of a task answered ${reply.status}`);
    longest = Math.max(longest, performance.now() - start);
    if (beginAfterMs !== undefined) await wait(500);
  }
  return longest;
}

/** Packages in the ICPC format, each with one PDF of 100 kB. */
async function makePackages(into: string, count: number): Promise<string> {
  for (let at = 0; at < count; at += 1) {
    const statement = join(into, `problem-${at}`, 'statement');
    await mkdir(statement, { recursive: true });
    await writeFile(join(into, `problem-${at}`, 'problem.yaml'), `name: Problem ${at}\n`);
    await writeFile(join(statement, 'problem.en.pdf'), pdfOfSize(100_000));
  }
  return into;
}

async function startPush(path: string, url: string, key: string): Promise<number | null> {
  const child = spawn(process.execPath, ['src/main.cjs', 'push', path, '--url', url, '--json'], {
    env: { ...process.env, LECTERN_API_KEY: key },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code;
}
