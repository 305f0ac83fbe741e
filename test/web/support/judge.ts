import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { freePortRange } from '../../support/ports.ts';
import { repositoryRoot, waitUntil } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export const judgeFolder = join(repositoryRoot, 'examples/judge');

export interface Judge {
  readonly url: string;
  readonly lecternUrl: string;
  /** What the commands printed. */
  readonly lines: ReadonlyArray<string>;
  /** Pastes the commands that stop it. */
  stop(): Promise<{ readonly code: number | null; readonly log: string }>;
}

/**
 * Pastes the commands of examples/judge/README.md into a shell, on other ports, up to those that stop it.
 * @param host by which browsers know the judge
 */
export async function startJudge(host: string): Promise<Judge> {
  const [port, filesPort, judgePort] = await freePortRange(3).then((first) => [first, first + 1, first + 2]);
  const [url, lecternUrl] = [`http://localhost:${judgePort}`, `http://127.0.0.1:${port}`];
  const readme = readFileSync(join(judgeFolder, 'README.md'), 'utf8')
    .replaceAll('ORIGINS=http://localhost:3000', `ORIGINS=http://${host}:${judgePort}`)
    .replaceAll('http://localhost:3000', url)
    .replaceAll('http://127.0.0.1:8080', lecternUrl);
  const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  const last = blocks.pop() as string;
  const script = ['set -euo pipefail', ...blocks, 'echo; echo ready; read -r || true', last].join('\n');
  const shell = spawn('bash', ['-c', script], {
    cwd: repositoryRoot,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: temporaryFolder(),
      LECTERN_PORT: String(port),
      LECTERN_FILES_PORT: String(filesPort),
      JUDGE_PORT: String(judgePort),
    },
    // A group of its own, so that nothing of it outlives the tests.
    detached: true,
  });
  const killGroup = () => {
    try {
      process.kill(-(shell.pid as number), 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  };
  process.once('exit', killGroup);
  after(killGroup);
  const closed = once(shell, 'close');
  let [output, log] = ['', ''];
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  shell.stderr.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  await waitUntil('the judge', () => {
    assert.equal(shell.exitCode, null, `${output}\n${log}`);
    return output.endsWith('\nready\n');
  });
  return {
    url,
    lecternUrl,
    lines: output.trimEnd().split('\n').slice(0, -1),
    async stop() {
      shell.stdin.end('\n');
      const [code] = await closed;
      return { code, log };
    },
  };
}
