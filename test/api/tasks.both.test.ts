import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../support/app.ts';
import { minuteMs } from '../support/settable-clock.ts';

const { core, clock, person, task, publish, group: newGroup, contest: newContest } = await openTestApp();
const { groups } = core;
const [admin, teacher, student, outsider] = [
  await person('admin'),
  await person('teacher'),
  await person('student'),
  await person('student'),
];
const group = await newGroup(teacher, { members: [student] });
const startMs = clock.nowMs();

/** A task with a PDF that is assigned to the student's group. */
async function given(window: { opensAt?: number; closesAt?: number | null } = {}) {
  const made = await task(teacher, { title: 'Zażółć gęślą jaźń' });
  const version = await publish(made, teacher);
  await groups.assign(group.id, made.id, { opensAt: startMs, closesAt: null, ...window });
  return { id: made.id, version };
}

const recordsOf = (taskId: string) => core.issuedUrls.list({ taskId, after: undefined, limit: 200 });

const withoutRequestId = ({ status, body }: Reply) => ({ status, ...body, requestId: '' });

describe('GET /api/v1/tasks/{taskId}', () => {
  it('gives the task, its PDFs, a signed URL and the ground', async () => {
    const { id, version } = await given({ closesAt: startMs + 2 * minuteMs });
    const { status, body } = await student.send(`GET /api/v1/tasks/${id}`);
    assert.equal(status, 200);
    const { descriptionPdfUrl, ...rest } = body;
    assert.ok(descriptionPdfUrl.startsWith(`${core.config.filesUrl}/${version.objectKey}?expires=`));
    assert.deepEqual(rest, {
      taskId: id,
      externalId: null,
      title: 'Zażółć gęślą jaźń',
      descriptionPdfUrlExpiresAt: '2026-11-24T12:02:00Z',
      language: 'en',
      documents: [
        {
          versionId: version.id,
          language: 'en',
          fileName: 'task.en.pdf',
          size: version.size,
          sha256: version.sha256,
          updatedAt: '2026-11-24T12:00:00Z',
          reason: null,
        },
      ],
      access: { ground: 'group', validUntil: '2026-11-24T12:02:00Z' },
      createdAt: '2026-11-24T12:00:00Z',
      updatedAt: '2026-11-24T12:00:00Z',
    });
  });

  it('does not answer HEAD, which would record a URL that no one receives', async () => {
    const { id } = await given();
    const { status, text } = await student.send(`HEAD /api/v1/tasks/${id}`);
    assert.deepEqual({ status, text }, { status: 404, text: '' });
    assert.deepEqual(await recordsOf(id), []);
  });

  it('has the URL only in the body: in no header, and without a redirect', async () => {
    const { id } = await given();
    const { status, headers } = await student.send(`GET /api/v1/tasks/${id}`);
    assert.equal(status, 200);
    assert.doesNotMatch(JSON.stringify(headers), /sig=|documents\/|location|set-cookie/);
  });

  it('gives the same URL within a window, another for another reader, and an attachment on request', async () => {
    const { id } = await given();
    const url = async (person: Person, query = '') =>
      (await person.send(`GET /api/v1/tasks/${id}${query}`)).body.descriptionPdfUrl;
    assert.equal(await url(student), await url(student));
    assert.notEqual(await url(student), await url(teacher));
    assert.match(await url(student, '?disposition=attachment'), /&download=1&/);
    assert.doesNotMatch(await url(student), /download/);
  });

  it('gives the requested language, else the accepted one (RFC 9110 §12.5.4), else the primary one', async () => {
    const made = await task(teacher, { primaryLanguage: 'pl' });
    for (const language of ['en', 'pl', 'de']) await publish(made, teacher, language);
    const language = async (query: string, headers = {}) =>
      (await teacher.send(`GET /api/v1/tasks/${made.id}${query}`, undefined, headers)).body.language;
    assert.equal(await language('?language=de', { 'accept-language': 'en' }), 'de');
    assert.equal(await language('', { 'accept-language': 'fr, en;q=0.5' }), 'en');
    assert.equal(await language('', { 'accept-language': '*' }), 'pl');
    assert.equal(await language(''), 'pl');
  });

  it('is 404 for an outsider, with the same body as for an unknown id', async () => {
    const [{ id }, deleted] = [await given(), await given()];
    await core.tasks.remove(deleted.id);
    const unknown = await outsider.send('GET /api/v1/tasks/0198f000-0000-7000-8000-000000000000');
    assertProblem(unknown, 404, 'not-found');
    for (const other of [id, deleted.id, 'ext:x']) {
      const answer = await outsider.send(`GET /api/v1/tasks/${other}`);
      assert.deepEqual(withoutRequestId(answer), withoutRequestId(unknown));
      assert.deepEqual(Object.keys(answer.headers), Object.keys(unknown.headers));
      assert.equal(answer.text.length, unknown.text.length);
    }
  });

  it('is 403 `not-open-yet` with `opensAt` for an early member, and never shows the title', async () => {
    const { id } = await given({ opensAt: startMs + 1500 });
    const early = await student.send(`GET /api/v1/tasks/${id}`);
    assertProblem(early, 403, 'not-open-yet');
    assert.equal(early.body.opensAt, '2026-11-24T12:00:01.500Z');
    assert.doesNotMatch(early.text, /Zaż|documents\//);
    clock.set(startMs + 1500);
    assert.equal((await student.send(`GET /api/v1/tasks/${id}`)).status, 200);
    clock.set(startMs);
  });
});

describe('GET /api/v1/tasks/{taskId}/documents', () => {
  it('gives the documents of the task and the language of its URL, and records nothing', async () => {
    const { id } = await given();
    await publish({ id }, teacher, 'pl');
    const records = async () => (await recordsOf(id)).length;
    for (const [query, accept] of [
      ['', 'pl;q=0.9, en;q=0.1'],
      ['', 'de'],
      ['?language=pl', 'en'],
    ] as const) {
      const ask = async (path: string) =>
        (await student.send(`GET ${path}${query}`, undefined, { 'accept-language': accept })).body;
      const before = await records();
      const found = await ask(`/api/v1/tasks/${id}/documents`);
      assert.equal(await records(), before);
      const { language, documents, access } = await ask(`/api/v1/tasks/${id}`);
      assert.deepEqual(found, { taskId: id, externalId: null, language, documents, access });
      assert.ok((await records()) > 0);
    }
    const { id: without } = await task(teacher);
    const { body } = await teacher.send(`GET /api/v1/tasks/${without}/documents`);
    assert.deepEqual([body.language, body.documents], [null, []]);
  });
});

describe('POST /api/v1/tasks', () => {
  it('creates a task, with the creator as its owner', async () => {
    const { status, headers, body } = await teacher.send('POST /api/v1/tasks', {
      title: ' Sum ',
      primaryLanguage: 'PL',
      visibility: 'signed-in',
      visibleFrom: '2026-11-24T13:00:00+01:00',
    });
    assert.equal(status, 201);
    const { taskId, ...settings } = body;
    assert.deepEqual(settings, {
      externalId: null,
      title: 'Sum',
      titles: null,
      primaryLanguage: 'pl',
      visibility: 'signed-in',
      visibleFrom: '2026-11-24T12:00:00Z',
      embargoUntil: null,
      yourRole: 'owner',
      createdAt: '2026-11-24T12:00:00Z',
      updatedAt: '2026-11-24T12:00:00Z',
      etag: headers.etag,
    });
    assert.deepEqual((await teacher.send(`GET /api/v1/tasks/${taskId}/settings`)).body, body);
  });

  it('is restricted and in English by default', async () => {
    const { body } = await admin.send('POST /api/v1/tasks', { title: 'A' });
    assert.deepEqual([body.visibility, body.primaryLanguage], ['restricted', 'en']);
  });
});

describe('PATCH /api/v1/tasks/{taskId}', () => {
  it('changes what is given, and null clears a date', async () => {
    const made = await task(teacher, { embargoUntil: startMs });
    const path = `PATCH /api/v1/tasks/${made.id}`;
    const renamed = await teacher.send(path, { title: 'New' });
    assert.equal(renamed.status, 200);
    assert.deepEqual([renamed.body.title, renamed.body.embargoUntil], ['New', '2026-11-24T12:00:00Z']);
    const cleared = await teacher.send(path, { embargoUntil: null });
    assert.deepEqual([cleared.body.title, cleared.body.embargoUntil], ['New', null]);
  });

  it('requires more than the role editor for each field that decides who may read', async () => {
    const [made, editor] = [await task(teacher), await person()];
    await core.taskStaff.put(made.id, editor.id, 'editor');
    const sharing = { visibility: 'restricted', visibleFrom: null, embargoUntil: null };
    for (const field of Object.entries(sharing)) {
      const changes = { title: 'Newer', ...Object.fromEntries([field]) };
      assertProblem(await editor.send(`PATCH /api/v1/tasks/${made.id}`, changes), 403, 'forbidden');
    }
  });
});

describe('GET /api/v1/tasks/{taskId}/settings', () => {
  it("shows the caller's role, as does the reply to a change", async () => {
    const { id } = await given();
    const helper = await person();
    for (const role of ['reader', 'editor', 'manager', 'owner'] as const) {
      await core.taskStaff.put(id, helper.id, role);
      assert.equal((await helper.send(`GET /api/v1/tasks/${id}/settings`)).body.yourRole, role);
    }
    assert.equal((await helper.send(`PATCH /api/v1/tasks/${id}`, { title: 'B' })).body.yourRole, 'owner');
    assert.equal((await admin.send(`GET /api/v1/tasks/${id}/settings`)).body.yourRole, null);
    assert.equal((await admin.send(`PATCH /api/v1/tasks/${id}`, { title: 'C' })).body.yourRole, null);
  });
});

describe('GET /api/v1/tasks/{taskId}/usages', () => {
  it('gives the groups and contests with the window that each of them sets, one page at a time', async () => {
    const { id } = await task(teacher, { embargoUntil: startMs + minuteMs });
    const empty = await teacher.send(`GET /api/v1/tasks/${id}/usages`);
    assert.deepEqual(empty.body, { items: [], nextCursor: null });

    await newGroup(teacher, { name: 'Course', tasks: [{ id }], opensAt: startMs });
    const deleted = await newGroup(teacher, { name: 'Deleted', tasks: [{ id }], opensAt: startMs });
    await groups.remove(deleted.id);
    const times = { startsAt: startMs, endsAt: startMs + 10 * minuteMs, afterEnd: 'closed' } as const;
    for (const [name, label, opensAt, closesAt] of [
      ['First', 'A', null, null],
      ['Second', 'B', startMs + minuteMs, startMs + 2 * minuteMs],
      ['Deleted', 'C', null, null],
    ] as const) {
      const tasks = [{ id, label, opensAt, closesAt }];
      const contest = await newContest(teacher, { name, ...times, tasks });
      if (name === 'Deleted') await core.contests.remove(contest.id);
    }
    const path = `/api/v1/tasks/${id}/usages?limit=2`;
    const items = await allPages<{ id: string; name: string }>(teacher, path);
    assert.deepEqual(
      items
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id: placeId, ...place }) => ({ ...place, isId: /^[\da-f-]{36}$/.test(placeId) })),
      [
        ['group', 'Course', null, '2026-11-24T12:00:00Z', null],
        ['contest', 'First', 'A', '2026-11-24T12:00:00Z', '2026-11-24T12:10:00Z'],
        ['contest', 'Second', 'B', '2026-11-24T12:01:00Z', '2026-11-24T12:02:00Z'],
      ].map(([kind, name, label, opensAt, closesAt]) => ({
        kind,
        externalId: null,
        name,
        label,
        opensAt,
        closesAt,
        isId: true,
      })),
    );
  });
});

