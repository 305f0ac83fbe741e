import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { repositoryRoot } from './server-process.ts';

/** A command of a page of the manual, as a person types it. */
interface Command {
  readonly text: string;
  /** Lines of its here-document and continuation lines, which its reader fills in or edits. */
  readonly edits: number;
}

interface Step {
  readonly part: string;
  readonly commands: number;
  readonly edits: number;
  readonly seconds: number;
}

/** Starts a shell in the root of the repository, which runs a page: its headings and their `sh` blocks. */
export function startWalk(page: string, env: Readonly<Record<string, string | undefined>>) {
  const parts = partsOf(page);
  const shell = spawn('bash', ['-euo', 'pipefail'], {
    cwd: repositoryRoot,
    env,
    // Its own process group, so that the tests can end all of it.
    detached: true,
  });
  const killGroup = () => {
    try {
      process.kill(-(shell.pid as number), 'SIGKILL');
    } catch {
      // The group has already ended.
    }
  };
  process.once('exit', killGroup);
  after(killGroup);
  const closed = once(shell, 'close');
  let [output, log, typed] = ['', '', 0];
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  shell.stderr.setEncoding('utf8').on('data', (text) => {
    log += text;
  });

  async function type(command: string): Promise<string> {
    typed += 1;
    const mark = `\n--- ${typed} ---\n`;
    output = '';
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => output.endsWith(mark) && resolve();
    shell.stdout.on('data', look);
    shell.stdin.write(`${command}\nprintf '${mark.replaceAll('\n', '\\n')}'\n`);
    await Promise.race([promise, closed]);
    shell.stdout.off('data', look);
    assert.ok(output.endsWith(mark), `the shell exited at: ${command}\n${output}\n${log}`);
    return output.slice(0, -mark.length).trimEnd();
  }

  const steps: Array<Step> = [];
  return {
    /** Types a command that the page does not have. */
    type,
    /** The parts whose commands ran. */
    steps: steps as ReadonlyArray<Step>,
    /** Types the commands below a heading, one by one, and returns the output of each. */
    async walk(part: string): Promise<ReadonlyArray<string>> {
      const commands = parts.get(part);
      assert.ok(commands, `the page has no commands under "${part}"`);
      const start = performance.now();
      const printed: Array<string> = [];
      for (const { text } of commands) printed.push(await type(text));
      const seconds = (performance.now() - start) / 1000;
      const edits = commands.reduce((sum, command) => sum + command.edits, 0);
      steps.push({ part, commands: commands.length, edits, seconds });
      return printed;
    },
    /** Ends the shell, and returns its exit code. */
    async leave(): Promise<number | null> {
      shell.stdin.end();
      const [code] = await closed;
      return code;
    },
    left: () => [...parts.keys()].filter((part) => !steps.some((step) => step.part === part)),
  };
}

function partsOf(page: string): ReadonlyMap<string, ReadonlyArray<Command>> {
  const parts = page.split(/^#+ /m).map((section) => {
    const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
    return [section.split('\n', 1)[0] as string, blocks.flatMap(commandsOf)] as const;
  });
  return new Map(parts.filter(([, commands]) => commands.length > 0));
}

/** A line, the lines after a `\` at its end, and its here-document. */
function commandsOf(block: string): ReadonlyArray<Command> {
  const lines = block.trimEnd().split('\n');
  const commands: Array<Command> = [];
  while (lines.length > 0) {
    const taken = [lines.shift() as string];
    while (taken.at(-1)?.endsWith('\\') && lines.length > 0) taken.push(lines.shift() as string);
    let edits = taken.length - 1;
    const [, end] = /<<'?(\w+)/.exec(taken.at(-1) as string) ?? [];
    if (end) {
      const length = lines.indexOf(end);
      assert.ok(length >= 0, `no line is "${end}"`);
      taken.push(...lines.splice(0, length + 1));
      edits += length;
    }
    commands.push({ text: taken.join('\n'), edits });
  }
  return commands;
}
