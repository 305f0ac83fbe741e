import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createVite, type Plugin, type ViteDevServer } from 'vite';
import { readConfig } from '../src/features/settings.ts';
import { freePortRange } from '../test/support/ports.ts';
import { packageFolders } from './package-folders.ts';

/**
 * `npm run dev`: the demo at its usual address. Vite serves the web app there and replaces changed modules in open
 * pages; it forwards API requests to the server, which restarts when its sources change. The server contains none of this.
 */

const root = join(import.meta.dirname, '..');
const web = join(root, 'web');
const serverSources = ['src', ...packageFolders, 'package.json'].map((name) => join(root, name));
const apiPaths = '^/(api/|docs|manual|healthz|readyz|metrics)';
const textsFolder = join(web, 'src/lib/i18n/locales');
/** An editor writes several files at once. */
const quietMs = 100;

const { host, port, publicUrl, embedOrigins } = readConfig(process.env);
const apiPort = String(await freePortRange(1));
const { publicUrl: apiUrl } = readConfig({
  ...process.env,
  LECTERN_PORT: apiPort,
  LECTERN_PUBLIC_URL: undefined,
});

let server: ChildProcess;
/** Settles when the server answers or has exited. Requests wait for it. */
let started = start();
process.once('exit', () => server.kill());

async function start(): Promise<void> {
  server = spawn(process.execPath, ['src/main.cjs', 'demo'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, LECTERN_PORT: apiPort, LECTERN_PUBLIC_URL: publicUrl },
    detached: true, // Ctrl-C reaches this process only, so the server gets one signal and stops with grace
  });
  const answers = () =>
    fetch(`${apiUrl}/healthz`).then(
      () => true,
      () => false,
    );
  while (server.kill(0) && !(await answers())) await pause(20);
}

async function stop(): Promise<void> {
  const exited = once(server, 'exit');
  if (server.kill()) await exited;
}

let changes = 0;
/** Requests wait from the change on, so none reaches a server that is stopping. */
function restartSoon(): void {
  changes += 1;
  const change = changes;
  const isLast = () => change === changes;
  started = started.then(async () => {
    if (isLast()) await pause(quietMs);
    if (!isLast()) return;
    await stop();
    await start();
  });
}

const lectern: Plugin = {
  name: 'lectern',
  configureServer(vite) {
    vite.watcher.add(serverSources).on('all', (_event, path) => {
      if (serverSources.some((source) => path.startsWith(source))) restartSoon();
    });
    vite.middlewares.use(async ({ url = '' }, _response, next) => {
      if (new RegExp(apiPaths).test(url)) await started;
      next();
    });
    // Called after Vite has looked for a file.
    return () =>
      vite.middlewares.use((request, response, next) => {
        if (request.headers.accept?.includes('text/html')) showPage(vite, request, response).catch(next);
        else next();
      });
  },
  async hotUpdate({ file, read }) {
    if (this.environment.name !== 'client' || !file.startsWith(textsFolder)) return;
    const [namespace, language] = basename(file, '.json').split('.');
    const content = await read();
    try {
      this.environment.hot.send('lectern:texts', { language, namespace, texts: JSON.parse(content) });
    } catch (error) {
      this.environment.logger.error(`${file}: ${(error as Error).message}`);
    }
    return []; // no page must reload
  },
};

async function showPage(
  vite: ViteDevServer,
  { url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const page = await vite.transformIndexHtml(url, await readFile(join(web, 'index.html'), 'utf8'));
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', policyFor(nonce));
  response.end(
    page.replaceAll('LECTERN_CSP_NONCE', nonce).replace('LECTERN_EMBED_ORIGINS', embedOrigins.join(' ')),
  );
}

/**
 * Looser than in production (`src/api/web-app.ts`): scripts and styles must come from a file or carry the nonce, and no
 * script is made from text, but Trusted Types would refuse the addresses of Vite's workers. Vite waits in a worker
 * from a blob for its server to return.
 */
const policyFor = (nonce: string) =>
  `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'; worker-src 'self' blob:`;

const front = createServer();
const vite = await createVite({
  root: web,
  configFile: join(web, 'vite.config.ts'),
  appType: 'custom',
  plugins: [lectern],
  server: {
    middlewareMode: true,
    ws: { server: front },
    allowedHosts: [new URL(publicUrl).hostname],
    proxy: { [apiPaths]: apiUrl },
  },
});
front.on('request', vite.middlewares).listen(port, host);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    await Promise.all([stop(), vite.close()]);
    process.exit();
  });
}
