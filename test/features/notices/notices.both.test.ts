import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';
import { newId } from '../../../src/lib/ids.ts';
import { assertProblem, openTestApp, type Person } from '../../support/app.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, task, upload, publish } = testApp;
let teacher: Person;
let editor: Person;
const noonMs = clock.nowMs();

/** A contest from noon for four hours, in which B opens an hour later; Late starts half an hour later. */
async function newContest() {
  const [ada, late] = [await person(), await person()];
  const [a, b] = [await task(editor), await task(editor)];
  for (const each of [a, b]) await publish(each, editor);
  const contest = await testApp.contest(teacher, {
    ...{ startsAt: noonMs, endsAt: noonMs + 4 * hourMs, participants: [ada] },
    tasks: [a, { id: b.id, opensAt: noonMs + hourMs }],
  });
  await core.contestPeople.putParticipants(contest, [late.id], { delaySeconds: 1800, extraSeconds: 0 });
  const path = `/api/v1/contests/${contest.id}/notices`;
  const write = async (text: string, taskId: string | null = null) =>
    (await teacher.send(`POST ${path}`, { taskId, texts: { en: text } })).body.noticeId as string;
  /** Replaces the PDF of a task. */
  async function correct(of: { readonly id: string }, reason: string, language = 'en'): Promise<string> {
    const version = await upload(of, editor, { language });
    const route = `POST /api/v1/tasks/${of.id}/documents/${version.id}/complete`;
    assert.equal((await editor.send(route, { reason: { en: reason } })).status, 200);
    return version.id;
  }
  /** English texts, and whether they are seen. */
  async function shown(reader: Person): Promise<ReadonlyArray<string>> {
    const { status, text, body } = await reader.send(`GET ${path}`);
    assert.equal(status, 200, text);
    return body.items.map(
      ({ texts, seen }: { texts: { en: string }; seen: boolean }) => `${texts.en}${seen ? ' (seen)' : ''}`,
    );
  }
  const see = (reader: Person, noticeIds: ReadonlyArray<string>) =>
    reader.send(`PUT ${path}/seen`, { noticeIds });
  return { contest, path, ada, late, a, b, write, correct, shown, see };
}

