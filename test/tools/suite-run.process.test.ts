import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const header = "import { after, describe, it } from 'node:test';\n";
const fails = "throw new Error('for this reason')";
const suites = {
  'a test that passes': { text: "it('passes', () => {});", failures: [] },
  'a test that fails': {
    text: `describe('outside', () => { it("isn't [so]", () => { ${fails}; }); });`,
    failures: ["✖ outside › isn't [so], on SQLite", "--test-name-pattern='isn'\\''t \\[so\\]'"],
  },
  'an after that fails': { text: `it('passes', () => {}); after(() => { ${fails}; });`, failures: ['✖'] },
  'a file that cannot be loaded': { text: `${fails};`, failures: ['✖'] },
};

/** Node runs no suites within a suite. */
async function runInProcess(files: ReadonlyArray<string>) {
  const script = join(temporaryFolder(), 'run.mjs');
  const runner = join(repositoryRoot, 'test/support/suite-run.ts');
  await writeFile(
    script,
    `import { runSuites } from '${runner}';
    const outcome = await runSuites('SQLite', ${JSON.stringify(files)}, {}, {});
    process.stdout.write(JSON.stringify(outcome), () => process.exit(0));`,
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout, stderr } = await run(process.execPath, [script], { cwd: repositoryRoot, env });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

describe('a run of suites', () => {
  for (const alone of [true, false])
    for (const [what, { text, failures }] of Object.entries(suites))
      it(`reports ${what}, ${alone ? 'alone' : 'with others in one process'}`, async () => {
        const folder = temporaryFolder();
        const files = ['some.test.mjs', ...(alone ? [] : ['other.test.mjs'])].map((name) =>
          join(folder, name),
        );
        for (const file of files)
          await writeFile(file, header + (file === files[0] ? text : "it('is well', () => {});"));
        const outcome = await runInProcess(files);
        const told = outcome.failures.map(({ text }: { text: string }) => text).join('\n') + outcome.output;
        assert.equal(outcome.failures.length, Math.min(failures.length, 1), told);
        for (const part of [...failures, ...(failures.length > 0 ? ['for this reason'] : [])])
          assert.ok(told.includes(part), `"${part}" is missing in:\n${told}`);
      });
});
