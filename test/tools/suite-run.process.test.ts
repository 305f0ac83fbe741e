import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startSuiteRun } from '../support/suite-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const header = "import { after, it } from 'node:test';\n";
const fails = "throw new Error('for this reason')";
const suites = {
  passes: { text: "it('passes', () => {});", passed: true },
  'a test that fails': { text: `it('fails', () => { ${fails}; });`, passed: false },
  'an after that fails': { text: `it('passes', () => {}); after(() => { ${fails}; });`, passed: false },
  'a file that cannot be loaded': { text: `${fails};`, passed: false },
};

describe('a run of suites', () => {
  for (const isolation of ['none', { processes: 1 }] as const)
    for (const [what, { text, passed }] of Object.entries(suites))
      it(`in ${isolation === 'none' ? 'one process' : 'processes'} is told ${passed ? 'to have passed' : 'to have failed'}: ${what}`, async () => {
        const file = join(temporaryFolder(), 'some.test.mjs');
        await writeFile(file, header + text);
        const run = startSuiteRun('trial', [file], [], {}, isolation);
        assert.equal(await run.ended, passed);
        // Why a file cannot be loaded is told where that happens.
        const says = text.startsWith('throw') ? file : 'for this reason';
        assert.equal(run.failed.join('\n').includes(says), !passed);
      });
});
