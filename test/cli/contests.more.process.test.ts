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
const { core, environment, clock, person, task, contest: newContest } = testApp;
const [teacher, ann] = [await person('teacher'), await person('student', 'Ann')];
const given = await task(teacher, { title: 'Example task' });
const startsAt = Date.UTC(2030, 0, 1, 9);
const times = { startsAt, endsAt: startsAt + 3_600_000, afterEnd: 'closed' } as const;
const contest = await newContest(teacher, { ...times, participants: [ann], tasks: [{ id: given.id }] });

const { kysely } = core.database;
await kysely.updateTable('contests').set({ externalId: 'finals' }).where('id', '=', contest.id).execute();
await kysely.updateTable('tasks').set({ externalId: '42' }).where('id', '=', given.id).execute();

const lectern = startCliProcess(environment);
const explain = (...options: ReadonlyArray<string>) =>
  lectern('explain', '--user', ann.email, '--task', given.id, ...options);

describe('lectern explain', () => {
  it('exits with 0 and says why, when a person may read the task at that time', async () => {
    const { code, stdout, stderr } = await explain('--at', '2030-01-01T09:00:00Z');
    assert.equal(code, 0, stderr);
    const why = `contest (${contest.name}, ${contest.id}, ext:finals): takes part in a contest with the task`;
    assert.deepEqual(stdout.split('\n'), [
      `${ann.email}, Example task, 2030-01-01T09:00:00Z`,
      'May read it until 2030-01-01T10:00:00Z.',
      `  ${why}: open since 2030-01-01T09:00:00Z until 2030-01-01T10:00:00Z`,
      ...['Opened: no.', ''],
    ]);
    const json = await explain('--at', '2030-01-01T09:00:00Z', '--json');
    const { decision, grounds, name, title } = JSON.parse(json.stdout);
    assert.deepEqual([decision.allowed, grounds.length, name, title], [true, 1, 'Ann', 'Example task']);
    const through = { through: contest.id, throughName: contest.name, throughExternalId: 'finals' };
    assert.partialDeepStrictEqual(grounds[0], through);
  });

  it('names people and tasks of a platform', async () => {
    const people = [{ externalId: '7', name: 'Ada' }];
    await core.revocations.change((trx) => findOrMakePeople(trx, people, { source: 'list', nowMs: 0 }));
    const { code, stdout } = await lectern('explain', '--user', 'ext:7', '--task', 'ext:42');
    assert.equal(code, 1);
    assert.match(stdout, /^Ada \(ext:7\), Example task, /);
    const revoked = await lectern('revoke', '--user', 'ext:7');
    assert.equal(revoked.stdout, 'Revoked: all URLs of Ada (ext:7).\n', revoked.stderr);
    assert.match((await lectern('users', 'list')).stdout, /^- +7 +student +enabled +Ada /m);
    const unknown = await lectern('explain', '--user', 'ext:8', '--task', 'ext:42');
    assert.deepEqual([unknown.code, unknown.stdout], [1, '']);
    assert.match(unknown.stderr, /There is no account with the external id 8\./);
  });

  it('exits with 1 when a person may not, and with 2 for an invalid time', async () => {
    const early = await explain('--at', '2030-01-01T08:59:59Z');
    assert.equal(early.code, 1);
    assert.match(early.stdout, /^May not read it yet: it opens at 2030-01-01T09:00:00Z\.$/m);
    const unknown = await lectern('explain', '--user', ann.email, '--task', 'unknown');
    assert.deepEqual([unknown.code, unknown.stdout], [1, '']);
    assert.match(unknown.stderr, /^lectern: /);
    assert.equal((await explain('--at', 'soon')).code, 2);
    assert.equal((await lectern('explain', '--user', ann.email)).code, 2);
  });
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
    await kysely.updateTable('contests').set(named).where('id', '=', made.contest.id).execute();
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
