import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskStaffRemoval } from '../../src/domain/tasks/task-staff.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../support/app.ts';
import { dayMs, hourMs } from '../support/settable-clock.ts';

const { core, clock, person, task, publish, send, contest } = await openTestApp();
const { taskStaff, tasks, versions } = core;
const [owner, reader, outsider] = [await person('teacher'), await person(), await person()];

/** A task with a PDF in a language, and a URL of it that was issued. */
async function issuedUrl(language = 'en') {
  const given = await task(owner);
  const version = await publish(given, owner, language);
  await taskStaff.put(given.id, reader.id, 'reader');
  const { body } = await reader.send(`POST /api/v1/tasks/${given.id}/description-url`);
  return { given, version, issueId: issueIdOf(body.descriptionPdfUrl) };
}

const issueIdOf = (url: string) => new URL(url).searchParams.get('issue') ?? assert.fail(url);
const ask = (who: Pick<Person, 'send'>, issueId: string) =>
  who.send(`GET /api/v1/issued-urls/${issueId}/task`);

const withoutRequest = ({ status, body: { requestId, ...body } }: Reply) => ({ status, body });
/** Asserts that it is refused exactly as the task is. */
async function refusesAsTheTask(who: Person, given: { id: string }, issueId: string, code: string) {
  const [refused, task] = [await ask(who, issueId), await who.send(`GET /api/v1/tasks/${given.id}`)];
  assert.equal(refused.body.code, code);
  assert.deepEqual(withoutRequest(refused), withoutRequest(task));
  return refused;
}

describe('GET /api/v1/issued-urls/{issueId}/task', () => {
  it('leads to the task of a URL and its language, long after it has expired', async () => {
    const { given, issueId } = await issuedUrl('pl');
    clock.set(clock.nowMs() + dayMs);
    const { status, body } = await ask(reader, issueId);
    assert.deepEqual([status, body], [200, { taskId: given.id, externalId: null, language: 'pl' }]);
  });

  it('asks who may read it now, not who got the URL', async () => {
    const { given, issueId } = await issuedUrl();
    assert.equal((await ask(owner, issueId)).body.taskId, given.id);
    await refusesAsTheTask(outsider, given, issueId, 'not-found');
    await core.revocations.change(taskStaffRemoval(given.id, reader.id));
    await refusesAsTheTask(reader, given, issueId, 'not-found');
    assertProblem(await ask({ send }, issueId), 401, 'unauthenticated');
  });

  it('shows participants when the task opens, and that it has closed, as the task does', async () => {
    const { given, issueId } = await issuedUrl();
    const startsAt = clock.nowMs() + hourMs;
    const times = { startsAt, endsAt: startsAt + hourMs, afterEnd: 'closed' } as const;
    await contest(owner, { ...times, participants: [outsider], tasks: [{ id: given.id }] });
    const { body } = await refusesAsTheTask(outsider, given, issueId, 'not-open-yet');
    assert.equal(Date.parse(body.opensAt), startsAt);
    clock.set(startsAt);
    assert.equal((await ask(outsider, issueId)).body.taskId, given.id);
    clock.set(startsAt + hourMs);
    await refusesAsTheTask(outsider, given, issueId, 'closed');
  });

  it('names no language where the PDF was permanently deleted', async () => {
    const { given, issueId } = await issuedUrl();
    await versions.discardAll(given.id);
    assert.deepEqual((await ask(reader, issueId)).body, {
      taskId: given.id,
      externalId: null,
      language: null,
    });
  });

  it("is the same 404 for a deleted task, an operator's URL, a pruned record, and no record", async () => {
    const deleted = await issuedUrl();
    await tasks.remove(deleted.given.id);
    const { version, issueId } = await issuedUrl();
    const byOperator = await core.issueForOperator({
      objectKey: version.objectKey as never,
      fileName: 'task.pdf',
      disposition: 'inline',
      ttlSeconds: 300,
    });
    const admin = await person('admin');
    const replies = [
      await ask(reader, deleted.issueId),
      await ask(admin, issueIdOf(byOperator.url)),
      await ask(reader, 'no-such-issue'),
    ];
    clock.set(clock.nowMs() + (core.config.issueRetentionDays + 1) * dayMs);
    await core.pruneIssues(clock.nowMs());
    replies.push(await ask(reader, issueId));
    for (const reply of replies) {
      assertProblem(reply, 404, 'not-found');
      assert.deepEqual(withoutRequest(reply), withoutRequest(replies[0] as Reply));
    }
    assertProblem(await ask(reader, 'a.2'), 400, 'request-invalid');
  });
});
