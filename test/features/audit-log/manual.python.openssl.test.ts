import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';
import { assertShown, commandsIn } from '../../support/manual-commands.ts';
import { lecternProgram, run } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createFinals } from './finals.ts';

const testApp = await openTestApp();
const { core, environment } = testApp;
const folder = temporaryFolder();

const runLines = (lines: string) =>
  run('bash', ['-euc', `lectern() { '${process.execPath}' '${lecternProgram}' "$@"; }\n${lines}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...environment },
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

    const page = 'docs/audit-log.md';
    await succeed(commandsIn('docs/audit-log.md', 'Send checkpoints elsewhere').join('\n'));
    const shown = await succeed(commandsIn('docs/audit-log.md', 'Export and verify').join('\n'));
    assertShown(shown, page, 'Export and verify');

    const [tree = '', signature = ''] = commandsIn('docs/audit-log.md', 'Verify without Lectern');
    assert.match(await succeed(tree), /^3\d\d disclosed entries are in the tree of 3\d\d\n/);
    assert.match(await succeed(signature), /Signature Verified Successfully/);

    const entries = join(folder, 'finals/entries.jsonl');
    writeFileSync(entries, readFileSync(entries, 'utf8').replace(reader.id, teacher.id));
    assert.match((await runLines(tree)).stderr, /AssertionError/);
    const checkpoint = join(folder, 'finals/checkpoint');
    writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').replace('\n3', '\n4'));
    assert.notEqual((await runLines(signature)).code, 0);
  });
});
