/**
 * Readers with an open task, or on the page of a contest, each with a stream of events: memory per stream, the cost of idle streams, and the time until all know of a
 * new version, which another process completes, like another instance. Compared with a bare Fastify that sends as many events without
 * checking access, in the same run.
 *
 *   npm run bench -- change-notices
 *   npm run bench -- change-notices --readers 5000 --seconds 30     includes two heartbeats of each idle stream
 *   npm run bench -- change-notices --of contest                    streams of a contest
 */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { exitOnSignals } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { openContestWorld } from './support/contest-world.ts';
import { openListeners } from './support/event-listeners.ts';
import {
  cpuMs,
  freePort,
  median,
  residentMiB,
  runOnCore,
  startLectern,
  startNode,
  stop,
} from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  readers: { type: 'string', default: '500' },
  database: { type: 'string', default: 'sqlite,postgres' },
  of: { type: 'string', default: 'task' },
});
const readers = Number(wanted.readers);
const { rounds, seconds, isCounted } = wanted;
const pdf = Buffer.alloc(1000, '%PDF-1.7 ');
/** Within the limit of a hundred per account. */
const streamsOfPerson = 50;
/** Streams opened and closed first, so that one-time allocations are not counted. */
const warmUp = 50;

interface Target {
  readonly name: string;
  readonly server: ChildProcess;
  readonly port: number;
  /** Below `/api/v1`. */
  readonly path: string;
  /** One per stream. */
  readonly tokens: ReadonlyArray<string>;
  change(): Promise<unknown>;
}

exitOnSignals();
await using stack = new AsyncDisposableStack();
runOnCore(0);
const targets = [await startBare()];
for (const kind of readDatabaseKinds(wanted.database)) targets.push(await startOn(kind));
runOnCore(1);

async function startBare(): Promise<Target> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startNode(['bench/support/bare-events.ts'], { PORT: String(port) }, `${url}/healthz`);
  stack.defer(() => stop(server));
  const tokens = Array.from({ length: readers }, () => 'x');
  const change = async () => (await fetch(`${url}/changed`, { method: 'POST' })).text();
  return { name: 'bare Fastify', server, port, path: 'tasks/x/changes', tokens, change };
}

async function startOn(kind: DatabaseKind): Promise<Target> {
  const database = stack.use(await startDatabase(kind));
  const environment = {
    ...database.settings,
    LECTERN_DATA_DIR: temporaryFolder(),
    LECTERN_MAX_CONNECTIONS_PER_ADDRESS: '100000', // all readers are on one machine
  };
  const people = Math.ceil(readers / streamsOfPerson);
  const world = await openContestWorld(environment, people);
  stack.defer(() => world.close());
  const contest = await world.newContest(people, pdf);
  await contest.startAt(Date.now());
  const { server, port } = await startLectern(environment);
  stack.defer(() => stop(server));
  return {
    ...{ name: databaseNames[kind], server, port },
    path: `${wanted.of === 'contest' ? `contests/${contest.contestId}` : `tasks/${contest.taskIds[0]}`}/changes`,
    tokens: Array.from({ length: readers }, (_, at) => world.people[at % people]?.token as string),
    change: () => contest.replaceFirst(pdf),
  };
}

async function measure({ server, port, path, tokens, change }: Target) {
  const address = { port, path: `/api/v1/${path}` };
  await (await openListeners(address, tokens.slice(0, warmUp)))[Symbol.asyncDispose]();
  await wait(500); // let the connections close
  const [emptyMiB, emptyCpuMs] = [residentMiB(server), cpuMs(server)];
  await using listeners = await openListeners(address, tokens);
  const openCpuMs = cpuMs(server) - emptyCpuMs;
  const openMiB = residentMiB(server);

  const restBeforeMs = cpuMs(server);
  await wait(seconds * 1000);
  const restCpuMs = cpuMs(server) - restBeforeMs;

  const told: Array<{ ms: number; cpuMs: number }> = [];
  for (let round = 0; round <= rounds; round += 1) {
    const beforeMs = cpuMs(server);
    const begunMs = performance.now();
    await change();
    await listeners.told(round + 1);
    const notice = { ms: performance.now() - begunMs, cpuMs: cpuMs(server) - beforeMs };
    if (isCounted(round)) told.push(notice);
  }
  return {
    streamKiB: ((openMiB - emptyMiB) * 1024) / readers,
    openCpuUs: (openCpuMs * 1000) / readers,
    restPercent: restCpuMs / seconds / 10,
    noticeMs: median(told.map(({ ms }) => ms)),
    noticeCpuMs: median(told.map((each) => each.cpuMs)),
  };
}

const results: Array<{ server: string } & Awaited<ReturnType<typeof measure>>> = [];
for (const target of targets) results.push({ server: target.name, ...(await measure(target)) });

if (wanted.json) process.stdout.write(`${JSON.stringify({ readers, rounds, results })}\n`);
else print();

function print(): void {
  const line = tableOf(44, 22);
  line([`${readers} readers, ${rounds} rounds`, ...results.map(({ server }) => server)]);
  const rows = {
    streamKiB: 'memory of a stream, KiB',
    openCpuUs: 'server: CPU to open a stream, µs',
    restPercent: 'server: CPU at rest, % of a core',
    noticeMs: 'change until all know, ms',
    noticeCpuMs: 'server: CPU of that, ms',
  } as const;
  const [bare] = results;
  for (const [name, title] of Object.entries(rows) as ReadonlyArray<[keyof typeof rows, string]>) {
    const cells = results.map((row) => {
      const ratio = row[name] / (bare?.[name] || Number.NaN); // values too small to measure have no ratio
      return `${row[name].toFixed(1)} (${ratio.toFixed(1).replace('NaN', '-')})`;
    });
    line([title, ...cells]);
  }
  process.stdout.write('In brackets: of what the bare Fastify of the same run takes.\n');
}
