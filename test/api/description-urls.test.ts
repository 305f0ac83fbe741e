import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifySignedUrl } from 'lectern-signing/embedded';
import { assertProblem, openTestApp } from '../support/app.ts';

const { core, clock, person, task, publish, upload, group: newGroup } = await openTestApp();
const { groups } = core;
const [teacher, member] = [await person('teacher'), await person()];
const group = await newGroup(teacher, { members: [member] });
const nowMs = clock.nowMs();

/** A task with a PDF in English and in Polish, assigned to the group. */
async function given(closesAt: number | null = null, opensAt = 0) {
  const made = await task(teacher);
  const english = await publish(made, teacher, 'en');
  const polish = await publish(made, teacher, 'pl');
  await groups.assign(group.id, made.id, { opensAt, closesAt });
  return { id: made.id, english, polish, path: `POST /api/v1/tasks/${made.id}/description-url` };
}

const contentOf = (url: string) => {
  const content = verifySignedUrl(url, core.config.filesUrl, core.keys.ring(), nowMs);
  assert.ok('kind' in content && content.kind === 'download');
  return content;
};

describe('POST /api/v1/tasks/{taskId}/description-url', () => {
  it('gives a different URL on each call, with the full TTL', async () => {
    const { id, path, english } = await given();
    clock.advance(1000); // into the window of stable URLs, which expire earlier
    const replies = [await member.send(path), await member.send(path, {})];
    clock.set(nowMs);
    for (const { status, body } of replies) {
      assert.equal(status, 200);
      const { descriptionPdfUrl, ...rest } = body;
      assert.deepEqual(rest, {
        taskId: id,
        taskExternalId: null,
        descriptionPdfUrlExpiresAt: '2026-11-24T12:05:01Z',
        language: 'en',
      });
      assert.equal(contentOf(descriptionPdfUrl).objectKey, english.objectKey);
    }
    assert.notEqual(replies[0]?.body.descriptionPdfUrl, replies[1]?.body.descriptionPdfUrl);
  });

  it('accepts an empty body with a JSON content type', async () => {
    const { path } = await given();
    assert.equal((await member.send(path, '', { 'content-type': 'application/json' })).status, 200);
  });

  it('accepts a language and a disposition', async () => {
    const { path, polish } = await given();
    const { body } = await member.send(path, { language: 'pl', disposition: 'attachment' });
    const { objectKey, disposition } = contentOf(body.descriptionPdfUrl);
    assert.deepEqual([objectKey, disposition, body.language], [polish.objectKey, 'attachment', 'pl']);
  });

  it('gives a replaced version only to staff of the task, and none that is incomplete', async () => {
    const { id, path, english } = await given();
    await publish({ id }, teacher, 'en');
    const { body } = await teacher.send(path, { versionId: english.id });
    assert.equal(contentOf(body.descriptionPdfUrl).objectKey, english.objectKey);
    assertProblem(await member.send(path, { versionId: english.id }), 403, 'forbidden');
    const pending = await upload({ id }, teacher);
    assertProblem(await teacher.send(path, { versionId: pending.id }), 409, 'upload-missing');
  });

  it('is refused before the task opens, and after it has closed', async () => {
    const [early, late] = [await given(null, nowMs + 1), await given(nowMs)];
    assertProblem(await member.send(early.path), 403, 'not-open-yet');
    assertProblem(await member.send(late.path), 403, 'closed');
  });
});

describe('POST /api/v1/description-urls', () => {
  const path = 'POST /api/v1/description-urls';

  it('gives URLs in the requested order, and a reason where there is none', async () => {
    const [open, early, late] = [await given(), await given(null, nowMs + 1000), await given(nowMs)];
    const hidden = await task(teacher);
    const taskIds = [late.id, open.id, 'ext:unknown', early.id, hidden.id];
    const { status, headers, body } = await member.send(path, { taskIds, language: 'pl' });
    assert.equal(status, 200);
    const items: ReadonlyArray<{
      taskId: string;
      descriptionPdfUrl?: string;
      problem?: { code: string };
    }> = body.items;
    const codes = ['closed', undefined, 'not-found', 'not-open-yet', 'not-found'];
    assert.deepEqual(
      items.map(({ taskId, problem }) => [taskId, problem?.code]),
      taskIds.map((id, at) => [id, codes[at]]),
    );
    assert.equal(contentOf(items[1]?.descriptionPdfUrl ?? '').objectKey, open.polish.objectKey);
    for (const { descriptionPdfUrl, problem } of items)
      assert.equal(descriptionPdfUrl === undefined, problem !== undefined);
    assert.deepEqual(items[2]?.problem, items[4]?.problem);
    assert.deepEqual(items[3]?.problem, {
      type: 'about:blank',
      title: 'The task is not open yet',
      status: 403,
      code: 'not-open-yet',
      detail: 'The task opens at 2026-11-24T12:00:01Z. Try again then.',
      opensAt: '2026-11-24T12:00:01Z',
      requestId: headers['x-request-id'],
    });
  });

  it('records every URL that it gives', async () => {
    const made = await Promise.all([1, 2, 3].map(() => given()));
    const { body } = await member.send(path, { taskIds: made.map(({ id }) => id) });
    for (const { descriptionPdfUrl, taskId } of body.items) {
      const record = await core.issuedUrls.find(String(contentOf(descriptionPdfUrl).correlation?.value));
      assert.deepEqual([record?.principalId, record?.taskId], [member.id, taskId]);
    }
  });
});

describe('when a record cannot be written', () => {
  it('no URL is given: 503 `issue-not-recorded`, alone and in a batch', async () => {
    const made = await openTestApp();
    const owner = await made.person('teacher');
    const { id } = await made.task(owner);
    await made.publish({ id }, owner);
    const { kysely } = made.core.database;
    await kysely.schema.alterTable('issueJournal').renameTo('away').execute();
    for (const [route, body] of [
      [`GET /api/v1/tasks/${id}`],
      [`POST /api/v1/tasks/${id}/description-url`],
      ['POST /api/v1/description-urls', { taskIds: [id] }],
    ] as const) {
      const refused = await owner.send(route, body);
      assertProblem(refused, 503, 'issue-not-recorded');
      assert.equal(refused.headers['retry-after'], '1');
      assert.doesNotMatch(refused.text, /sig=|issueJournal/);
    }
    await kysely.schema.alterTable('away').renameTo('issueJournal').execute();
    assert.equal((await owner.send(`GET /api/v1/tasks/${id}`)).status, 200);
  });
});
