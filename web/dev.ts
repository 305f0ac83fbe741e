import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run dev`: the demo at its usual address, started again when the server or the web app changes. The web app is
 * built as for production, so that the page has the same security policy.
 */

const root = join(import.meta.dirname, '..');
/** An editor writes several files at once. */
const quietMs = 100;

const run = (...args: ReadonlyArray<string>): ChildProcess =>
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
const startServer = () => run('--watch', '--watch-preserve-output', 'src/main.cjs', 'demo');

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.kill()) await ended;
}

/** Whether the web app is as new as its sources now. */
async function build(): Promise<boolean> {
  const [code] = await once(run('web/build-when-needed.ts'), 'exit');
  return code === 0;
}

await build();
let server = startServer();

let rebuilt = Promise.resolve();
async function rebuild(): Promise<void> {
  if (!(await build())) return; // Vite has said why
  // The server reads the page when it starts.
  await end(server);
  server = startServer();
}

let quiet: NodeJS.Timeout | undefined;
for (const folder of ['web/src', 'web/public', 'client/src', 'problems']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      rebuilt = rebuilt.then(rebuild);
    }, quietMs);
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await end(server);
    process.exit();
  });
}
