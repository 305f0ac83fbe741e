import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import type { CommandResult } from './server-process.ts';

/**
 * The command line in one process for many commands, since starting Node takes most of the time of one.
 * It is given back as a function that runs a command to its end.
 */
export function startCliProcess(
  environment: Readonly<Record<string, string>>,
): (...args: ReadonlyArray<string>) => Promise<CommandResult> {
  const child = fork(import.meta.filename, { env: { ...environment }, execArgv: [], stdio: 'pipe' });
  after(() => child.disconnect());
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const result = last.then(() => askChild(child, args));
    last = result.catch(() => {});
    return result;
  };
}

async function askChild(child: ChildProcess, args: ReadonlyArray<string>): Promise<CommandResult> {
  child.send(args);
  const [result] = await once(child, 'message', { signal: AbortSignal.timeout(30_000) });
  return result;
}

/** Runs one command in this process, and keeps what it prints. */
async function runHere(args: ReadonlyArray<string>): Promise<CommandResult> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = ((text: string) => {
      printed[name] += text;
      return true;
    }) as typeof process.stdout.write;
  }
  const { runCli } = await import('../../src/cli/main.ts');
  process.exitCode = 0;
  return { code: await runCli(['node', 'lectern', ...args]), ...printed };
}

// As the child; in a test file this module is only imported, and has no parent to talk to.
if (process.argv[1] === import.meta.filename) {
  process.on('message', async (args: ReadonlyArray<string>) => process.send?.(await runHere(args)));
}
