import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scriptProcess } from './support/script-process.ts';

describe('the log of a process that ends', () => {
  it('is written in its order, also when every thread that could write it is busy', async () => {
    // Blocks are written by libuv's four threads, which hash passwords as well.
    const { ended } = scriptProcess(`
      import { scrypt } from 'node:crypto';
      import { createLog, flushLog } from './src/log.ts';
      const log = createLog({ logLevel: 'info' });
      for (let thread = 0; thread < 4; thread += 1) scrypt('a', 'b', 64, { N: 16384 }, () => {});
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

  it('says at its end why it ends, after what is still being written', async () => {
    const { ended } = scriptProcess(`
      import { scrypt } from 'node:crypto';
      import { createLog, logFatal } from './src/log.ts';
      const log = createLog({ logLevel: 'info' });
      for (let thread = 0; thread < 4; thread += 1) scrypt('a', 'b', 64, { N: 16384 }, () => {});
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
