import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';

/** Each for about a second. They verify the replies that they count, so one that ends well has asked right servers. */
const short: Readonly<Record<string, ReadonlyArray<string>>> = {
  download: ['--sizes', '200', '--reads', 'hot'],
  upload: ['--sizes', '200'],
  'contest-simulation': [],
  sign: ['--slice-ms', '1'],
};
/** What these need first takes ten seconds and more, so they wait for the night. */
const long: typeof short = {
  'task-detail': ['--credentials', 'session', '--students', '10'],
  list: ['--database', 'sqlite'],
  'change-notices': ['--readers', '50', '--database', 'sqlite'],
  'contest-start': ['--participants', '50', '--database', 'sqlite'],
  'contest-start --envelopes': ['--participants', '50', '--database', 'sqlite'],
  growth: ['--small'],
  start: ['--requests', '100'],
};
const benches = sized(0, 1) ? { ...short, ...long } : short;

describe('a bench, for a second,', () => {
  for (const [name, options] of Object.entries(benches)) {
    it(`of ${name} measures every row`, async () => {
      const once = ['--rounds', '0', '--seconds', '1', '--json'];
      const { code, stdout, stderr } = await run(process.execPath, [
        ...['bench/run.ts', ...name.split(' ')],
        ...[...once, ...options],
      ]);
      assert.ok(stdout.startsWith('{'), `${stdout}${stderr}`);
      const { results } = JSON.parse(stdout);
      assert.ok(results.length > 0);
      // One round says nothing of a speed, which is what else it may end with.
      assert.ok(code === 0 || name === 'growth', stderr);
    });
  }
});
