import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskStaffRemoval } from '../../src/domain/tasks/task-staff.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../support/app.ts';
import { dayMs, hourMs } from '../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, task, publish, send, contest } = testApp;
const { taskStaff, tasks, versions } = core;
const platform = await openTestApp({
  LECTERN_TASK_URL: 'https://judge.example.org/tasks/{externalId}/?id={taskId}#{externalId}',
  LECTERN_PUBLIC_URL: 'https://lectern.example',
});
const teacher = await platform.person('teacher');
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

describe('/open/{issueId}, with LECTERN_TASK_URL', () => {
  async function issued(externalId: string | null) {
    const given = await platform.task(teacher);
    const { kysely } = platform.core.database;
    await kysely.updateTable('tasks').set({ externalId }).where('id', '=', given.id).execute();
    await platform.publish(given, teacher);
    const { body } = await teacher.send(`POST /api/v1/tasks/${given.id}/description-url`);
    return { given, issueId: issueIdOf(body.descriptionPdfUrl) };
  }
  const open = (issueId: string, headers: Record<string, string> = {}, from = platform) =>
    from.send(`GET /open/${issueId}`, undefined, { accept: 'text/html', ...headers });
  /** The web app's page, built or not. */
  const isWebApp = ({ status, headers }: Reply) =>
    (status === 200 || status === 503) && headers['location'] === undefined;

  // RFC 3986 §2.3: only letters, digits, `-`, `.`, `_` and `~` stay.
  for (const [externalId, encoded] of [
    ['42', '42'],
    ['a-b_c.d~', 'a-b_c.d~'],
    ['//evil.example/?a=b&c#d', '%2F%2Fevil.example%2F%3Fa%3Db%26c%23d'],
    ["zażółć !'()*%41", 'za%C5%BC%C3%B3%C5%82%C4%87%20%21%27%28%29%2A%2541'],
    ['@evil.example:80\\', '%40evil.example%3A80%5C'],
    ['{taskId}', '%7BtaskId%7D'],
    ['$&', '%24%26'],
  ] as const) {
    it(`leads people without a session to the platform's page of ${externalId}`, async () => {
      const { given, issueId } = await issued(externalId);
      platform.clock.set(platform.clock.nowMs() + dayMs);
      const { status, headers, text } = await open(issueId);
      assert.equal(status, 303);
      assert.equal(
        headers['location'],
        `https://judge.example.org/tasks/${encoded}/?id=${given.id}#${encoded}`,
      );
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(text, '');
    });
  }

  it('is the page of the web app for people with a session, and for a task without an external id', async () => {
    const [named, other] = [await issued('43'), await issued(null)];
    assert.ok(
      isWebApp(await open(named.issueId, { cookie: `__Host-lectern.session_token=${teacher.token}` })),
    );
    assert.ok(isWebApp(await open(other.issueId)));
  });

  it('names no task without an issue id that exists, and none that was deleted', async () => {
    const { given, issueId } = await issued('44');
    for (const each of [given.id, 'ext:44', issueId.slice(0, -1), `${issueId}.2`, `${issueId}%2F`, 'x'])
      assert.ok(isWebApp(await open(each)), each);
    await platform.core.tasks.remove(given.id);
    assert.ok(isWebApp(await open(issueId)));
  });

  it('is the page of the web app without that setting', async () => {
    const { issueId } = await issuedUrl();
    assert.ok(isWebApp(await open(issueId, {}, testApp)));
  });
});
