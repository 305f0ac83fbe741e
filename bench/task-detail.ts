/**
 * Requests per second of the task detail, next to a bare Fastify route that sends the same reply, in turn in
 * the same run. Everything is in it: session, access query, HMAC, durable record, log line, metrics. The same
 * without the record shows what the record costs.
 *
 *   npm run bench -- task-detail
 *   npm run bench -- task-detail --database sqlite,postgres --workers 1,2,4
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { connections, type RequestLists, requestsOf, requestsPerSecond, seconds } from './support/load.ts';
import { freePort, median, residentMiB, startNode, stop } from './support/processes.ts';
import { buildWorld, type Reader } from './support/world.ts';

const { values: wanted } = parseArgs({
  args: process.argv.slice(3),
  options: {
    database: { type: 'string', default: 'sqlite' },
    workers: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
  },
});
const workerCounts = wanted.workers.split(',').map(Number);
const rounds = Number(wanted.rounds);
/** Windows of a second: a request for a pair of reader and task that comes later is recorded anew. */
const ttlSeconds = 5;

interface Row {
  readonly name: string;
  readonly url: string;
  readonly requests: RequestLists;
  readonly workers: number;
  readonly perSecond: Array<number>;
}

await using stack = new AsyncDisposableStack();
/** By the number of workers. */
const references = new Map<number, Row>();
const rows: Array<Row> = [];
const servers: Array<{ readonly place: string; readonly server: ChildProcess }> = [];

async function addDatabase(kind: DatabaseKind): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true }));
  const database = stack.use(await startDatabase(kind));
  const settings = {
    ...database.settings,
    LECTERN_DATA_DIR: dataDir,
    SIGNED_URL_TTL_SECONDS: String(ttlSeconds),
  };
  const readers = await buildWorld(settings, { students: 500, tasks: 40 });
  const sample = readers[0] as Reader;
  const details = requestsOf(readers, 'GET', '');
  const repeated = requestsOf(readers.slice(0, connections), 'GET', '');
  const fresh = requestsOf(readers, 'POST', '/description-url');

  async function serve(program: ReadonlyArray<string>) {
    const [port, filesPort] = [await freePort(), await freePort()];
    const environment = { ...settings, LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
    const url = `http://127.0.0.1:${port}`;
    const server = await startNode(program, environment, `${url}/readyz`);
    stack.defer(() => stop(server));
    return { server, url };
  }

  for (const workers of workerCounts) {
    const options = workers === 1 ? [] : ['--workers', String(workers)];
    const { server, url } = await serve(['src/main.cjs', 'serve', ...options]);
    const place = `${databaseNames[kind]}, ${counted(workers)}`;
    servers.push({ place, server });
    await addReference(url, sample, workers);
    addRow(`${place}: task detail`, { url, workers, requests: details });
    addRow('  again, as the URL is still the same', { url, workers, requests: repeated });
    addRow('  fresh URL', { url, workers, requests: fresh });
    if (workers > 1) continue; // the server without records is one process
    const { url: without } = await serve(['bench/support/serve-without-records.ts']);
    addRow('  task detail without the record', { url: without, workers, requests: details });
  }
}

/** A bare Fastify with as many processes, once for all databases. */
async function addReference(lectern: string, { token, taskId }: Reader, workers: number): Promise<void> {
  if (references.has(workers)) return;
  const path = `/api/v1/tasks/${taskId}`;
  const reply = await fetch(`${lectern}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = { PORT: String(port), BODY: await reply.text(), WORKERS: String(workers) };
  const server = await startNode(['bench/support/bare-fastify.ts'], environment, `${url}${path}`);
  stack.defer(() => stop(server));
  const requests = [[{ method: 'GET' as const, path }]];
  references.set(workers, addRow(`bare Fastify, ${counted(workers)}`, { url, workers, requests }));
}

function addRow(name: string, target: Omit<Row, 'name' | 'perSecond'>): Row {
  const row = { name, ...target, perSecond: [] };
  rows.push(row);
  return row;
}

function counted(workers: number): string {
  return `${workers} worker${workers === 1 ? '' : 's'}`;
}

for (const kind of readDatabaseKinds(wanted.database)) await addDatabase(kind);
process.stdout.write(
  `${rows.length} rows, ${rounds} rounds after one that warms up: about ${(rounds + 1) * rows.length * seconds} s\n`,
);
for (let round = 0; round <= rounds; round += 1) {
  for (const row of rows) {
    const perSecond = await requestsPerSecond(row.url, row.requests);
    if (round > 0) row.perSecond.push(perSecond);
  }
}

const line = (name: string, cells: ReadonlyArray<string>) =>
  process.stdout.write(`${name.padEnd(44)}${cells.map((cell) => cell.padStart(9)).join('')}\n`);
line('requests/s', ['min', 'median', 'max', 'µs each', '/ bare']);
for (const { name, perSecond, workers } of rows) {
  const bare = references.get(workers)?.perSecond ?? [];
  const ratios = perSecond.map((value, round) => value / (bare[round] ?? Number.NaN));
  const middle = median(perSecond);
  line(name, [
    ...[Math.min(...perSecond), middle, Math.max(...perSecond), 1e6 / middle].map((value) =>
      value.toFixed(0),
    ),
    median(ratios).toFixed(2),
  ]);
}
for (const { place, server } of servers) {
  process.stdout.write(`resident memory afterwards, ${place}: ${residentMiB(server).toFixed(0)} MiB\n`);
}
