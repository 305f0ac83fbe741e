/**
 * Requests per second of the task detail, compared with a bare Fastify route that sends the same reply, alternating in the same run; one
 * process has a core, and the load has another. Everything is included: session, access query, HMAC, durable record, log line, metrics.
 * Other rows show what the record costs, and the speed with the AWS SDK's presigner instead of our signer. Before each measurement, the
 * server is warmed up, and earlier records are moved out of the journal, so a row pays only for its own.
 *
 *   npm run bench -- task-detail
 *   npm run bench -- task-detail --database sqlite,postgres --workers 1,2 --json
 *   npm run bench -- task-detail --against ../before     paired with another checkout, such as the commit before
 */
import type { ChildProcess } from 'node:child_process';
import { expect200, signIn } from '../test/support/api-client.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { openSilentCore } from '../test/support/silent-core.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { againstOptions, type Checkout, readCheckouts } from './support/checkouts.ts';
import { type Measurement, withCpu } from './support/compare-servers.ts';
import { byCredential, trustBench } from './support/credentials.ts';
import { answersPerSecond, type Request } from './support/load.ts';
import {
  freePort,
  median,
  residentMiB,
  runOnCore,
  startLectern,
  startNode,
  stop,
} from './support/processes.ts';
import { providerSettings } from './support/provider-settings.ts';
import { readOptions } from './support/read-options.ts';
import { tableOf } from './support/table.ts';
import { buildWorld, type Reader } from './support/world.ts';

const wanted = readOptions({
  database: { type: 'string', default: 'sqlite' },
  workers: { type: 'string', default: '1' },
  connections: { type: 'string', default: '32' },
  /** Each requests each of 40 tasks. */
  students: { type: 'string', default: '500' },
  credentials: { type: 'string', default: 'session,API key,token' },
  ...againstOptions,
});
const { rounds, isCounted, seconds } = wanted;
const checkouts = readCheckouts(wanted);
const workerCounts = wanted.workers.split(',').map(Number);
const connections = Number(wanted.connections);
const wantedCredentials = wanted.credentials.split(',');
/** Windows of a second: later requests of the same reader and task create a new record. */
const ttlSeconds = 5;
const password = 'a-long-password';
/** While other servers are measured, an idle server releases memory. */
const warmUpSeconds = 1;
/** Never contacted: signing needs only its settings. */
const s3 = { ...providerSettings['s3'] };

interface Target {
  readonly server: ChildProcess;
  readonly url: string;
  readonly requests: ReadonlyArray<Request>;
  readonly workers: number;
}

interface Row extends Target {
  readonly name: string;
  readonly measured: Array<Measurement>;
}

exitOnSignals();
await using stack = new AsyncDisposableStack();
/** By the number of workers. */
const references = new Map<number, Row>();
const rows: Array<Row> = [];
const servers: Array<{ readonly place: string; readonly server: ChildProcess }> = [];
/** Each makes one server move its records out of the journal. */
const drains: Array<() => Promise<void>> = [];

const requestsOf = (readers: ReadonlyArray<Reader>, method: 'GET' | 'POST' = 'GET', below = '') =>
  readers.map(({ token, taskId }) => ({
    method,
    path: `/api/v1/tasks/${taskId}${below}`,
    headers: { Authorization: `Bearer ${token}` },
  }));

/** Each server has a separate database: a second server on it would move its records, using its core. */
interface World {
  readonly kind: DatabaseKind;
  readonly settings: Readonly<Record<string, string>>;
  readonly readers: ReadonlyArray<Reader>;
  readonly few: ReadonlyArray<Reader>;
}

async function openWorld(kind: DatabaseKind): Promise<World> {
  const database = stack.use(await startDatabase(kind));
  const dataDir = temporaryFolder();
  const settings = {
    ...database.settings,
    ...(await trustBench(dataDir)),
    LECTERN_DATA_DIR: dataDir,
    SIGNED_URL_TTL_SECONDS: String(ttlSeconds),
  };
  const readers = await buildWorld(settings, { students: Number(wanted.students), tasks: 40 });
  const core = await openSilentCore(settings);
  await core.newAccounts.create({ name: 'Admin', email: 'admin@example.org', role: 'admin', password });
  await core.close();
  return { kind, settings, readers, few: readers.slice(0, connections) };
}

async function serve(world: World, program?: ReadonlyArray<string>, changes: Record<string, string> = {}) {
  const started = await startLectern({ ...world.settings, ...changes }, program);
  stack.defer(() => stop(started.server));
  drains.push(await openDrain(started.url));
  return started;
}

/** Lists issued URLs, which moves all records first. Another process that moved them would end what the server keeps. */
async function openDrain(url: string): Promise<() => Promise<void>> {
  const admin = await signIn(url, 'admin', password);
  return async () => {
    expect200(await admin.get('/api/v1/issued-urls?limit=1'));
  };
}

