import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { residentBytes } from '../../test/support/process-usage.ts';
import { killAtExit } from '../../test/support/server-process.ts';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Pins this process, and the processes that it starts later, to one core if the machine has it, so that compared servers use one core, and
 * the load another.
 */
export function runOnCore(core: number): void {
  // Not `availableParallelism`, which counts only the cores left by an earlier call.
  if (cpus().length > core) spawnSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)]);
}

/** Starts a Node program of this repository, which ends with this process, and waits until a URL responds. */
export async function startNode(
  program: ReadonlyArray<string>,
  environment: Record<string, string>,
  url: string,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, program, {
    // The load comes from few accounts.
    env: { PATH: process.env['PATH'] ?? '', LECTERN_FRESH_URLS_PER_MINUTE: '1000000', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  killAtExit(child);
  while (child.exitCode === null) {
    try {
      if ((await fetch(url)).ok) return child;
    } catch {
      await wait(5);
    }
  }
  throw new Error(`${program.join(' ')} ended before it answered`);
}

export interface StartedLectern {
  readonly server: ChildProcess;
  /** Of the API. */
  readonly port: number;
  readonly url: string;
  readonly filesPort: number;
}

/** Node's options in the script `start` of the checkout that a program belongs to. */
export function startOptions(program: ReadonlyArray<string> = []): ReadonlyArray<string> {
  const main = program.find((word) => word.endsWith('main.cjs')) ?? 'src/main.cjs';
  const { scripts } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8'));
  return String(scripts.start)
    .split(' ')
    .filter((word) => word.startsWith('--'));
}

/** Starts `lectern serve`, or an equivalent program, on free ports and like `npm start`; returns when it is ready. */
export async function startLectern(
  settings: Record<string, string>,
  program: ReadonlyArray<string> = ['src/main.cjs', 'serve'],
): Promise<StartedLectern> {
  const [port, filesPort] = [await freePort(), await freePort()];
  const ports = { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
  const url = `http://127.0.0.1:${port}`;
  const asNpmStart = [...startOptions(program), ...program];
  const server = await startNode(asNpmStart, { ...settings, ...ports }, `${url}/readyz`);
  return { server, port, url, filesPort };
}

export async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

/** Resident memory of a process and its running children, in MiB (Linux). */
export function residentMiB({ pid }: ChildProcess): number {
  return sumOfFamily(pid as number, (each) => residentBytes(each) / 1024 ** 2);
}

/** CPU time used so far by the same processes, in milliseconds (Linux has a resolution of 10 ms). */
export function cpuMs({ pid }: Pick<ChildProcess, 'pid'>): number {
  return sumOfFamily(pid as number, (each) => {
    const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
    // The second field is the program's name, which may contain spaces.
    const [user = 0, system = 0] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
    return (user + system) * 10;
  });
}

function sumOfFamily(pid: number, of: (pid: number) => number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + sumOfFamily(Number(child), of), of(pid));
}

export function median(values: ReadonlyArray<number>): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
