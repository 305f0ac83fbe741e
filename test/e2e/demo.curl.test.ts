import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sha256, signIn } from '../support/api-client.ts';
import { freePorts } from '../support/ports.ts';
import { newFolder, repositoryRoot, run, waitUntil } from '../support/server-process.ts';

/** `npm run demo` in its own process group, as a person starts and stops it. */
async function npmRunDemo(env: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn('npm', ['run', 'demo'], {
    cwd: repositoryRoot,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name);
  };
  const kill = () => signal('SIGKILL');
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  await waitUntil('the demo to start', () => {
    if (child.exitCode !== null) throw new Error(`the demo ended:\n${output}`);
    return output.endsWith('in your browser.\n');
  });
  return {
    output: () => output,
    /** Ctrl+C reaches the whole group. */
    async interrupt() {
      const closed = once(child, 'close');
      signal('SIGINT');
      await closed;
      process.off('exit', kill);
    },
  };
}

describe('npm run demo', () => {
  let folder: string;
  let env: Record<string, string>;
  let demo: Awaited<ReturnType<typeof npmRunDemo>>;
  before(async () => {
    folder = await newFolder();
    const [port, filesPort] = await freePorts();
    env = {
      LECTERN_DATA_DIR: join(folder, 'data'),
      LECTERN_PORT: String(port),
      LECTERN_FILES_PORT: String(filesPort),
    };
    demo = await npmRunDemo(env);
  });
  after(async () => {
    await demo.interrupt();
    await rm(folder, { recursive: true });
  });
  const apiUrl = () => `http://127.0.0.1:${env['LECTERN_PORT']}`;

  /** The lines to paste: those that are indented, after "Try it". */
  const linesToPaste = () => {
    const text = demo.output();
    return text
      .slice(text.indexOf('Try it'))
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .join('\n');
  };

  it('prints addresses and accounts', () => {
    for (const text of [apiUrl(), 'admin@', 'teacher@', 'student@', 'outsider@example.org', 'lectern-demo']) {
      assert.ok(demo.output().includes(text), text);
    }
    assert.ok(demo.output().endsWith(`\n\nOpen ${apiUrl()} in your browser.\n`));
  });

  it('prints curl lines that download a PDF when they are pasted', async () => {
    const downloads = join(folder, 'downloads');
    await mkdir(downloads);
    assert.match(linesToPaste(), /curl/);
    const { code, stderr } = await run('bash', ['-e', '-u', '-o', 'pipefail', '-c', linesToPaste()], {
      cwd: downloads,
    });
    assert.equal(code, 0, stderr);

    const [name = '', ...others] = await readdir(downloads);
    assert.deepEqual(others, [], 'one file');
    const student = await signIn(apiUrl(), 'student');
    const items = await student.list<{ taskId: string }>('/api/v1/tasks');
    const documents = (await Promise.all(items.map((item) => student.task(item.taskId)))).flatMap(
      (detail) => detail.documents,
    );
    const document = documents.find((each) => each.fileName === name);
    assert.ok(document, `"${name}" is a file of a task`);
    assert.equal(sha256(await readFile(join(downloads, name))), document.sha256);
    assert.equal((await stat(join(downloads, name))).size, document.size);
  });

  it('keeps the data when it is started again', async () => {
    const student = await signIn(apiUrl(), 'student');
    const tasks = await student.list('/api/v1/tasks');
    await demo.interrupt();
    demo = await npmRunDemo(env);
    assert.deepEqual(await student.list('/api/v1/tasks'), tasks);
  });
});
