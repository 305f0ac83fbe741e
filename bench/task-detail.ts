/**
 * Requests per second of the task detail, next to a bare Fastify route that sends the same reply, in turn in
 * the same run. Everything is in it: session, access query, HMAC, durable record, log line, metrics.
 *
 *   npm run bench -- task-detail
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { freePort, median, residentMiB, startNode, stop } from './support/processes.ts';
import { buildWorld, type Reader } from './support/world.ts';

const rounds = 5;
const seconds = 4;
const connections = 100;

const dataDir = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
const [port, filesPort, barePort] = [await freePort(), await freePort(), await freePort()];
const environment = {
  LECTERN_DATA_DIR: dataDir,
  LECTERN_PORT: String(port),
  LECTERN_FILES_PORT: String(filesPort),
};
const readers = await buildWorld(environment, { students: 500, tasks: 40 });

await using stack = new AsyncDisposableStack();
stack.defer(() => rm(dataDir, { recursive: true }));

const url = `http://127.0.0.1:${port}`;
const lectern = await startNode(['src/main.ts', 'serve'], environment, `${url}/readyz`);
stack.defer(() => stop(lectern));
const sample = readers[0] as Reader;
const reply = await fetch(`${url}/api/v1/tasks/${sample.taskId}`, {
  headers: { authorization: `Bearer ${sample.token}` },
});
const bareUrl = `http://127.0.0.1:${barePort}`;
const bare = await startNode(
  ['bench/support/bare-fastify.ts'],
  { PORT: String(barePort), BODY: await reply.text() },
  `${bareUrl}/api/v1/tasks/x`,
);

stack.defer(() => stop(bare));

const details = readers.map(({ token, taskId }) => ({
  method: 'GET' as const,
  path: `/api/v1/tasks/${taskId}`,
  headers: { authorization: `Bearer ${token}` },
}));
const fresh = details.map((request) => ({
  ...request,
  method: 'POST' as const,
  path: `${request.path}/description-url`,
}));

async function perSecond(target: string, requests: ReadonlyArray<object>): Promise<number> {
  // Each connection goes through the list from its start, so each gets a list of its own.
  let next = 0;
  const result = await autocannon({
    url: target,
    connections,
    duration: seconds,
    setupClient(client) {
      const share = Math.floor(requests.length / connections);
      client.setRequests(requests.slice(next * share, (next + 1) * share) as Array<autocannon.Request>);
      next += 1;
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}

const results: Array<{ bare: number; detail: number; fresh: number }> = [];
for (let round = 0; round <= rounds; round += 1) {
  const result = {
    bare: await perSecond(bareUrl, details),
    detail: await perSecond(url, details),
    fresh: await perSecond(url, fresh),
  };
  if (round > 0) results.push(result); // the first one warms up
}

const line = (name: string, values: ReadonlyArray<number>, digits = 0) =>
  `${name.padEnd(34)}${[Math.min(...values), median(values), Math.max(...values)]
    .map((value) => value.toFixed(digits).padStart(10))
    .join('')}`;
process.stdout.write(
  `${[
    `${''.padEnd(34)}${['min', 'median', 'max'].map((word) => word.padStart(10)).join('')}`,
    line(
      'bare Fastify, requests/s',
      results.map((result) => result.bare),
    ),
    line(
      'task detail, requests/s',
      results.map((result) => result.detail),
    ),
    line(
      'fresh URL, requests/s',
      results.map((result) => result.fresh),
    ),
    line(
      'task detail / bare Fastify',
      results.map((result) => result.detail / result.bare),
      2,
    ),
    line(
      'fresh URL / bare Fastify',
      results.map((result) => result.fresh / result.bare),
      2,
    ),
    `resident memory afterwards: ${residentMiB(lectern).toFixed(0)} MiB`,
  ].join('\n')}\n`,
);