describe('the notices of a contest', () => {
  beforeEach(async () => {
    clock.set(noonMs);
    [teacher, editor] = [await person('teacher'), await person('teacher')];
  });

  it('reach participants from their own start, and those of a task from its opening', async () => {
    const { path, ada, late, a, b, write, shown } = await newContest();
    clock.set(noonMs - minuteMs);
    await write('Welcome');
    clock.advance(1);
    await write('A has three samples', a.id);
    clock.advance(1);
    await write('B is long', b.id);
    const all = ['B is long', 'A has three samples', 'Welcome'];
    assert.deepEqual(await shown(ada), []);
    assert.deepEqual(
      await shown(teacher),
      all.map((text) => `${text} (seen)`),
    );
    clock.set(noonMs);
    assert.deepEqual([await shown(ada), await shown(late)], [all.slice(1), []]);
    clock.set(noonMs + 30 * minuteMs);
    assert.deepEqual(await shown(late), all.slice(1));
    clock.set(noonMs + hourMs);
    assert.deepEqual([await shown(ada), await shown(late)], [all, all.slice(1)]);
    assertProblem(await (await person()).send(`GET ${path}`), 404, 'not-found');
  });

  it('include why a PDF was replaced while the contest runs for the reader, also by an earlier version', async () => {
    const { contest, path, ada, late, a, b, correct, shown } = await newContest();
    clock.set(noonMs - hourMs);
    const before = await correct(a, 'Before the contest');
    clock.set(noonMs + minuteMs);
    const versionId = await correct(a, 'Sample 2 was wrong');
    await correct(b, 'B is not open');
    assert.deepEqual(await shown(ada), ['Sample 2 was wrong']);
    const { body } = await ada.send(`GET ${path}`);
    assert.deepEqual(body.items[0], {
      ...{ noticeId: versionId, versionId, taskId: a.id, taskExternalId: null, languages: ['en'] },
      externalId: null,
      ...{ texts: { en: 'Sample 2 was wrong' }, createdAt: isoTime(noonMs + minuteMs), updatedAt: null },
      ...{ author: null, seen: false, seenBy: null },
    });
    clock.advance(minuteMs);
    const restore = `POST /api/v1/tasks/${a.id}/documents/${before}/restore`;
    await editor.send(restore, { reason: { en: 'Sample 2 was right' } });
    assert.deepEqual(await shown(ada), ['Sample 2 was right', 'Sample 2 was wrong']);

    clock.set(noonMs + 4 * hourMs);
    await core.contests.change(contest.id, { afterEnd: 'participants' });
    await correct(a, 'After the end');
    assert.equal((await shown(ada))[0], 'Sample 2 was right');
    assert.equal((await shown(late))[0], 'After the end');
    assert.equal((await shown(teacher))[0], 'After the end (seen)');
  });

  it('name their authors to staff who may see them', async () => {
    const { path, ada, a, write, correct } = await newContest();
    clock.set(noonMs + 30 * minuteMs);
    await write('Lunch at 13:00');
    clock.advance(minuteMs);
    await correct(a, 'Sample 2 was wrong');
    const authors = async (reader: typeof ada) =>
      (await reader.send(`GET ${path}`)).body.items.map(({ author }: { author: string | null }) => author);
    assert.deepEqual(await authors(await person('admin')), [editor.name, teacher.name]);
    // The editor of the task is no one whom the teacher may see.
    assert.deepEqual(await authors(teacher), [null, teacher.name]);
    assert.deepEqual(await authors(ada), [null, null]);
  });

  it('are unseen until each person has seen them, which staff can count', async () => {
    const { path, ada, late, a, b, write, correct, shown, see } = await newContest();
    clock.set(noonMs + 30 * minuteMs);
    const [first, hidden] = [await write('First'), await write('B is long', b.id)];
    const seenBy = async (id: string) => {
      const { items } = (await teacher.send(`GET ${path}`)).body;
      return items.find(({ noticeId }: { noticeId: string }) => noticeId === id).seenBy;
    };
    for (const _ of [1, 2]) assert.equal((await see(ada, [first, hidden, 'unknown'])).status, 204);
    await see(teacher, [first]);
    assert.deepEqual([await shown(ada), await shown(late)], [['First (seen)'], ['First']]);
    assert.deepEqual([await seenBy(first), await seenBy(hidden)], [1, 0]);

    clock.advance(minuteMs);
    const versions = [await correct(a, 'Old'), await correct(a, 'New')];
    await see(ada, versions);
    clock.advance(minuteMs);
    await editor.send(`POST /api/v1/tasks/${a.id}/documents/${versions[0]}/restore`, {
      reason: { en: 'Old again' },
    });
    assert.deepEqual(await shown(ada), ['Old again', 'New (seen)', 'First (seen)']);
  });

  it('can be changed for ten minutes, and are unseen again then; can be removed at any time', async () => {
    const { path, ada, write, shown, see } = await newContest();
    const id = await write('Lunch at 13:00');
    await see(ada, [id]);
    clock.advance(10 * minuteMs - 1);
    const texts = { 'PL-pl': 'Obiad:\n\n o 14:00 ', en: 'Lunch at 14:00' };
    const { body } = await teacher.send(`PATCH ${path}/${id}`, { texts });
    assert.deepEqual(body.texts, { en: 'Lunch at 14:00', 'pl-PL': 'Obiad:\n\no 14:00' });
    assert.equal(body.updatedAt, isoTime(clock.nowMs()));
    assert.deepEqual(await shown(ada), ['Lunch at 14:00']);
    clock.advance(1);
    const late = await teacher.send(`PATCH ${path}/${id}`, { texts });
    assertProblem(late, 409, 'conflict');
    assert.equal(late.body.reason, 'notice-settled');
    assert.equal((await teacher.send(`DELETE ${path}/${id}`)).status, 204);
    assert.deepEqual(await shown(ada), []);
    assertProblem(await teacher.send(`DELETE ${path}/${id}`), 404, 'not-found');
  });

  it('of a version are changed and removed with its reason, by editors of the task who run the contest', async () => {
    const { contest, path, ada, a, correct, shown } = await newContest();
    const id = await correct(a, 'Sample 2 was wrnog');
    const change = `PATCH ${path}/${id}`;
    assertProblem(await teacher.send(change, { texts: { en: 'Sample 2' } }), 403, 'forbidden');
    await core.contestPeople.putStaff(contest.id, [editor.id]);
    assertProblem(await editor.send(change, { texts: { en: 'x'.repeat(301) } }), 400, 'request-invalid');
    await editor.send(change, { texts: { en: 'Sample 2 was wrong' } });
    assert.deepEqual(await shown(ada), ['Sample 2 was wrong']);
    const ofTask = async () => (await ada.send(`GET /api/v1/tasks/${a.id}`)).body.documents[0].reason;
    assert.deepEqual(await ofTask(), { en: 'Sample 2 was wrong' });
    await editor.send(`DELETE ${path}/${id}`);
    assert.deepEqual([await shown(ada), await ofTask()], [[], null]);
  });

  it('of versions in several languages with the same reason are one for ten minutes, changed and removed together', async () => {
    const { contest, path, ada, a, correct, shown, see } = await newContest();
    await core.contestPeople.putStaff(contest.id, [editor.id]);
    const id = await correct(a, 'Sample 2 was wrong');
    await see(ada, [id]);
    clock.advance(10 * minuteMs - 1);
    await correct(a, 'Sample 2 was wrong', 'pl');
    assert.deepEqual(await shown(ada), ['Sample 2 was wrong (seen)']);
    const { body } = await ada.send(`GET ${path}`);
    assert.partialDeepStrictEqual(body.items, [{ noticeId: id, versionId: id, languages: ['en', 'pl'] }]);
    await editor.send(`PATCH ${path}/${id}`, { texts: { en: 'Sample 2 is right now' } });
    assert.deepEqual(await shown(ada), ['Sample 2 is right now']);
    await correct(a, 'Sample 2 is right now');
    clock.advance(10 * minuteMs);
    await correct(a, 'Sample 2 is right now', 'de');
    assert.equal((await shown(ada)).length, 3);
    assert.equal((await editor.send(`DELETE ${path}/${id}`)).status, 204);
    assert.equal((await shown(ada)).length, 2);
  });

  it('mark the contest, or each one with the corrected task, as changed', async () => {
    const { contest, path, a, write, correct } = await newContest();
    const another = await testApp.contest(teacher, { tasks: [a] });
    await core.contestPeople.putStaff(contest.id, [editor.id]);
    const correction = await correct(a, 'Sample 2');
    const written = await write('Lunch');
    const texts = { en: 'Later' };
    const requests: ReadonlyArray<readonly [() => Promise<unknown>, ReadonlyArray<string>]> = [
      [() => write('Welcome'), [contest.id]],
      [() => editor.send(`PATCH ${path}/${written}`, { texts }), [contest.id]],
      [() => editor.send(`DELETE ${path}/${written}`), [contest.id]],
      [() => editor.send(`PATCH ${path}/${correction}`, { texts }), [contest.id, another.id]],
      [() => editor.send(`DELETE ${path}/${correction}`), [contest.id, another.id]],
    ];
    for (const [request, expected] of requests) {
      const before = await marks();
      await request();
      const after = await marks();
      const marked = after.filter(({ lastChange }, at) => lastChange !== before[at]?.lastChange);
      assert.deepEqual(marked.map(({ id }) => id).toSorted(), expected.toSorted());
    }

    function marks() {
      return core.database.kysely.selectFrom('contests').select(['id', 'lastChange']).orderBy('id').execute();
    }
  });

  it('are short, few and plain, and of tasks of the contest', async () => {
    const { contest, path, write, shown } = await newContest();
    const post = (body: object) => teacher.send(`POST ${path}`, body);
    for (const texts of [{}, { en: ' \n ' }, { en: 'x'.repeat(2001) }, { en: 'a\u202Eb' }, { '?': 'x' }]) {
      assertProblem(await post({ texts }), 400, 'request-invalid');
    }
    const other = await task(editor);
    assertProblem(await post({ texts: { en: 'x' }, taskId: other.id }), 404, 'not-found');
    const key = { 'idempotency-key': '"once"' };
    for (const _ of [1, 2]) await teacher.send(`POST ${path}`, { texts: { en: 'Once' } }, key);
    assert.deepEqual(await shown(teacher), ['Once (seen)']);

    const row = {
      contestId: contest.id,
      taskId: null,
      texts: '{"en":"x"}',
      createdBy: teacher.id,
      updatedAt: null,
    };
    const rows = Array.from({ length: 198 }, (_, at) => ({ ...row, id: `n${at}`, createdAt: noonMs + at }));
    await core.database.kysely.insertInto('notices').values(rows).execute();
    await write('The last one');
    assert.equal((await post({ texts: { en: 'One too many' } })).body.reason, 'too-many-notices');
    const page = (await teacher.send(`GET ${path}?limit=150`)).body;
    const rest = (await teacher.send(`GET ${path}?limit=150&cursor=${page.nextCursor}`)).body;
    assert.deepEqual([page.items.length, rest.items.length, rest.nextCursor], [150, 50, null]);
  });
});

