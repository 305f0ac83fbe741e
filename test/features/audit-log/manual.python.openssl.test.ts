import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';
import { assertShown, commandsIn } from '../../support/manual-commands.ts';
import { lecternInShell, programEnvironment, run } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createFinals } from './finals.ts';

const testApp = await openTestApp();
const { core, environment } = testApp;
const folder = temporaryFolder();

const runLines = (lines: string) =>
  run('bash', ['-euc', `${lecternInShell}\n${lines}`], {
    cwd: folder,
    env: { ...programEnvironment(), HOME: folder, ...environment },
  });
const succeed = async (lines: string) => {
  const { code, stdout, stderr } = await runLines(lines);
  assert.equal(code, 0, `${lines}\n${stdout}${stderr}`);
  return `${stdout}\n${stderr}`;
};

describe('the manual of the audit log', () => {
  it('exports and verifies, with Lectern and without', async () => {
    const { teacher, reader, taskId } = await createFinals(testApp);
    await succeed('lectern audit export --contest ext:finals ./early');
    copyFileSync(join(folder, 'early/checkpoint'), join(folder, 'kept-checkpoints'));
    // More than one tile.
    for (let issued = 0; issued < 300; issued += 1) {
      await reader.send(`POST /api/v1/tasks/${taskId}/description-url`);
    }
    await core.flushIssues();

    await succeed(commandsIn('docs/audit-log.md', 'Send checkpoints elsewhere').join('\n'));
    const shown = await succeed(commandsIn('docs/audit-log.md', 'Export and verify').join('\n'));
    assertShown(shown, 'docs/audit-log.md', 'Export and verify');

    const [tree = '', signature = ''] = commandsIn('docs/audit-log-format.md', 'Verify without Lectern');
    const counted = await succeed(tree);
    const all = /^(3\d\d) of \1 entries of contest:\S+ are disclosed and in the tree of 3\d\d\n/;
    assert.match(counted, all);
    assert.match(await succeed(signature), /Signature Verified Successfully/);

    for (const [name, changed, by, expected] of [
      ['entries.jsonl', reader.id, teacher.id, /^AssertionError: \{'index'/m],
      ['entries.jsonl', /\n.*\n$/, '\n', /^AssertionError: entry \d+ was withheld/m],
      ['entries.jsonl', /.*contestTasks.*\n/, '', /^AssertionError: entry \d+ was withheld/m],
      ['subjects', /^task:.*\n/m, '', /^AssertionError: \(\{\}, \{'task:/m],
      ['subjects', /^(task:\S+ ).*/m, `$1${'0'.repeat(32)}`, /^AssertionError: \(\{\}, \{'task:/m],
      ['leaves', '"time":"2', '"time":"1', /^AssertionError/m],
    ] as const) {
      const path = join(folder, 'finals', name);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(changed, by));
      assert.match((await runLines(tree)).stderr, expected);
      writeFileSync(path, text);
    }
    const checkpoint = join(folder, 'finals/checkpoint');
    writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').replace('\n3', '\n4'));
    assert.notEqual((await runLines(signature)).code, 0);
  });
});
