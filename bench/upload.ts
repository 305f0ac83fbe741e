/**
 * Uploads per second to Lectern's file server, compared with nginx's WebDAV module, alternating in the same run, with each server on one
 * core and the load on another. Lectern verifies URL, size and SHA-256, and flushes the file to the disk before it responds; nginx does
 * none of this, so the ratio shows what that costs.
 *
 *   npm run bench -- upload
 *   npm run bench -- upload --sizes 200 --json
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { startNginx } from '../test/servers/nginx.ts';
import { exitOnSignals, repositoryRoot } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { printRatios, type Rate, type Server, startLecternFiles } from './support/compare-servers.ts';
import { runOnCore } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { openDataFolder } from './support/signed-files.ts';

const wanted = readOptions({
  sizes: { type: 'string', default: '200,2000' },
  connections: { type: 'string', default: '8' },
});
const connections = Number(wanted.connections);
const { seconds } = wanted;

exitOnSignals();
runOnCore(0);
await using stack = new AsyncDisposableStack();
const dataDir = temporaryFolder();
const folder = await openDataFolder(dataDir);
const davFolder = temporaryFolder();
const servers = [await startLecternFiles(dataDir, stack), await startDav()];
runOnCore(1);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
stack.defer(() => agent.destroy());

async function startDav(): Promise<Server> {
  const [files, incoming] = ['files', 'incoming'].map((name) => join(davFolder, name)) as [string, string];
  mkdirSync(files);
  const nginx = await startNginx({
    template: join(repositoryRoot, 'bench/support/nginx-dav.conf'),
    workers: 1,
    edits: (port) => [
      ['listen 443;', `listen 127.0.0.1:${port};`],
      ['root /files;', `root ${files};`],
      ['client_body_temp_path /incoming;', `client_body_temp_path ${incoming};`],
    ],
  });
  stack.defer(nginx.stop);
  return { name: 'nginx, WebDAV', port: nginx.ports[0] as number, pid: nginx.pid };
}

/** Each connection sends the next file when the previous one is stored. */
async function putsPerSecond({ name, port }: Server, content: Buffer): Promise<Rate> {
  const begunMs = performance.now();
  let stored = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - begunMs < seconds * 1000) {
        const status = await put(port, folder.uploadTarget(content), content);
        if (status !== 201) throw new Error(`${name} answers ${status}`);
        stored += 1;
      }
    }),
  );
  const tookSeconds = (performance.now() - begunMs) / 1000;
  for (const path of [folder.objectsFolder, join(davFolder, 'files')]) {
    rmSync(join(path, 'documents'), { recursive: true, force: true });
  }
  return { perSecond: stored / tookSeconds, seconds: tookSeconds };
}

function put(port: number, path: string, content: Buffer): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = { 'Content-Length': content.length, 'Content-Type': 'application/pdf' };
  const sent = request({ host: '127.0.0.1', port, path, method: 'PUT', headers, agent }, (reply) => {
    reply.resume().once('end', () => resolve(reply.statusCode));
  });
  sent.once('error', reject).end(content);
  return promise;
}

const rows = wanted.sizes.split(',').map((kB) => {
  const content = randomBytes(Number(kB) * 1000);
  return { name: `${kB} kB`, measure: (server: Server) => putsPerSecond(server, content) };
});
await printRatios({ title: 'uploads/s', rows, servers, reference: 1, ...wanted });
