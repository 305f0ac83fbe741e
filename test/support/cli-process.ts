import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { after } from 'node:test';
import type { CommandResult } from './server-process.ts';

type Settings = Readonly<Record<string, string>>;

/**
 * The command line in one process for many commands, because starting Node takes most of the time of one. Returns a
 * function that runs a command to its end.
 */
export function startCliProcess(
  environment: Settings,
): (...args: ReadonlyArray<string>) => Promise<CommandResult> {
  const lectern = startCliForSettings();
  return (...args) => lectern(args, environment);
}

/**
 * The same, for commands with different settings. A process that is killed is started again for the next command; the
 * exit code of its last one is -1.
 * @param own the environment of the process itself
 */
export function startCliForSettings(
  own: Settings = {},
): (args: ReadonlyArray<string>, environment: Settings) => Promise<CommandResult> {
  const start = () => fork(import.meta.filename, { env: { ...own }, execArgv: [], stdio: 'pipe' });
  let child = start();
  after(() => child.connected && child.disconnect());
  let last: Promise<unknown> = Promise.resolve();
  return (args, environment) => {
    const result = last.then(() => {
      if (!child.connected) child = start();
      return askChild(child, { args, environment });
    });
    last = result.catch(() => {});
    return result;
  };
}

interface Command {
  readonly args: ReadonlyArray<string>;
  readonly environment: Settings;
}

async function askChild(child: ChildProcess, command: Command): Promise<CommandResult> {
  child.send(command);
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(30_000)]);
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([result]) => result),
      once(child, 'exit', { signal }).then(() => ({ code: -1, stdout: '', stderr: '' })),
    ]);
  } finally {
    ended.abort();
  }
}

/** Runs one command in this process, and stores its output. */
async function runHere({ args, environment }: Command): Promise<CommandResult> {
  process.env = { ...environment };
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = ((text: string) => {
      printed[name] += text;
      return true;
    }) as typeof process.stdout.write;
  }
  const { runCli } = await import('../../src/app/program.ts');
  process.exitCode = 0;
  return { code: await runCli(['node', 'lectern', ...args]), ...printed };
}

// As the child; a test file only imports this module, and has no parent process.
if (process.argv[1] === import.meta.filename) {
  // As src/main.cjs does, because each killed command costs a start.
  enableCompileCache(new URL('../../node_modules/.cache/lectern', import.meta.url).pathname);
  process.on('message', async (command: Command) => process.send?.(await runHere(command)));
}
