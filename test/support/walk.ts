import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { repositoryRoot } from './server-process.ts';

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

  const walked = new Set<string>();
  return {
    /** Types a command that the page does not have. */
    type,
    /** Types the commands below a heading, one by one, and returns the output of each. */
    async walk(part: string): Promise<ReadonlyArray<string>> {
      const commands = parts.get(part);
      assert.ok(commands, `the page has no commands under "${part}"`);
      const printed: Array<string> = [];
      for (const command of commands) printed.push(await type(command));
      walked.add(part);
      return printed;
    },
    /** Ends the shell, and returns its exit code. */
    async leave(): Promise<number | null> {
      shell.stdin.end();
      const [code] = await closed;
      return code;
    },
    /** The parts whose commands did not run. */
    left: () => [...parts.keys()].filter((part) => !walked.has(part)),
  };
}

function partsOf(page: string): ReadonlyMap<string, ReadonlyArray<string>> {
  const parts = page.split(/^#+ /m).map((section) => {
    const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
    return [section.split('\n', 1)[0] as string, blocks.flatMap(commandsOf)] as const;
  });
  return new Map(parts.filter(([, commands]) => commands.length > 0));
}

/** Commands as a person types them: a line, the lines after a `\` at its end, and its here-document. */
function commandsOf(block: string): ReadonlyArray<string> {
  const lines = block.trimEnd().split('\n');
  const commands: Array<string> = [];
  while (lines.length > 0) {
    const taken = [lines.shift() as string];
    while (taken.at(-1)?.endsWith('\\') && lines.length > 0) taken.push(lines.shift() as string);
    const [, end] = /<<'?(\w+)/.exec(taken.at(-1) as string) ?? [];
    if (end) {
      const length = lines.indexOf(end);
      assert.ok(length >= 0, `no line is "${end}"`);
      taken.push(...lines.splice(0, length + 1));
    }
    commands.push(taken.join('\n'));
  }
  return commands;
}
