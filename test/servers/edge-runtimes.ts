import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { freePorts } from '../support/ports.ts';
import { killAtExit, repositoryRoot, waitUntil } from '../support/server-process.ts';

export type Bindings = Readonly<Record<string, string>>;

export interface EdgeServer {
  readonly port: number;
  /** What it wrote to its standard output. */
  readonly logs?: () => string;
  stop(): Promise<unknown>;
}

export type StartEdgeServer = (bindings: Bindings) => Promise<EdgeServer>;

const home = join(repositoryRoot, 'test/servers/edge-runtimes');

/** The parts of Miniflare that are used here. */
interface Miniflare {
  readonly ready: Promise<URL>;
  setOptions(options: object): Promise<void>;
  getR2Bucket(name: string): Promise<{ put(key: string, value: Uint8Array): Promise<unknown> }>;
  dispose(): Promise<void>;
}

/** Runs the Worker in workerd, the runtime of Cloudflare, with its cache and, if these are given, an R2 bucket with objects. */
export async function startWorker(
  bindings: Bindings,
  objects?: Readonly<Record<string, Uint8Array>>,
): Promise<EdgeServer & { rebind(bindings: Bindings): Promise<void> }> {
  const { Miniflare } = createRequire(join(home, 'package.json'))('miniflare') as {
    Miniflare: new (options: object) => Miniflare;
  };
  const options = {
    ...{ modules: true, scriptPath: join(repositoryRoot, 'deploy/edge/worker.js'), cache: true },
    ...{ host: '127.0.0.1', port: 0, compatibilityDate: '2026-07-01' },
    ...(objects && { r2Buckets: ['BUCKET'] }),
  };
  const miniflare = new Miniflare({ ...options, bindings });
  const { port } = await miniflare.ready;
  for (const [key, bytes] of Object.entries(objects ?? {}))
    await (await miniflare.getR2Bucket('BUCKET')).put(key, bytes);
  return {
    port: Number(port),
    rebind: (others) => miniflare.setOptions({ ...options, port: Number(port), bindings: others }),
    stop: () => miniflare.dispose(),
  };
}

/** Runs the server in Deno. */
export async function startDeno(bindings: Bindings): Promise<EdgeServer> {
  const [port] = await freePorts();
  const script = join(repositoryRoot, 'deploy/edge/server.js');
  const child = spawn(
    join(home, `node_modules/@deno/linux-${process.arch}-glibc/deno`),
    ['serve', '--host', '127.0.0.1', '--port', `${port}`, '--allow-net', '--allow-env', script],
    { env: { PATH: process.env['PATH'], ...bindings }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  killAtExit(child);
  let logs = '';
  child.stdout.on('data', (text) => {
    logs += text;
  });
  await waitUntil('Deno to listen', () => {
    if (child.exitCode !== null) throw new Error(`Deno ended with ${child.exitCode}`);
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  });
  return { port, logs: () => logs, stop: async () => child.kill() };
}
