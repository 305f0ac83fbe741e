import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseVerifierKey } from 'lectern-audit-log';
import { openTestApp } from '../../support/app.ts';
import { startCliProcess } from '../../support/cli-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createFinals } from './finals.ts';

const testApp = await openTestApp();
const { core, environment, person } = testApp;
const lectern = startCliProcess(environment);
const succeed = async (...args: ReadonlyArray<string>) => {
  const { code, stdout, stderr } = await lectern(...args);
  assert.equal(code, 0, stderr);
  return { stdout, stderr };
};

describe('lectern audit', () => {
  it('exports a contest, and verifies it without the database', async () => {
    const { reader, taskId, contest } = await createFinals(testApp);
    const { stdout: key } = await succeed('audit', 'key');
    assert.equal(parseVerifierKey(key.trim())?.name, `${new URL(core.publicUrl).host}/audit-log`);
    const early = join(temporaryFolder(), 'early');
    await succeed('audit', 'export', '--contest', contest.id, early);
    await reader.send(`POST /api/v1/tasks/${taskId}/description-url`);
    await core.flushIssues();
    const folder = join(temporaryFolder(), 'export');
    const { stdout } = await succeed('audit', 'export', '--contest', 'ext:finals', folder);
    assert.match(stdout, /^\d+ entries, \d+ of them with the records of the contest\.\n$/);

    const offline = startCliProcess({});
    const options = ['--key', key.trim(), '--checkpoint', join(early, 'checkpoint')];
    const { code, stdout: found, stderr } = await offline('audit', 'verify', folder, ...options);
    assert.equal(code, 0, stderr);
    assert.match(found, /^IN THE LOG +ENTRIES\n/);
    assert.match(found, /^issuedUrls +1$/m);
    assert.match(found, new RegExp(`^(\\d+) of \\1 entries of contest ${contest.id} disclosed\\.$`, 'm'));
    assert.match(stderr, /^The log fits all of its 2 checkpoints\.$/m);

    const entries = join(folder, 'entries.jsonl');
    const text = readFileSync(entries, 'utf8');
    writeFileSync(entries, text.replace(/^.*issuedUrls.*\n/m, ''));
    const withheld = await offline('audit', 'verify', folder);
    assert.equal(withheld.code, 1);
    assert.match(withheld.stdout, /entry \d+, about task:\S+, is missing\. It was withheld\.$/m);
    assert.match(withheld.stderr, /Compare this with the key that you know/);
  });

  it('signs with a new key, and still trusts the old one', async () => {
    const teacher = await person('teacher');
    const contest = await testApp.contest(teacher);
    const exportIt = async () => {
      const folder = join(temporaryFolder(), 'export');
      await succeed('audit', 'export', '--contest', contest.id, folder);
      return folder;
    };
    await exportIt();
    const { stdout: before } = await succeed('audit', 'key');
    const { stdout: after } = await succeed('audit', 'key', '--new');
    const [old = '', added = '', ...others] = after.trim().split('\n');
    assert.deepEqual([old, others], [before.trim(), []]);

    await core.contestPeople.putParticipants(contest, [teacher.id], {});
    const folder = await exportIt();
    const { stderr } = await succeed('audit', 'verify', folder, '--key', after);
    const idOf = (key: string) => key.split('+', 2).join('+');
    for (const key of [old, added]) assert.ok(stderr.includes(`Signed by ${idOf(key)}.`), stderr);
    const { code, stdout } = await lectern('audit', 'verify', folder, '--key', old);
    assert.equal(code, 1);
    assert.match(stdout, /^\S+checkpoint: no trusted key signed the checkpoint of \d+ entries\.$/m);
  });

  it('says why it does not export or verify', async () => {
    const { code, stderr } = await lectern('audit', 'verify', temporaryFolder());
    assert.equal(code, 1);
    assert.match(stderr, /keys is missing\. Export the log again\./);
    const unknown = await lectern('audit', 'export', '--contest', 'ext:nope', join(temporaryFolder(), 'x'));
    assert.notEqual(unknown.code, 0);
    assert.match(unknown.stderr, /contest/i);
  });
});
