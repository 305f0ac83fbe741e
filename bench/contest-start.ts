/**
 * The start of a contest: N participants, each with a session and an open connection, request the task at random moments within one second,
 * and download its PDF through the signed URL. A few also request it too early. A bare Fastify serves the same crowd in the same run, to
 * show the cost of the load generator.
 *
 *   npm run bench -- contest-start
 *   npm run bench -- contest-start --participants 5000 --database sqlite --rounds 1 --workers 2
 *   npm run bench -- contest-start --participants 5000 --envelopes      five tasks, with and without sealed envelopes
 *   npm run bench -- contest-start --cpu-prof FOLDER     with a profile of each server for Chrome's tools
 *   npm run bench -- contest-start --against ../before   paired with another checkout, such as the commit before
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
import { againstOptions, type Checkout, readCheckouts } from './support/checkouts.ts';
import { type ContestWorld, openContestWorld } from './support/contest-world.ts';
import type { Contestant } from './support/contestant.ts';
import { gatherCrowd } from './support/crowd.ts';
import { cpuMs, freePort, startLectern, startNode, stop } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { createRandom } from './support/seeded-random.ts';
import { checkStart, printStart, type Round, summarizeStart } from './support/start-table.ts';

const wanted = readOptions({
  participants: { type: 'string', default: '1000,5000,20000' },
  database: { type: 'string', default: 'sqlite,postgres' },
  workers: { type: 'string', default: '1' },
  envelopes: { type: 'boolean', default: false },
  'cpu-prof': { type: 'string' },
  ...againstOptions,
});
const sizes = wanted.participants.split(',').map(Number);
const checkouts = readCheckouts(wanted);
const { rounds, isCounted } = wanted;
const pdf = Buffer.alloc(200_000, '%PDF-1.7 ');
const withinMs = 1000;
const earlyShare = 0.02;
/** After all have connected. */
const startsInMs = 2500;
const patienceMs = wanted.envelopes ? 200_000 : 40_000;
/**
 * A server process can open 20,000 files here. Participants above this number connect only for the request, and disconnect when they have
 * their URL.
 */
const keptAtMost = 8000;

interface Target {
  readonly name: string;
  readonly server: ChildProcess;
  readonly apiPort: number;
  readonly greeting: string;
  readonly world: ContestWorld | undefined;
  readonly isSealed?: boolean;
}

exitOnSignals();
await using stack = new AsyncDisposableStack();
const targets = await Promise.all(
  readDatabaseKinds(wanted.database).flatMap((kind) => checkouts.map((checkout) => startOn(kind, checkout))),
);
/** With envelopes, the same servers twice; otherwise next to the load generator's own cost. */
const runs = wanted.envelopes
  ? targets.flatMap((target) => [target, { ...target, name: `${target.name}, sealed`, isSealed: true }])
  : [await startBare(targets[0] as Target), ...targets];
const tasks = wanted.envelopes ? 5 : 1;

async function startOn(kind: DatabaseKind, { program, suffix }: Checkout): Promise<Target> {
  const dataDir = temporaryFolder();
  const database = stack.use(await startDatabase(kind));
  const environment = {
    ...database.settings,
    LECTERN_DATA_DIR: dataDir,
    LECTERN_MAX_CONNECTIONS_PER_ADDRESS: '100000', // all participants are on one machine
  };
  const world = await openContestWorld(environment, Math.max(...sizes));
  stack.defer(() => world.close());
  const workers = wanted.workers === '1' ? [] : ['--workers', wanted.workers];
  const profile = wanted['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${wanted['cpu-prof']}`] : [];
  const { server, port } = await startLectern(environment, [...profile, program, 'serve', ...workers]);
  stack.defer(() => stop(server));
  const name = `${databaseNames[kind]}${suffix}`;
  return { name, server, apiPort: port, greeting: '/api/v1/me', world };
}

/** Sends the other server's reply, with its own address in the URL. */
async function startBare({ apiPort, world }: Target): Promise<Target> {
  const port = await freePort();
  const [person] = world?.people ?? [];
  const contest = await world?.newContest(1, pdf);
  await contest?.startAt(Date.now());
  const reply = await fetch(`http://127.0.0.1:${apiPort}/api/v1/tasks/${contest?.taskIds[0]}`, {
    headers: { authorization: `Bearer ${person?.token}` },
  });
  const body = JSON.parse(await reply.text());
  body.descriptionPdfUrl = body.descriptionPdfUrl.replace(
    /^http:..127.0.0.1:\d+/,
    `http://127.0.0.1:${port}`,
  );
  const server = await startNode(
    ['bench/support/bare-fastify.ts'],
    { PORT: String(port), BODY: JSON.stringify(body), PDF_BYTES: String(pdf.length) },
    `http://127.0.0.1:${port}/api/v1/tasks/x`,
  );
  stack.defer(() => stop(server));
  return {
    name: 'bare Fastify',
    server,
    apiPort: port,
    greeting: '/api/v1/tasks/x',
    world: undefined,
  };
}

async function runStart(
  { server, apiPort, greeting, world, isSealed = false }: Target,
  count: number,
  seed: number,
): Promise<Round> {
  const contest = await world?.newContest(count, pdf, { tasks, isSealed });
  const envelope = contest?.envelope && {
    path: `/api/v1/contests/${contest.contestId}/envelope-key`,
    body: JSON.stringify({ envelopeId: contest.envelope.id }),
  };
  const random = createRandom(seed);
  const contestants = Array.from(
    { length: count },
    (_, at): Contestant => ({
      paths: (contest?.taskIds ?? ['x']).map((taskId) => `/api/v1/tasks/${taskId}`),
      envelope,
      token: world?.people[at]?.token ?? 'x',
      asksAfterMs: random() * withinMs,
      asksBeforeMs: contest && random() < earlyShare ? random() * withinMs : undefined,
    }),
  );
  const kept = Math.min(count, keptAtMost);
  const crowd = await gatherCrowd({ apiPort, greeting, contestants, kept, patienceMs });
  const startsAtMs = Date.now() + startsInMs;
  await contest?.startAt(startsAtMs);
  const before = cpuMs(server);
  const report = await crowd.run(startsAtMs);
  const serverCpuMs = cpuMs(server) - before;
  await wait(500); // let the connections close
  const issued = await contest?.issued();
  const envelopeBytes = contest?.envelope?.size ?? 0;
  return { ...report, startsAtMs, issued, serverCpuMs, envelopeBytes };
}

if (!wanted.json) {
  process.stdout.write(
    `${sizes.join(', ')} participants, ${rounds} rounds, ${tasks} task(s) with PDFs of ${pdf.length / 1000} kB, ${wanted.workers} worker(s)\n`,
  );
}
const firstRound = isCounted(0) ? 0 : 1;
if (!isCounted(0)) for (const target of runs) await runStart(target, Math.min(...sizes), 0);
const results: Array<object> = [];
for (const count of sizes) {
  const table = new Map(runs.map(({ name }) => [name, [] as Array<Round>]));
  for (let round = firstRound; round <= rounds; round += 1) {
    for (const target of runs) table.get(target.name)?.push(await runStart(target, count, round));
  }
  results.push({ participants: count, servers: summarizeStart(table) });
  if (!wanted.json) printStart(count, table);
  if (!checkStart(table)) process.exitCode = 1;
}
if (wanted.json) process.stdout.write(`${JSON.stringify({ rounds, results }, null, 2)}\n`);