async function addLectern(world: World, workers: number, checkout: Checkout): Promise<void> {
  const { kind, settings, readers, few } = world;
  const credentials = await byCredential(settings, few);
  const options = workers === 1 ? [] : ['--workers', String(workers)];
  const { server, url } = await serve(world, [checkout.program, 'serve', ...options]);
  const place = `${databaseNames[kind]}, ${counted(workers)}${checkout.suffix}`;
  servers.push({ place, server });
  await addReference(url, few[0] as Reader, workers);
  const target = { server, url, workers };
  addRow(`${place}: task detail`, { ...target, requests: requestsOf(readers) });
  addRow(`${place}: fresh URL`, { ...target, requests: requestsOf(readers, 'POST', '/description-url') });
  for (const [name, asking] of credentials) {
    if (!wantedCredentials.some((wanted) => name.startsWith(wanted))) continue;
    addRow(`${place}: again, by ${name}`, { ...target, requests: requestsOf(asking) });
  }
}

interface OtherServer {
  readonly name: string;
  readonly program?: ReadonlyArray<string>;
  readonly changes?: Record<string, string>;
  readonly asking: 'readers' | 'few';
}

/** Each is one process with a separate world. */
const otherServers: ReadonlyArray<OtherServer> = [
  {
    name: 'task detail without the record',
    program: ['bench/support/serve-without-records.ts'],
    asking: 'readers',
  },
  { name: 'again, signed for S3', changes: s3, asking: 'few' },
  {
    name: "again, by the AWS SDK's presigner",
    program: ['bench/support/serve-with-presigner.ts'],
    changes: s3,
    asking: 'few',
  },
];

async function addOther(world: World, { name, program, changes, asking }: OtherServer): Promise<void> {
  const { server, url } = await serve(world, program, changes);
  const requests = requestsOf(world[asking]);
  addRow(`${databaseNames[world.kind]}: ${name}`, { server, url, workers: 1, requests });
}

/** A bare Fastify with the same number of processes, once for all databases. */
async function addReference(lectern: string, { token, taskId }: Reader, workers: number): Promise<void> {
  if (references.has(workers)) return;
  const path = `/api/v1/tasks/${taskId}`;
  const reply = await fetch(`${lectern}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = { PORT: String(port), BODY: await reply.text(), WORKERS: String(workers) };
  const server = await startNode(['bench/support/bare-fastify.ts'], environment, `${url}${path}`);
  stack.defer(() => stop(server));
  references.set(
    workers,
    addRow(`bare Fastify, ${counted(workers)}`, { server, url, workers, requests: [{ path }] }),
  );
}

function addRow(name: string, target: Target): Row {
  const row = { name, ...target, measured: [] };
  rows.push(row);
  return row;
}

function counted(workers: number): string {
  return `${workers} worker${workers === 1 ? '' : 's'}`;
}

// Before this process is pinned to one core, because a database may use both.
const starts: Array<() => Promise<void>> = [];
for (const kind of readDatabaseKinds(wanted.database)) {
  for (const workers of workerCounts) {
    for (const checkout of checkouts) {
      const world = await openWorld(kind);
      starts.push(async () => {
        if (workers === 1) runOnCore(0);
        await addLectern(world, workers, checkout);
      });
    }
    if (workers > 1 || checkouts.length > 1) continue;
    for (const other of otherServers) {
      const own = await openWorld(kind);
      starts.push(() => addOther(own, other));
    }
  }
}
for (const start of starts) await start();
runOnCore(1);
if (!wanted.json) {
  const total = (rounds + 1) * rows.length * (warmUpSeconds + seconds);
  process.stdout.write(`${rows.length} rows, ${rounds} rounds after one that warms up: about ${total} s\n`);
}
for (let round = 0; round <= rounds; round += 1) {
  for (const { server, url, requests, measured } of rows) {
    await answersPerSecond(url, requests, { connections, seconds: warmUpSeconds });
    for (const drain of drains) await drain();
    const measurement = await withCpu(server, async () => {
      return { perSecond: await answersPerSecond(url, requests, { connections, seconds }), seconds };
    });
    if (isCounted(round)) measured.push(measurement);
  }
}

const results = rows.map(({ name, measured, workers }) => {
  const bare = references.get(workers)?.measured ?? [];
  const all = measured.map(({ perSecond }) => perSecond);
  const ratios = all.map((value, round) => value / (bare[round]?.perSecond ?? Number.NaN));
  const cpuUs = median(measured.map(({ cpuUs }) => cpuUs));
  return { name, perSecond: median(all), cpuUs, ofBare: median(ratios), all };
});
const resident = servers.map(({ place, server }) => ({
  place,
  residentMiB: Math.round(residentMiB(server)),
}));
if (wanted.json) process.stdout.write(`${JSON.stringify({ seconds, rounds, results, resident }, null, 2)}\n`);
else {
  const line = tableOf(56, 9);
  line(['requests/s', 'min', 'median', 'max', 'CPU, µs', '/ bare']);
  for (const { name, perSecond, cpuUs, ofBare, all } of results) {
    const values = [Math.min(...all), perSecond, Math.max(...all), cpuUs];
    line([name, ...values.map((value) => value.toFixed(0)), ofBare.toFixed(2)]);
  }
  for (const { place, residentMiB: mib } of resident) {
    process.stdout.write(`resident memory afterwards, ${place}: ${mib} MiB\n`);
  }
}
