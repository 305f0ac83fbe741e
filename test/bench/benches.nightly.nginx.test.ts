import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';

/** Each takes about a second. A bench verifies the replies that it counts, so success means correct servers. */
const short: Readonly<Record<string, ReadonlyArray<string>>> = {
  download: ['--sizes', '200', '--reads', 'hot'],
  upload: ['--sizes', '200'],
  'contest-simulation': [],
  sign: ['--slice-ms', '1'],
};
/** Their setup takes ten seconds and more, so they run at night. */
const long: typeof short = {
  'task-detail': ['--credentials', 'session', '--students', '10'],
  'task-detail --against .': ['--credentials', 'session', '--students', '10'],
  'compare list --against . --times 2': ['--database', 'sqlite'],
  'download --against .': ['--sizes', '200', '--reads', 'hot'],
  'change-notices': ['--readers', '50', '--database', 'sqlite'],
  'contest-start': ['--participants', '50', '--database', 'sqlite'],
  'contest-start --envelopes --against .': ['--participants', '50', '--database', 'sqlite'],
  growth: ['--small'],
  start: ['--quiet-seconds', '0'],
};
const benches = sized(0, 1) ? { ...short, ...long } : short;

describe('a bench of one second', () => {
  for (const [name, options] of Object.entries(benches)) {
    it(`measures every row: ${name}`, async () => {
      const once = ['--rounds', '0', '--seconds', '1', '--json'];
      const { code, stdout, stderr } = await run(process.execPath, [
        ...['bench/run.ts', ...name.split(' ')],
        ...[...once, ...options],
      ]);
      assert.ok(stdout.startsWith('{'), `${stdout}${stderr}`);
      const { results } = JSON.parse(stdout);
      assert.ok(results.length > 0);
      assert.doesNotMatch(JSON.stringify(results), /\{\}/, 'a row without values');
      // One round is too short for `growth` to judge a speed, the only other reason to end with another code.
      assert.ok(code === 0 || name === 'growth', stderr);
    });
  }
});