describe('the titles of a task in other languages', () => {
  const titles = { de: 'Abendzug', pl: 'Pociąg wieczorny' };
  const accepting = (language: string) => ({ 'accept-language': language });
  const made = async (changes: object = {}) => {
    const body = { title: 'Evening train', titles, ...changes };
    const created = await teacher.send('POST /api/v1/tasks', body);
    assert.equal(created.status, 201, created.text);
    return created.body as { taskId: string; etag: string; titles: unknown };
  };

  it('are stored by canonical tag, and replaced as a whole', async () => {
    const task = await made({ titles: { PL: ' Pociąg wieczorny ', de: 'Abendzug' } });
    assert.deepEqual(task.titles, titles);
    const { taskId, etag } = task;
    const change = (body: object) =>
      teacher.send(`PATCH /api/v1/tasks/${taskId}`, body, { 'if-match': etag });
    const changed = await change({ titles: { 'pt-br': 'Trem noturno' } });
    assert.deepEqual(changed.body.titles, { 'pt-BR': 'Trem noturno' });
    assert.notEqual(changed.body.etag, etag);
    assertProblem(await change({ titles }), 412, 'precondition-failed');
    const settings = await teacher.send(`GET /api/v1/tasks/${taskId}/settings`);
    assert.deepEqual(settings.body, changed.body);
    assert.equal(settings.body.title, 'Evening train');
  });

  it('are removed by null, and by an empty object', async () => {
    for (const none of [null, {}]) {
      const { taskId } = await made();
      const { body } = await teacher.send(`PATCH /api/v1/tasks/${taskId}`, { titles: none });
      assert.equal(body.titles, null);
    }
  });

  it('have a language and one line of text, and their number is limited', async () => {
    const many = Array.from({ length: 51 }, (_, at) => [`de-x-${at}`, 'A']);
    for (const [wrong, why] of [
      [{ Polish_language: 'A' }, /BCP 47/],
      [{ pl: 'A\nB' }, /"titles\.pl" must be one line/],
      [{ pl: '' }, /titles/],
      [{ pl: 'A'.repeat(301) }, /titles/],
      [{ pl: null }, /titles/],
      ['Pociąg wieczorny', /titles/],
      [Object.fromEntries(many), /titles/],
    ] as const) {
      const refused = await teacher.send('POST /api/v1/tasks', { title: 'A', titles: wrong });
      assertProblem(refused, 400, 'request-invalid');
      assert.match(refused.body.detail, why);
    }
    assert.equal((await made({ titles: Object.fromEntries(many.slice(1)) })).taskId.length, 36);
  });

  it('are shown to readers by the rule that chooses the language of the PDF, and `title` to all others', async () => {
    const { taskId } = await made();
    for (const language of ['en', 'pl']) await publish({ id: taskId }, teacher, language);
    await groups.assign(group.id, taskId, { opensAt: startMs, closesAt: null });
    const read = async (query: string, headers = {}) => {
      const { body } = await student.send(`GET /api/v1/tasks/${taskId}${query}`, undefined, headers);
      return `${body.title}, ${body.language}`;
    };
    assert.equal(await read('?language=pl', accepting('en')), 'Pociąg wieczorny, pl');
    assert.equal(await read('', accepting('de')), 'Abendzug, en');
  });

  it('are in the language of the reader in lists, where staff see `title`', async () => {
    const { taskId } = await made();
    await groups.assign(group.id, taskId, { opensAt: startMs, closesAt: null });
    const contest = await newContest(teacher, { participants: [student], tasks: [{ id: taskId }] });
    const titlesIn = async (who: Person, path: string, language: string) => {
      const { status, body } = await who.send(`GET /api/v1/${path}`, undefined, accepting(language));
      assert.equal(status, 200);
      const found = (body.items ?? [body]).filter((task: { taskId: string }) => task.taskId === taskId);
      return found.map(({ title }: { title: string }) => title);
    };
    const inContest = `contests/${contest.id}/tasks`;
    for (const path of ['tasks', inContest, `${inContest}/${taskId}`]) {
      assert.deepEqual(await titlesIn(student, path, 'pl, en'), ['Pociąg wieczorny'], path);
      assert.deepEqual(await titlesIn(student, path, 'en, pl'), ['Evening train'], path);
    }
    for (const path of ['managed-tasks', inContest, `${inContest}/${taskId}`, `groups/${group.id}/tasks`]) {
      assert.deepEqual(await titlesIn(teacher, path, 'pl'), ['Evening train'], path);
    }
  });

  it('are found by a search, until they are replaced', async () => {
    const { taskId } = await made({ titles: { pl: 'Źdźbło trawy' } });
    const found = async (text: string) => {
      const { body } = await teacher.send(`GET /api/v1/tasks?text=${encodeURIComponent(text)}`);
      return body.items.some((task: { taskId: string }) => task.taskId === taskId);
    };
    assert.equal(await found('zdzblo'), true);
    await teacher.send(`PATCH /api/v1/tasks/${taskId}`, { title: 'Blade of grass' });
    assert.deepEqual([await found('zdzblo'), await found('blade')], [true, true]);
    await teacher.send(`PATCH /api/v1/tasks/${taskId}`, { titles: { pl: 'Trawa' } });
    assert.deepEqual(
      [await found('zdzblo'), await found('trawa'), await found('blade')],
      [false, true, true],
    );
  });
});
