/**
 * Downloads per second from Lectern's file server, compared with nginx and njs, which verify the same signed URLs, and with
 * `@fastify/static`, which verifies nothing. The same files, alternating in the same run, with each server on one core and the load on
 * another.
 *
 *   npm run bench -- download
 *   npm run bench -- download --sizes 200 --reads hot,many --json
 *   npm run bench -- download --against ../before     paired with another checkout, such as the commit before
 *
 * hot: one file per connection, repeatedly. many: 2,000 files in turn, or a gibibyte of them. range: the 64 KiB that a viewer requests,
 * anywhere in the hot files. cold: each of the many files once, after evicting them from the page cache; the load is then a JavaScript
 * client. Eviction uses POSIX_FADV_DONTNEED (`dd oflag=nocache`), which drops data pages but not inodes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../test/contracts/driver-contract.ts';
import { startNginxFiles } from '../test/servers/nginx-files.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { againstOptions, type Checkout, readCheckouts } from './support/checkouts.ts';
import {
  printRatios,
  type Rate,
  type Row,
  type Server,
  startLecternFiles,
} from './support/compare-servers.ts';
import { createHttpClient } from './support/http-connection.ts';
import { answersPerSecond, type Request } from './support/load.ts';
import { freePort, runOnCore, startNode, stop } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { openDataFolder, type SignedFile } from './support/signed-files.ts';

const wanted = readOptions({
  sizes: { type: 'string', default: '20,200,2000' },
  reads: { type: 'string', default: 'hot,many,range,cold' },
  connections: { type: 'string', default: '16' },
  ...againstOptions,
});
const sizes = wanted.sizes.split(',').map((kB) => Number(kB) * 1000);
const checkouts = readCheckouts(wanted);
const reads = wanted.reads.split(',');
const connections = Number(wanted.connections);
const { seconds } = wanted;
const manyFiles = 2000;
const manyBytes = 1024 ** 3;
const rangeBytes = 64 * 1024;
const largestBytes = 2_000_000;

exitOnSignals();
runOnCore(0);
await using stack = new AsyncDisposableStack();
const dataDir = temporaryFolder();
const folder = await openDataFolder(dataDir);
mkdirSync(folder.objectsFolder, { recursive: true });
mkdirSync(join(dataDir, 'revoked')); // without it, nginx refuses every URL
const client = createHttpClient('127.0.0.2');
stack.defer(() => client.close());
const servers: Array<Server> = [];
for (const checkout of checkouts) servers.push(await startLectern(checkout));
const reference = servers.push(await startNginx()) - 1;
servers.push(await startStatic());
runOnCore(1);

/** Each has a separate database, because the schema may differ. */
async function startLectern(checkout: Checkout): Promise<Server> {
  const ownDataDir = temporaryFolder();
  folder.shareWith(ownDataDir);
  return await startLecternFiles(ownDataDir, stack, checkout);
}

async function startNginx(): Promise<Server> {
  const nginx = await startNginxFiles({ dataDir, workers: 1 });
  stack.defer(nginx.stop);
  return { name: 'nginx + njs', port: nginx.port, pid: nginx.pid };
}

async function startStatic(): Promise<Server> {
  const port = await freePort();
  const { target } = folder.addFile(1);
  const settings = { PORT: String(port), ROOT: folder.objectsFolder };
  const url = `http://127.0.0.1:${port}${target}`;
  const server = await startNode(['bench/support/static-fastify.ts'], settings, url);
  stack.defer(() => stop(server));
  return { name: '@fastify/static', port, pid: server.pid as number };
}

const addFiles = (count: number, bytes: number) => Array.from({ length: count }, () => folder.addFile(bytes));
const kB = (bytes: number) => `${bytes / 1000} kB`;

function rowsOf(bytes: number): ReadonlyArray<Row> {
  const rows: Array<Row> = [];
  const row = (read: string, name: string, measure: Row['measure']) => {
    if (reads.includes(read)) rows.push({ name, measure });
  };
  const hot = addFiles(connections, bytes);
  const repeats = reads.includes('many') || reads.includes('cold');
  const many = repeats ? addFiles(Math.min(manyFiles, Math.floor(manyBytes / bytes)), bytes) : [];
  const load = { connections, seconds };
  const getAll = (gets: ReadonlyArray<Request>) => async (server: Server) => {
    return { perSecond: await answersPerSecond(addressOf(server), gets, load), seconds };
  };

  row('hot', `${kB(bytes)}, hot`, getAll(hot.map(getOf)));
  row('many', `${kB(bytes)}, ${many.length} files`, getAll(many.map(getOf)));
  if (bytes === largestBytes) {
    row('range', `64 KiB of ${kB(bytes)}`, getAll(rangesOf(hot)));
  }
  row('cold', `${kB(bytes)}, ${many.length} files, cold`, (server) => getOnceCold(server, many));
  return rows;
}

const getOf = ({ target }: SignedFile) => ({ path: target });
const addressOf = ({ port }: Server) => `http://127.0.0.1:${port}`;

/** All ranges, in a scattered order. */
function rangesOf(files: ReadonlyArray<SignedFile>) {
  const perFile = Math.floor(largestBytes / rangeBytes);
  return Array.from({ length: perFile * files.length }, (_, at) => {
    const first = ((at * 7) % perFile) * rangeBytes;
    const range = `bytes=${first}-${first + rangeBytes - 1}`;
    return { path: (files[at % files.length] as SignedFile).target, headers: { Range: range } };
  });
}

async function getOnceCold({ port }: Server, files: ReadonlyArray<SignedFile>): Promise<Rate> {
  const letGo = 'for file do dd of="$file" oflag=nocache conv=notrunc,fdatasync count=0 status=none; done';
  execFileSync('sh', ['-c', letGo, 'sh', ...files.map(({ path }) => path)]);
  const waiting = files.values();
  const begunMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      using connection = await client.open(port);
      for (const { target, bytes } of waiting) {
        const reply = await connection.get(target);
        if (reply.status !== 200 || reply.bytes !== bytes) throw new Error(`${target}: ${reply.status}`);
      }
    }),
  );
  const tookSeconds = (performance.now() - begunMs) / 1000;
  return { perSecond: files.length / tookSeconds, seconds: tookSeconds };
}

/** Checks that every server sends the right bytes, for the whole file and for a range. */
async function verify(server: Server): Promise<void> {
  const file = folder.addFile(largestBytes);
  const get = async (headers: Record<string, string>) => {
    const reply = await fetch(addressOf(server) + file.target, { headers });
    return { status: reply.status, body: await reply.bytes() };
  };
  const [whole, part] = [await get({}), await get({ Range: 'bytes=65536-131071' })];
  const partOf = whole.body.subarray(65_536, 131_072);
  const isRight =
    whole.status === 200 &&
    sha256(whole.body) === file.sha256 &&
    part.status === 206 &&
    sha256(part.body) === sha256(partOf);
  if (!isRight) throw new Error(`${server.name} does not send the file: ${whole.status}, ${part.status}`);
}

for (const server of servers) await verify(server);
const rows = sizes.flatMap(rowsOf);
await printRatios({ title: 'downloads/s', rows, servers, reference, ...wanted });
