import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type IssueRecord, jointRecords } from '../../../src/core/issue/issue-record.ts';
import { openTestApp } from '../../support/app.ts';
import { dayMs } from '../../support/settable-clock.ts';

const { core, clock, person, task, publish, permit } = await openTestApp();
const { trace, traceIssue, issue, uploads, issueForOperator } = core;
const teacher = await person('teacher');

async function newUrl() {
  const given = await task(teacher, { title: 'Sum of Squares' });
  const version = await publish(given, teacher);
  const request = { permit: await permit(teacher, given), version, disposition: 'inline' } as const;
  const { url } = await issue({ ...request, lifetime: 'fresh' });
  return { url, given, version };
}

describe('trace', () => {
  it('leads from a URL to its reader and task, before and after it expires', async () => {
    const { url, given, version } = await newUrl();
    const issuedAt = clock.nowMs();
    for (const expired of [false, true]) {
      const traced = await trace(url);
      assert.ok('content' in traced && traced.issues[0]);
      assert.equal(traced.expired, expired);
      assert.partialDeepStrictEqual(traced.issues[0], {
        principalId: teacher.id,
        taskId: given.id,
        versionId: version.id,
        objectKey: version.objectKey,
        ground: 'task-staff',
        disposition: 'inline',
        issuedAt,
        expiresAt: issuedAt + 300_000,
        issuer: null,
        apiKeyId: null,
        apiKeyName: null,
        email: teacher.email,
        name: teacher.name,
        title: 'Sum of Squares',
      });
      clock.advance(dayMs);
    }
  });

  it('leads from a URL that opens several tasks to each of them', async () => {
    const tasks = [await task(teacher, { title: 'Sum' }), await task(teacher, { title: 'Product' })];
    const joint = await core.access.authorizeTogether(
      { ...teacher, role: 'teacher' },
      tasks.map(({ id }) => id),
    );
    const [issuedAt, objectKey, issueId] = [clock.nowMs(), 'booklets/key.pdf', 'joint-issue'];
    const window = { signedAtSeconds: issuedAt / 1000, expiresAtSeconds: issuedAt / 1000 + 300 };
    const request = { objectKey, fileName: 'booklet.pdf', disposition: 'inline', issueId } as const;
    const { url, expiresAtMs: expiresAt } = await core.storage.signer.signDownload({ ...request, ...window });
    const facts = { issueId, objectKey, disposition: 'inline', issuedAt, expiresAt } as const;
    const records = jointRecords(joint, {
      ...facts,
      versions: tasks.map(({ id: taskId }) => ({ taskId, versionId: `version of ${taskId}` })),
    });
    await Promise.all(records.map(core.issueRecorder.record));
    await core.issueRecorder.record({ ...(records[0] as IssueRecord), issueId: `${issueId}-of-another` });

    const traced = await trace(url);
    assert.ok('content' in traced);
    assert.deepEqual(
      traced.issues.map(({ title, versionId, email }) => ({ title, versionId, email })),
      tasks.map(({ id, title }) => ({ title, versionId: `version of ${id}`, email: teacher.email })),
    );
  });

  it('names no reader for a URL that an operator signed', async () => {
    const { objectKey, fileName } = (await newUrl()).version;
    const signed = await issueForOperator({ objectKey, fileName, disposition: 'inline', ttlSeconds: 60 });
    const traced = await trace(signed.url);
    assert.ok('content' in traced && traced.issues[0]);
    const { principalId, email, ground, taskId, expiresAt, issuedAt } = traced.issues[0];
    assert.deepEqual(
      [principalId, email, ground, taskId, expiresAt - issuedAt],
      [null, null, 'operator', null, 60_000],
    );
  });

  it('has no record for an upload URL', async () => {
    const { id } = await task(teacher);
    const { signed } = await uploads.announce({
      taskId: id,
      language: 'en',
      fileName: 'a.pdf',
      size: 3,
      sha256: 'a'.repeat(64),
      uploadedBy: teacher.id,
    });
    const traced = await trace(signed.url);
    assert.ok('content' in traced);
    assert.equal(traced.content.kind, 'upload');
    assert.deepEqual(traced.issues, []);
  });

  it('reports a record that is no longer stored', async () => {
    const { url } = await newUrl();
    await core.issueJournal.drain();
    await core.database.kysely.deleteFrom('issuedUrls').execute();
    const traced = await trace(url);
    assert.ok('content' in traced);
    assert.deepEqual(traced.issues, []);
  });

  it('leads from an issue id to the reader after the signing key was removed, which ends the trace of the URL', async () => {
    const { url, given } = await newUrl();
    const issueId = new URL(url).searchParams.get('issue') ?? assert.fail(url);
    const [used] = core.keys.ring();
    await core.keys.rotate();
    await core.keys.remove(used?.id ?? assert.fail());
    assert.deepEqual(await trace(url), { failure: 'url-invalid', reason: 'key-unknown' });
    const { issues, expired } = await traceIssue(issueId);
    assert.deepEqual(
      issues.map(({ taskId, email }) => ({ taskId, email })),
      [{ taskId: given.id, email: teacher.email }],
    );
    assert.equal(expired, false);
    clock.advance(dayMs);
    assert.equal((await traceIssue(issueId)).expired, true);
    assert.deepEqual((await traceIssue('no-such-issue')).issues, []);
  });

  it('names the API key that asked for a URL after the key was revoked', async () => {
    const given = await task(teacher);
    const version = await publish(given, teacher);
    const limits = { expiresAt: null, networks: null, taskIds: null, groupIds: null };
    const { id } = await core.apiKeys.create({ name: 'leaked', scopes: ['read'], ...limits }, null);
    const allowed = { ...(await permit(teacher, given)), apiKeyId: id };
    const { url } = await issue({ permit: allowed, version, disposition: 'inline', lifetime: 'fresh' });
    const issueId = new URL(url).searchParams.get('issue') ?? assert.fail(url);
    await core.apiKeys.revoke(id);
    for (const traced of [await trace(url), await traceIssue(issueId)]) {
      assert.ok('issues' in traced);
      assert.partialDeepStrictEqual(traced.issues[0], { apiKeyId: id, apiKeyName: 'leaked' });
      assert.equal(traced.revoked, true);
    }
  });

  it('refuses URLs that Lectern did not sign, because anyone can write an issue id', async () => {
    const { url } = await newUrl();
    const other = new URL(url);
    other.host = 'files.example.net';
    for (const [foreign, reason] of [
      [other.href, 'outside-files-url'],
      [url.replace(/issue=./, (found) => (found.endsWith('A') ? 'issue=B' : 'issue=A')), 'signature'],
      [`${url}&a=b`, 'malformed'],
      ['not a URL', 'outside-files-url'],
      ['', 'outside-files-url'],
    ] as const) {
      assert.deepEqual(await trace(foreign), { failure: 'url-invalid', reason }, foreign);
    }
  });
});
