/**
 * Milliseconds per page of the list of tasks: the first page of the default size, for a reader with 1,000 open tasks in groups and
 * contests, compared with a bare Fastify route that sends the same bytes, alternating in the same run. Requests are sequential, so the time
 * is that of one page.
 *
 *   npm run bench -- list
 *   npm run bench -- list --database postgres --seconds 3 --rounds 5 --json
 *   npm run bench -- list --against ../before     paired with another checkout, such as the commit before
 */
import { exitOnSignals } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { againstOptions, type Checkout, readCheckouts } from './support/checkouts.ts';
import { buildListWorld, openTasks } from './support/list-world.ts';
import { freePort, median, startLectern, startNode, stop } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  database: { type: 'string', default: 'sqlite,postgres' },
  ...againstOptions,
});
const { seconds, rounds, isCounted } = wanted;
const checkouts = readCheckouts(wanted);
const path = '/api/v1/tasks';
const itemsOfPage = 50;

interface Row {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Every reply must equal it. */
  readonly body: string;
  /** One value per round. */
  readonly pageMs: Array<number>;
}

exitOnSignals();
await using stack = new AsyncDisposableStack();
const rows: Array<Row> = [];

/** Adds a server with a database; the first time, also a bare Fastify that sends its reply. */
async function addLectern(kind: DatabaseKind, { program, suffix }: Checkout): Promise<void> {
  const dataDir = temporaryFolder();
  const database = stack.use(await startDatabase(kind));
  const settings = { ...database.settings, LECTERN_DATA_DIR: dataDir };
  const token = await buildListWorld(settings);
  const { server, url } = await startLectern(settings, [program, 'serve']);
  stack.defer(() => stop(server));
  const headers = { authorization: `Bearer ${token}` };
  const reply = await fetch(`${url}${path}`, { headers });
  const body = await reply.text();
  const page = JSON.parse(body);
  if (page.items?.length !== itemsOfPage || !page.nextCursor)
    throw new Error(`no page: ${body.slice(0, 200)}`);
  if (rows.length === 0) await addReference(body);
  const name = `${databaseNames[kind]}${suffix}`;
  rows.push({ name, url: `${url}${path}`, headers, body, pageMs: [] });
}

async function addReference(body: string): Promise<void> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/v1/tasks/list`;
  const server = await startNode(['bench/support/bare-fastify.ts'], { PORT: String(port), BODY: body }, url);
  stack.defer(() => stop(server));
  rows.push({ name: 'bare Fastify', url, headers: {}, body, pageMs: [] });
}

/** Milliseconds per page, requested one after another. */
async function measure({ url, headers, body }: Row): Promise<number> {
  const startedMs = performance.now();
  let pages = 0;
  while (performance.now() - startedMs < seconds * 1000) {
    const reply = await fetch(url, { headers });
    if ((await reply.text()) !== body) throw new Error(`${url}: another reply, ${reply.status}`);
    pages += 1;
  }
  return (performance.now() - startedMs) / pages;
}

for (const kind of readDatabaseKinds(wanted.database)) {
  for (const checkout of checkouts) await addLectern(kind, checkout);
}
for (let round = 0; round <= rounds; round += 1) {
  for (const row of rows) {
    const ms = await measure(row);
    if (isCounted(round)) row.pageMs.push(ms);
  }
}

const bareMs = rows[0]?.pageMs ?? [];
const results = rows.map(({ name, pageMs }) => ({
  name,
  pageMs: { min: Math.min(...pageMs), median: median(pageMs), max: Math.max(...pageMs) },
  timesBare: median(pageMs.map((ms, round) => ms / (bareMs[round] ?? Number.NaN))),
}));
if (wanted.json) process.stdout.write(`${JSON.stringify({ openTasks, itemsOfPage, rounds, results })}\n`);
else {
  const line = tableOf(20, 9);
  process.stdout.write(`${itemsOfPage} of ${openTasks} tasks, ${rounds} rounds of ${seconds} s\n`);
  line(['ms a page', 'min', 'median', 'max', 'x bare']);
  for (const { name, pageMs, timesBare } of results) {
    line([name, ...[...Object.values(pageMs), timesBare].map((value) => value.toFixed(2))]);
  }
}
