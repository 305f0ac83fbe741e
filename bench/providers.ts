/**
 * What a configured provider costs `lectern serve`: the time from process start to the first response, and its resident memory at that time
 * (Linux), each compared with the embedded store in the same round.
 *
 *   npm run bench -- providers
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, median, residentMiB, startNode, startOptions, stop } from './support/processes.ts';
import { providerSettings } from './support/provider-settings.ts';
import { tableOf } from './support/table.ts';

const rounds = 9;
const program = [...startOptions(), 'src/main.cjs', 'serve'];

interface Start {
  readonly ms: number;
  readonly mib: number;
}

const dataDir = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rm(dataDir, { recursive: true }));
const [port, filesPort] = [await freePort(), await freePort()];
const settings = {
  LECTERN_DATA_DIR: dataDir,
  LECTERN_PORT: String(port),
  LECTERN_FILES_PORT: String(filesPort),
  LECTERN_LOG_LEVEL: 'error',
};
// Without an account, the server prints at every start how to create one.
const create = ['src/main.cjs', 'users', 'create', '--email', 'admin@example.org', '--role', 'admin'];
execFileSync(process.execPath, create, { env: settings });

async function start(name: string): Promise<Start> {
  const startedMs = performance.now();
  const environment = { ...settings, ...providerSettings[name] };
  const server = await startNode(program, environment, `http://127.0.0.1:${port}/healthz`);
  const result = { ms: performance.now() - startedMs, mib: residentMiB(server) };
  await stop(server);
  return result;
}

const starts = new Map(Object.keys(providerSettings).map((name) => [name, [] as Array<Start>]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, results] of starts) {
    const result = await start(name);
    if (round > 0) results.push(result); // the first start fills the compile cache
  }
}

const line = tableOf(28, 14);
line([`medians of ${rounds} rounds`, 'start, ms', '× embedded', 'memory, MiB', '× embedded']);
const embedded = starts.get('embedded') ?? [];
for (const [name, results] of starts) {
  const cells = (['ms', 'mib'] as const).flatMap((of) => {
    const ratios = results.map((result, round) => result[of] / (embedded[round]?.[of] ?? Number.NaN));
    return [median(results.map((result) => result[of])).toFixed(0), median(ratios).toFixed(2)];
  });
  line([name, ...cells]);
}
