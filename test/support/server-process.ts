import assert from 'node:assert/strict';
import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from './ports.ts';
import { programVariable, roomyLimits, seededFolderVariable, unpackVariable } from './variables.ts';

export const repositoryRoot = new URL('../../', import.meta.url).pathname;

type Command = readonly [program: string, ...args: ReadonlyArray<string>];

/** How a program is started that is a script, or a file of its own. */
export const commandOf = (program: string): Command =>
  program.endsWith('.cjs') ? [process.execPath, program] : [program];

/** What starts Lectern. */
export const lecternCommand = commandOf(process.env[programVariable] ?? join(repositoryRoot, 'src/main.cjs'));

/** What it needs of the environment. */
export const programEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  [unpackVariable]: process.env[unpackVariable],
});

/** The same as the function `lectern` of a shell. */
export const lecternInShell = `lectern() { ${lecternCommand.map((part) => `'${part}'`).join(' ')} "$@"; }`;

/** Starts Lectern. */
export const spawnLectern = (
  args: ReadonlyArray<string>,
  options: SpawnOptions,
  [program, ...before] = lecternCommand,
): ChildProcess => spawn(program, [...before, ...args], options);

/** The line that reports that everything runs, by command. The demo prints it after its data is complete. */
const readyLine = { serve: /"msg":"ready"/, demo: /^Stop it with Ctrl\+C/m };

/** The longest wait for anything. */
const patienceMs = 60_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerProcess {
  readonly apiUrl: string;
  readonly filesUrl: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly pid: number;
  /** Everything that the process, and those before it, wrote to standard output and standard error. */
  output(): string;
  waitForOutput(pattern: RegExp): Promise<void>;
  /** Starts again, on the same data and the same ports. */
  start(): Promise<void>;
  /** Sends SIGTERM, and returns how the process ended. */
  stop(): Promise<Exit>;
  kill(): Promise<Exit>;
  /** Runs a command of the command line during the server's run, on the same data. */
  lectern(args: ReadonlyArray<string>, stdin?: string): Promise<CommandResult>;
  /** Ends the process if it still runs, and removes its data. */
  end(): Promise<void>;
}

/**
 * Starts a server process with a new data folder and ports, and waits until it has written `ready`. A given data folder
 * is used as it is; its caller removes it.
 * @param program what starts Lectern
 */
export async function startServer(
  command: 'serve' | 'demo' | `serve --workers ${number}`,
  settings: Readonly<Record<string, string>> = {},
  ready: RegExp = command === 'demo' ? readyLine.demo : readyLine.serve,
  program: Command = lecternCommand,
): Promise<ServerProcess> {
  const ownDataDir = settings['LECTERN_DATA_DIR'] ? undefined : await newFolder();
  // The demo's rows and files are in the folder, so a server with another database or storage creates its own.
  const keepsAllInFolder = !settings['LECTERN_STORAGE'] && !settings['DATABASE_URL'];
  const seededFolder = keepsAllInFolder ? process.env[seededFolderVariable] : undefined;
  if (command === 'demo' && ownDataDir && seededFolder)
    await cp(seededFolder, ownDataDir, { recursive: true });
  const [freePort, freeFilesPort] = await freePorts();
  const { LECTERN_PORT: port = freePort, LECTERN_FILES_PORT: filesPort = freeFilesPort } = settings;
  const env = {
    LECTERN_DATA_DIR: ownDataDir ?? '',
    LECTERN_PORT: String(port),
    LECTERN_FILES_PORT: String(filesPort),
    LECTERN_LOG_LEVEL: 'info',
    ...roomyLimits,
    ...settings,
  };
  let output = '';
  let child: ChildProcess;

  async function waitForOutput(pattern: RegExp, from = 0): Promise<void> {
    await waitUntil(`${pattern} in the output`, () => {
      if (pattern.test(output.slice(from))) return true;
      if (hasEnded(child)) throw new Error(`the server ended (${child.exitCode}):\n${output}`);
      return false;
    });
  }

  async function start(): Promise<void> {
    const from = output.length;
    child = spawnLectern(command.split(' '), { env: bareEnvironment(env), cwd: tmpdir() }, program);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    killAtExit(child);
    await waitForOutput(ready, from);
  }

  async function signal(name: 'SIGTERM' | 'SIGKILL'): Promise<Exit> {
    if (!hasEnded(child)) {
      const closed = once(child, 'close');
      child.kill(name);
      await closed;
    }
    return { code: child.exitCode, signal: child.signalCode };
  }

  await start();
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    filesUrl: `http://127.0.0.1:${filesPort}`,
    dataDir: env.LECTERN_DATA_DIR,
    env,
    get pid() {
      return child.pid as number;
    },
    output: () => output,
    waitForOutput: (pattern) => waitForOutput(pattern),
    start,
    stop: () => signal('SIGTERM'),
    kill: () => signal('SIGKILL'),
    lectern: (args, stdin) => runLectern(args, env, stdin),
    async end() {
      await signal('SIGKILL');
      if (ownDataDir) await rm(ownDataDir, { recursive: true, force: true });
    },
  };
}

/** Runs one command of the command line to its end. */
export function runLectern(
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>>,
  stdin = '',
): Promise<CommandResult> {
  const [program, ...before] = lecternCommand;
  return run(program, [...before, ...args], { env: bareEnvironment(env), stdin });
}

/** Runs a program that must succeed, and returns its output. */
export async function outputOf(program: string, args: ReadonlyArray<string>, cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, { cwd });
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  return stdout;
}

/** Runs a program to its end, whatever its exit code. */
export function run(
  program: string,
  args: ReadonlyArray<string>,
  options: { env?: NodeJS.ProcessEnv; cwd?: string; stdin?: string } = {},
): Promise<CommandResult> {
  const { stdin = '', ...rest } = options;
  const { promise, resolve } = Promise.withResolvers<CommandResult>();
  const child = execFile(program, args, { ...rest, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
    resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
  );
  killAtExit(child);
  // A program may end without having read anything; its exit code tells the outcome.
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  return promise;
}

/** Checks again and again, first soon and then less often, until the condition holds; throws when it never does. */
export async function waitUntil(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 10; !(await condition()); pauseMs = Math.min(pauseMs * 1.2, 60)) {
    if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}`);
    await pause(pauseMs);
  }
}

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'lectern-e2e-'));
}

/** Without the developer's own settings, which must not reach a server under test. */
function bareEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...programEnvironment(), HOME: process.env['HOME'], ...settings };
}

/** The ids of a process's direct children, from proc_pid_task(5). */
export function childrenOf({ pid }: Pick<ChildProcess, 'pid'>): ReadonlyArray<number> {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

const running = new Set<ChildProcess>();
const killAll = () => running.forEach((child) => void child.kill('SIGKILL'));
const exitByTerm = () => process.exit(1);

/** No process may outlive the test that started it, also when the test runner aborts the test. */
export function killAtExit(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', killAll).on('SIGTERM', exitByTerm);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', killAll).off('SIGTERM', exitByTerm);
  });
}

/** Makes signals end this process like `process.exit`, which stops its children and removes temporary folders. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