describe('a notice that a platform puts', () => {
  beforeEach(async () => {
    clock.set(noonMs);
    [teacher, editor] = [await person('teacher'), await person('teacher')];
  });

  /** A contest of a platform, from noon, with the task `ext:a of` it. */
  async function putContest() {
    const judge = await testApp.program();
    const name = newId();
    const put = (path: string, body: object) => judge.send(`PUT /api/v1/${path}`, body);
    const [inPath, taskInPath] = [`contests/ext%3A${name}`, `tasks/ext%3Aa-of-${name}`];
    await put(taskInPath, { title: 'A' });
    const ada = await person();
    await put(inPath, { name: 'Finals', startsAt: isoTime(noonMs) });
    await put(`${inPath}/tasks`, { tasks: [{ taskId: `ext:a-of-${name}`, label: 'A' }] });
    await put(`${inPath}/participants`, { participants: [{ userId: ada.id }] });
    const path = `${inPath}/notices`;
    const putNotice = async (texts: object, taskId?: string, id = '7') => {
      const { status, body } = await put(`${path}/ext%3A${id}`, { texts, ...(taskId && { taskId }) });
      return `${status} ${body.outcome ?? body.reason}`;
    };
    const items = async () => (await ada.send(`GET /api/v1/${path}`)).body.items;
    return { judge, ada, path: `/api/v1/${path}`, taskId: `ext:a-of-${name}`, putNotice, items, name };
  }

  it('is created, unchanged and changed, also at once, and settled after ten minutes', async () => {
    const { taskId, putNotice, items, name, ada, path } = await putContest();
    const lunch = { en: 'Lunch', pl: 'Obiad' };
    const twice = await Promise.all([putNotice(lunch), putNotice(lunch)]);
    assert.deepEqual(twice.toSorted(), ['200 unchanged', '201 created']);
    const [{ noticeId, ...first }] = await items();
    assert.partialDeepStrictEqual(first, { externalId: '7', taskId: null, texts: lunch, seen: false });
    await ada.send(`PUT ${path}/seen`, { noticeIds: [noticeId] });
    clock.advance(10 * minuteMs - 1);
    assert.equal(await putNotice(lunch), '200 unchanged');
    assert.equal((await items())[0].seen, true);
    assert.equal(await putNotice({ en: 'A is easy' }, taskId), '200 changed');
    assert.partialDeepStrictEqual(await items(), [
      { noticeId, taskExternalId: `a-of-${name}`, texts: { en: 'A is easy' }, seen: false },
    ]);

    clock.advance(1);
    assert.equal(await putNotice({ en: 'A is easy' }, taskId), '200 unchanged');
    assert.equal(await putNotice({ en: 'A is hard' }, taskId), '409 notice-settled');
    assert.equal(await putNotice({ en: 'A is easy' }), '409 notice-settled');
  });

  it('is taken back by its external id, which can be put again', async () => {
    const { judge, path, putNotice, items } = await putContest();
    await putNotice({ en: 'Lunch' });
    const { body } = await judge.send(`PATCH ${path}/ext%3A7`, { texts: { en: 'Dinner' } });
    assert.deepEqual([body.externalId, body.texts], ['7', { en: 'Dinner' }]);
    assert.equal((await judge.send(`DELETE ${path}/ext%3A7`)).status, 204);
    assert.deepEqual(await items(), []);
    assertProblem(await judge.send(`DELETE ${path}/ext%3A7`), 404, 'not-found');
    assert.equal(await putNotice({ en: 'Lunch' }), '201 created');
  });

  it('has an id that is unique in its contest, and a task of the contest', async () => {
    const [one, other] = [await putContest(), await putContest()];
    for (const { putNotice } of [one, other]) assert.equal(await putNotice({ en: 'Lunch' }), '201 created');
    const put = (id: string, taskId: string | null = null) =>
      one.judge.send(`PUT ${one.path}/${encodeURIComponent(id)}`, { texts: { en: 'Lunch' }, taskId });
    assertProblem(await put('ext:8', other.taskId), 404, 'not-found');
    assertProblem(await put(newId()), 404, 'not-found');
    for (const id of ['8', 'ext:']) assertProblem(await put(id), 400, 'request-invalid');
    const [{ noticeId }] = await other.items();
    assertProblem(await put(noticeId), 404, 'not-found');
  });
});
