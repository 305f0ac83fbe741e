import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../support/server-process.ts';

/** Each for about a second. They verify the replies that they count, so one that ends well has asked right servers. */
const benches: Readonly<Record<string, ReadonlyArray<string>>> = {
  'task-detail': ['--credentials', 'session', '--students', '10'],
  download: ['--sizes', '200', '--reads', 'hot'],
  upload: ['--sizes', '200'],
  list: ['--database', 'sqlite'],
  'contest-start': ['--participants', '50', '--database', 'sqlite'],
  'contest-simulation': [],
  growth: ['--small'],
  sign: ['--slice-ms', '1'],
  start: ['--requests', '100'],
};

describe('a bench, for a second,', () => {
  for (const [name, options] of Object.entries(benches)) {
    it(`of ${name} measures every row`, async () => {
      const short = ['--rounds', '0', '--seconds', '1', '--json'];
      const { code, stdout, stderr } = await run(process.execPath, [
        ...['bench/run.ts', name],
        ...[...short, ...options],
      ]);
      assert.ok(stdout.startsWith('{'), `${stdout}${stderr}`);
      const { results } = JSON.parse(stdout);
      assert.ok(results.length > 0);
      // One round says nothing of a speed, which is what else it may end with.
      assert.ok(code === 0 || name === 'growth', stderr);
    });
  }
});
