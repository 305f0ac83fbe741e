import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findOrMakePeople } from '../../src/domain/accounts/named-people.ts';
import { openTestApp, sha256 } from '../support/app.ts';
import { startCliProcess } from '../support/cli-process.ts';
import { createSealedContest } from '../support/sealed-contest.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const testApp = await openTestApp();
const { core, environment, clock, person } = testApp;
const teacher = await person('teacher');
const lectern = startCliProcess(environment);

it('revoke takes the id that a platform has for a person', async () => {
  const people = [{ externalId: '7', name: 'Ada' }];
  await core.revocations.change((trx) => findOrMakePeople(trx, people, { source: 'list', nowMs: 0 }));
  const revoked = await lectern('revoke', '--user', 'ext:7');
  assert.equal(revoked.stdout, 'Revoked: all URLs of Ada (ext:7).\n', revoked.stderr);
  assert.match((await lectern('users', 'list')).stdout, /^- +7 +student +enabled +Ada /m);
  assert.match(
    (await lectern('revoke', '--user', 'ext:8')).stderr,
    /There is no account with the external id 8\./,
  );
});

describe('lectern envelope', () => {
  it('takes sealed statements to a room without network: saves them, gives the recorded key, and opens them', async () => {
    const made = await createSealedContest(testApp, teacher);
    const { versions } = await made.add();
    clock.set(made.prefetchFrom);
    await made.seal();
    const folder = temporaryFolder();
    const [file, out] = [join(folder, 'finals.sealed'), join(folder, 'finals')];
    const saved = await lectern('envelope', 'save', made.contest.id, '--out', file);
    assert.equal(saved.code, 0, saved.stderr);
    const named = { externalId: 'sealed' };
    await core.database.kysely.updateTable('contests').set(named).where('id', '=', made.contest.id).execute();
    const asked = await lectern('envelope', 'key', 'ext:sealed', '--json');
    const [{ key }] = JSON.parse(asked.stdout);
    const opened = await lectern('envelope', 'open', file, '--key', key, '--out', out);
    assert.equal(opened.code, 0, opened.stderr);
    assert.deepEqual(readdirSync(out), ['1-task.en.pdf']);
    assert.equal(sha256(readFileSync(join(out, '1-task.en.pdf'))), versions[0]?.sha256);
    const taskId = versions[0]?.taskId ?? '';
    const [record, ...others] = await core.issuedUrls.list({ taskId, after: undefined, limit: 2 });
    const expected = { ground: 'operator', disposition: 'key', versionId: versions[0]?.id };
    assert.partialDeepStrictEqual([record, others.length], [expected, 0]);
  });
});
