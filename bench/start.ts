/**
 * Time of a seeded demo from `npm run demo` to the first response, and its memory at rest, after a minute of task details, and when the
 * server has been quiet again for 25 seconds.
 *
 *   npm run bench -- start
 *   npm run bench -- start --rounds 1 --seconds 10 --json
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { residentBytes } from '../test/support/process-usage.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { answersPerSecond } from './support/load.ts';
import { freePort, median } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';

const wanted = readOptions({
  rounds: { type: 'string', default: '7' },
  seconds: { type: 'string', default: '60' },
  /** Until memory is measured again. The server looks every 10 seconds whether it can release any. */
  'quiet-seconds': { type: 'string', default: '25' },
});
const { rounds, isCounted, seconds } = wanted;
const connections = 20;

exitOnSignals();
const dataDir = temporaryFolder();
const [port, filesPort] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${port}`;

/** Starts the demo as a user does, and returns the time until the first response, in milliseconds. */
async function startDemo() {
  const startedMs = performance.now();
  const npm = spawn('npm', ['run', 'demo'], {
    env: {
      ...process.env,
      LECTERN_DATA_DIR: dataDir,
      LECTERN_PORT: String(port),
      LECTERN_FILES_PORT: String(filesPort),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  // Kills the group if a signal ends the bench, because npm would not forward the signal to the server.
  const kill = () => process.kill(-(npm.pid as number), 'SIGKILL');
  process.once('exit', kill);
  npm.once('exit', () => process.off('exit', kill));
  for (;;) {
    try {
      await (await fetch(`${url}/healthz`)).text();
      return { npm, ms: performance.now() - startedMs };
    } catch {
      await wait(2);
    }
  }
}

/** Ends npm and its server. */
async function stopDemo(npm: Awaited<ReturnType<typeof startDemo>>['npm']) {
  process.kill(-(npm.pid as number), 'SIGTERM');
  if (npm.exitCode === null && npm.signalCode === null) await once(npm, 'exit');
  for (;;) {
    try {
      await fetch(`${url}/healthz`);
      await wait(5);
    } catch {
      return;
    }
  }
}

/** Resident memory of the server, in MiB: the process in npm's group that runs our program (Linux). */
async function residentMiB(): Promise<number> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environment.includes(`LECTERN_DATA_DIR=${dataDir}`)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
    if (!command.includes('src/main.cjs') || !program.endsWith('/node')) continue;
    return residentBytes(Number(pid)) / 1024 ** 2;
  }
  throw new Error('the server is not running');
}

const times: Array<number> = [];
for (let round = 0; round <= rounds; round += 1) {
  const { npm, ms } = await startDemo(); // the first start seeds, and fills the compile cache
  if (isCounted(round)) times.push(ms);
  await stopDemo(npm);
}

const { npm } = await startDemo();
const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: 'student@example.org', password: 'lectern-demo' }),
});
const { token } = (await signIn.json()) as { token: string };
const headers = { authorization: `Bearer ${token}` };
const { items } = (await (await fetch(`${url}/api/v1/tasks`, { headers })).json()) as {
  items: ReadonlyArray<{ taskId: string }>;
};
const atRest = await residentMiB();
const requests = items.map(({ taskId }) => ({ path: `/api/v1/tasks/${taskId}`, headers }));
const perSecond = await answersPerSecond(url, requests, { connections, seconds });
const afterLoad = await residentMiB();
await wait(1000 * Number(wanted['quiet-seconds']));
const quiet = await residentMiB();
await stopDemo(npm);

const startMs = { min: Math.min(...times), median: median(times), max: Math.max(...times) };
const residentMib = {
  afterSignIn: Math.round(atRest),
  afterLoad: Math.round(afterLoad),
  quietAgain: Math.round(quiet),
};
if (wanted.json)
  process.stdout.write(
    `${JSON.stringify({ rounds, seconds, results: [{ startMs, residentMib, requests: perSecond * seconds }] }, null, 2)}\n`,
  );
else {
  const [min, middle, max] = Object.values(startMs).map((ms) => ms.toFixed(0));
  process.stdout.write(
    [
      `npm run demo to the first answer, ms: min ${min}, median ${middle}, max ${max}`,
      `resident memory after sign-in: ${residentMib.afterSignIn} MiB`,
      `resident memory after ${(perSecond * seconds).toFixed(0)} task details in ${seconds} s: ${residentMib.afterLoad} MiB`,
      `resident memory when quiet again: ${residentMib.quietAgain} MiB`,
      '',
    ].join('\n'),
  );
}
