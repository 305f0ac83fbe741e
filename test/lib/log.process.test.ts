import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { scriptProcess } from '../support/script-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const pipe = join(temporaryFolder(), 'pipe');
execFileSync('mkfifo', [pipe]);

/**
 * libuv's four threads write blocks and hash passwords. For longer than a second each of them opens a pipe that has no
 * writer yet.
 */
const keepThreadsBusy = `
  import { spawn } from 'node:child_process';
  import { open } from 'node:fs';
  for (let thread = 0; thread < 4; thread += 1) open('${pipe}', () => {});
  spawn('sh', ['-c', 'sleep 1.5; : > ${pipe}']);
`;

describe('the log of a process that ends', () => {
  it('is written in order, even if all threads that could write it are busy', async () => {
    const { ended } = scriptProcess(`
      import { createLog, flushLog } from './src/lib/log.ts';
      ${keepThreadsBusy}
      const log = createLog({ logLevel: 'info' });
      for (let line = 0; line < 40; line += 1) log.info({ line, filler: 'x'.repeat(200) });
      await flushLog(log);
      process.exit(0);
    `);
    const lines = (await ended).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).line),
      Array.from({ length: 40 }, (_, line) => line),
    );
  });

  it('gives the reason why it ends last, after what is still being written', async () => {
    const { ended } = scriptProcess(`
      import { createLog, logFatal } from './src/lib/log.ts';
      ${keepThreadsBusy}
      const log = createLog({ logLevel: 'info' });
      log.info({}, 'before');
      log.flush();
      await logFatal(log, {}, 'the end');
      process.exit(0);
    `);
    const lines = (await ended).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).msg),
      ['before', 'the end'],
    );
  });
});
