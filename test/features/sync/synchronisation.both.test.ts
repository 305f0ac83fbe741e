import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';

import { counts, putManyMembers } from '../../contracts/many-members.ts';
import { assertProblem, examplePdf, openTestApp, type Reply, sha256, store } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, program, send } = await openTestApp();
const admin = await person('admin');
const teacher = await person('teacher');
const judge = await program();
const put = (path: string, body: unknown, headers?: Readonly<Record<string, string>>) =>
  judge.send(`PUT /api/v1/${path}`, body, headers);
const ext = (externalId: string) => encodeURIComponent(`ext:${externalId}`);
const outcome = ({ status, body }: Reply) => `${status} ${body.outcome}`;
const startsAt = isoTime(clock.nowMs() + hourMs);

/** Ids that resemble others, and differ only in case, in normalization, or in what a path means. */
const alike = ['42', 'ext:42', 'A', 'a', '\u00e9', 'e\u0301'];
const strange = [...alike, 'a/b', '..', '%2F', ' ', '?x=1#y', '🦆', "' or 1=1"];

describe('a task that is put', () => {
  it('is created, then changed, then unchanged', async () => {
    const body = { title: 'Sum', primaryLanguage: 'pl' };
    const first = await put(`tasks/${ext('sum')}`, body);
    assert.equal(outcome(first), '201 created');
    assert.equal(first.body.externalId, 'sum');
    assert.equal(outcome(await put(`tasks/${ext('sum')}`, body)), '200 unchanged');
    const third = await put(`tasks/${ext('sum')}`, { title: 'Sums' });
    assert.equal(outcome(third), '200 changed');
    assert.deepEqual([third.body.title, third.body.primaryLanguage], ['Sums', 'en']);
    assert.equal(third.body.taskId, first.body.taskId);
    assert.equal(outcome(await put(`tasks/${first.body.taskId}`, { title: 'Sums' })), '200 unchanged');
  });

  it('has titles in other languages, in canonical form', async () => {
    const path = `tasks/${ext('in languages')}`;
    const body = { title: 'Sum', titles: { pl: 'Suma', DE: 'Summe' } };
    const first = await put(path, body);
    assert.deepEqual(first.body.titles, { de: 'Summe', pl: 'Suma' });
    assert.equal(outcome(await put(path, body)), '200 unchanged');
  });

  it('needs a title, also when it exists', async () => {
    await put(`tasks/${ext('titled')}`, { title: 'Titled' });
    for (const path of ['untitled', 'titled', 'titled?dryRun=true']) {
      const refused = await put(`tasks/ext:${path}`, { primaryLanguage: 'pl' });
      assertProblem(refused, 400, 'request-invalid');
      assert.match(refused.body.detail, /body\/title/);
    }
  });

  it('belongs to the key and to the named staff', async () => {
    const { body } = await put(`tasks/${ext('owned')}`, {
      title: 'Owned',
      staff: [{ email: teacher.email }, { externalId: 'ed', name: 'Ed', role: 'editor' }],
    });
    const { body: list } = await teacher.send(`GET /api/v1/tasks/${body.taskId}/staff`);
    assert.deepEqual(
      list.items.map(({ name, role }: { name: string; role: string }) => `${name} ${role}`).toSorted(),
      ['Ed editor', `${judge.name} owner`, `${teacher.name} owner`].toSorted(),
    );
  });

  it('may have any id, and similar ids are different', async () => {
    const ids = new Map<string, string>();
    for (const externalId of strange) {
      const made = await put(`tasks/${ext(externalId)}`, { title: externalId.trim() || 'blank' });
      assert.equal(outcome(made), '201 created', externalId);
      assert.equal(made.body.externalId, externalId);
      ids.set(externalId, made.body.taskId);
    }
    assert.equal(new Set(ids.values()).size, strange.length);
    for (const [externalId, taskId] of ids) {
      const { body } = await judge.send(`GET /api/v1/tasks/${ext(externalId)}/settings`);
      assert.equal(body.taskId, taskId);
    }
  });

  it('has an id of up to 200 characters, and no control characters', async () => {
    const long = '\u{1f986}'.repeat(100);
    assert.equal(outcome(await put(`tasks/${ext(long)}`, { title: 'Long' })), '201 created');
    assertProblem(await put(`tasks/${ext(`${long}x`)}`, { title: 'Long' }), 400, 'request-invalid');
    for (const wrong of ['', 'a\nb', 'a\u0000b']) {
      assertProblem(await put(`tasks/${ext(wrong)}`, { title: 'Wrong' }), 400, 'request-invalid');
    }
  });

  it('is created again after it was deleted, as another one', async () => {
    const first = await put(`tasks/${ext('again')}`, { title: 'Again' });
    assert.equal((await judge.send(`DELETE /api/v1/tasks/${ext('again')}`)).status, 204);
    assertProblem(await judge.send(`GET /api/v1/tasks/${ext('again')}`), 404, 'not-found');
    const second = await put(`tasks/${ext('again')}`, { title: 'Again' });
    assert.equal(outcome(second), '201 created');
    assert.notEqual(second.body.taskId, first.body.taskId);
  });

  it('is changed only for its current state (RFC 9110 §13.1.1)', async () => {
    const made = await put(`tasks/${ext('tagged')}`, { title: 'One' });
    const tag = String(made.headers.etag);
    const read = await judge.send(`GET /api/v1/tasks/${ext('tagged')}/settings`);
    assert.equal(read.headers.etag, tag);
    const change = (ifMatch: string, title: string) =>
      put(`tasks/${ext('tagged')}`, { title }, { 'if-match': ifMatch });
    assert.equal(outcome(await change(tag, 'Two')), '200 changed');
    assertProblem(await change(tag, 'Three'), 412, 'precondition-failed');
    assert.equal(outcome(await change(`"x", *`, 'Three')), '200 changed');
    const none = await put(`tasks/${ext('none')}`, { title: 'A' }, { 'if-match': '*' });
    assertProblem(none, 412, 'precondition-failed');
  });

  it('needs an external id when it does not exist', async () => {
    assertProblem(await put(`tasks/${randomUUID()}`, { title: 'A' }), 404, 'not-found');
    assertProblem(await put('tasks/nothing', { title: 'A' }), 400, 'request-invalid');
  });

  it('is one task, however many requests put it concurrently', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => put(`tasks/${ext('race')}`, { title: 'Race' })),
    );
    assert.equal(new Set(replies.map(({ body }) => body.taskId)).size, 1);
    assert.equal(replies.filter(({ status }) => status === 201).length, 1);
  });
});

describe('a group and a contest that are put', () => {
  it('are created, then changed, then unchanged', async () => {
    for (const [path, times] of [
      [`groups/${ext('g')}`, {}],
      [`contests/${ext('c')}`, { startsAt }],
    ] as const) {
      const one = { name: 'One', ...times, staff: [{ email: teacher.email }] };
      assert.equal(outcome(await put(path, one)), '201 created');
      assert.equal(outcome(await put(path, one)), '200 unchanged');
      const changed = await put(path, { name: 'Two', ...times });
      assert.equal(outcome(changed), '200 changed');
      const seen = await teacher.send(`GET /api/v1/${path}`);
      assert.deepEqual([seen.body.name, seen.body.yourRole], ['Two', 'staff']);
      assert.equal(seen.headers.etag, changed.headers.etag);
    }
  });

  it('keep the rules of contests', async () => {
    const wrong = { name: 'Wrong', startsAt, endsAt: startsAt };
    assertProblem(await put(`contests/${ext('wrong')}`, wrong), 400, 'request-invalid');
    assertProblem(await judge.send(`GET /api/v1/contests/${ext('wrong')}`), 404, 'not-found');
  });
});

describe('the state that is put', () => {
  const later = isoTime(clock.nowMs() + 2 * hourMs);
  const networks = [{ network: '192.0.2.0/24', room: 'A' }];
  /** A body with only what is required, every other field with a value, and the defaults that openapi.json and the manual name. */
  const states = [
    [
      `tasks/${ext('state')}`,
      { title: 'State' },
      {
        ...{ titles: { pl: 'Stan' }, primaryLanguage: 'pl', embargoUntil: later },
        ...{ visibility: 'signed-in', visibleFrom: later },
      },
      {
        ...{ titles: null, primaryLanguage: 'en', embargoUntil: null },
        ...{ visibility: 'restricted', visibleFrom: null },
      },
    ],
    [
      `contests/${ext('state')}`,
      { name: 'State', startsAt },
      { endsAt: later, afterEnd: 'participants', prefetchFrom: startsAt, networks, mailNotices: true },
      { endsAt: null, afterEnd: 'closed', prefetchFrom: null, networks: null, mailNotices: false },
    ],
  ] as const;
  for (const [path, required, set, defaults] of states) {
    it(`of ${path} is final: what is omitted has its default, like what is null`, async () => {
      await put(path, required);
      for (const cleared of [required, { ...required, ...defaults }]) {
        assert.partialDeepStrictEqual((await put(path, { ...required, ...set })).body, set);
        const told = await put(`${path}?dryRun=true`, cleared);
        assert.partialDeepStrictEqual(told.body, { ...defaults, outcome: 'changed' });
        assert.partialDeepStrictEqual((await put(path, cleared)).body, { ...defaults, outcome: 'changed' });
        assert.equal(outcome(await put(path, required)), '200 unchanged');
      }
      for (const [name, value] of Object.entries(set)) {
        if (name === 'visibility' || name === 'visibleFrom') continue; // one needs the other
        await put(path, { ...required, [name]: value });
        assert.partialDeepStrictEqual((await put(path, required)).body, defaults, name);
      }
    });
  }
});

describe('members that are put', () => {
  async function newGroup(externalId: string): Promise<string> {
    await put(`groups/${ext(externalId)}`, { name: externalId });
    return `groups/${ext(externalId)}/members`;
  }

  it('are added, changed and removed, and unknown people get an account', async () => {
    const path = await newGroup('members');
    const members = [
      { externalId: '1', name: 'Ann' },
      { externalId: '2', name: 'Bob' },
      { email: teacher.email },
    ];
    const first = await put(path, { members });
    assert.deepEqual(counts(first), [3, 0, 0, 0]);
    assert.deepEqual(counts(await put(path, { members })), [0, 0, 0, 3]);
    const next = [{ externalId: '1', role: 'staff' }, { externalId: '3' }];
    const dry = await put(`${path}?dryRun=true`, { members: next });
    assert.deepEqual(counts(dry), [1, 1, 2, 0]);
    assert.equal((await judge.send(`GET /api/v1/accounts/${ext('3')}`)).status, 404);
    const { body, ...second } = await put(path, { members: next });
    assert.deepEqual(counts({ body, ...second }), [1, 1, 2, 0]);
    const changes = body.changes.map((each: Record<string, string>) => [each['outcome'], each['externalId']]);
    assert.deepEqual(changes.join(' '), 'added,3 changed,1 removed,2 removed,');
    const { items } = (await judge.send(`GET /api/v1/${path}`)).body;
    assert.ok(
      items.some(({ userId }: { userId: string }) => userId === judge.id),
      'the key stays',
    );
  });

  it('are many at a time, and none when one of them is wrong', async () => {
    await putManyMembers(judge, 200);
  });
});

describe('the people and the tasks of a contest that are put', () => {
  it('have their own times and their order', async () => {
    const path = `contests/${ext('final')}`;
    await put(path, { name: 'Final', startsAt, endsAt: isoTime(clock.nowMs() + 3 * hourMs) });
    for (const name of ['one', 'two']) await put(`tasks/${ext(`final ${name}`)}`, { title: name });
    /** Labelled A, B, … in this order. */
    const putTasks = (names: ReadonlyArray<string>, headers = {}, labels = 'ABC') => {
      const tasks = names.map((name, at) => ({ taskId: `ext:final ${name}`, label: labels[at] }));
      return put(`${path}/tasks`, { tasks }, headers);
    };
    assert.deepEqual(counts(await putTasks(['one', 'two'])), [2, 0, 0, 0]);
    const stale = await putTasks(['two', 'one'], { 'if-match': '"x"' });
    assertProblem(stale, 412, 'precondition-failed');
    const again = await putTasks(['one', 'two']);
    assert.deepEqual(counts(again), [0, 0, 0, 2]);
    const changed = await putTasks(['two', 'one'], { 'if-match': String(again.headers.etag) });
    assert.deepEqual(counts(changed), [0, 2, 0, 0]);
    const { items } = (await judge.send(`GET /api/v1/${path}/tasks`)).body;
    const inOrder = [
      { label: 'A', title: 'two' },
      { label: 'B', title: 'one' },
    ];
    assert.partialDeepStrictEqual([items, items.length], [inOrder, 2]);
    const wrong = await putTasks(['two', 'one', 'nothing'], {}, 'AAC');
    assert.partialDeepStrictEqual(wrong.body.problems, [
      { row: 2, field: 'label', code: 'repeated' },
      { row: 3, field: 'taskId', code: 'not-found' },
    ]);

    const putParticipants = (...participants: ReadonlyArray<object>) =>
      put(`${path}/participants`, { participants });
    const longer = { externalId: 'p2', extraSeconds: 600 };
    const first = await putParticipants({ externalId: 'p1', name: 'Pat' }, longer);
    assert.deepEqual(counts(first), [2, 0, 0, 0]);
    const later = await putParticipants({ externalId: 'p1', delaySeconds: 60 }, longer);
    assert.deepEqual(counts(later), [0, 1, 0, 1]);
    assert.deepEqual(counts(await putParticipants()), [0, 0, 2, 0]);
  });
});

describe('a contest whose tasks have windows, and its participants delays', () => {
  const dayMs = 24 * hourMs;
  const path = `contests/${ext('moved')}`;
  const at = (ms: number) => isoTime(clock.nowMs() + ms);
  const puts = {
    contest: (moveMs: number, lengthMs = 3 * hourMs) =>
      put(path, { name: 'Moved', startsAt: at(moveMs), endsAt: at(moveMs + lengthMs) }),
    tasks: (moveMs: number) => {
      const window = { opensAt: at(moveMs), closesAt: at(moveMs + 3 * hourMs) };
      return put(`${path}/tasks`, { tasks: [{ taskId: 'ext:moved', label: 'A', ...window }] });
    },
  };

  for (const order of [
    ['contest', 'tasks'],
    ['tasks', 'contest'],
  ] as const) {
    it(`moves there and back twice: first the ${order[0]}`, async () => {
      await put(`tasks/${ext('moved')}`, { title: 'Moved' });
      await puts.contest(0);
      await puts.tasks(0);
      for (const moveMs of [dayMs, 0, -dayMs, 0]) {
        for (const what of order) {
          const { status, text } = await puts[what](moveMs);
          assert.equal(status, 200, `${what} by ${moveMs} ms: ${text}`);
        }
        const [task] = (await judge.send(`GET /api/v1/${path}/tasks`)).body.items;
        assert.equal(task.opensAt, isoTime(clock.nowMs() + moveMs));
      }
    });
  }

  it('moves, and gets shorter and longer, whatever its delays and the time of its sealed statements', async () => {
    const prefetchFrom = isoTime(clock.nowMs() - hourMs);
    await puts.contest(0);
    await put(path, { name: 'Moved', startsAt: isoTime(clock.nowMs()), prefetchFrom });
    const participants = [{ externalId: 'late', name: 'Late', delaySeconds: 7200 }];
    for (const [moveMs, lengthMs] of [
      [0, hourMs],
      [-dayMs, hourMs],
      [dayMs, hourMs],
      [0, 3 * hourMs],
    ] as const) {
      const { status, text, body } = await puts.contest(moveMs, lengthMs);
      assert.deepEqual([status, body.prefetchFrom], [200, null], text);
      const people = await put(`${path}/participants`, { participants });
      assert.equal(people.status, 200, people.text);
      assert.equal((await puts.contest(moveMs, lengthMs)).body.outcome, 'unchanged');
    }
    const [late] = (await judge.send(`GET /api/v1/${path}/participants`)).body.items;
    assert.equal(late.delaySeconds, 7200);
  });
});

describe('a document that is put', () => {
  it('is uploaded once, and unchanged after that', async () => {
    await put(`tasks/${ext('pdf')}`, { title: 'With a PDF' });
    const bytes = examplePdf();
    const body = { fileName: 'pdf.en.pdf', size: bytes.length, sha256: sha256(bytes) };
    const path = `tasks/${ext('pdf')}/documents/en`;
    const dry = await put(`${path}?dryRun=true`, body);
    assert.deepEqual([dry.body.outcome, dry.body.gainsAccess.count], ['different', 0]);
    const first = await put(path, body);
    assert.equal(outcome(first), '201 upload');
    const { taskId } = (await judge.send(`GET /api/v1/tasks/${ext('pdf')}/settings`)).body;
    await store(core, await core.versions.find(taskId, first.body.upload.versionId), bytes);
    const complete = `POST /api/v1/tasks/${taskId}/documents/${first.body.upload.versionId}/complete`;
    const completed = await judge.send(complete);
    assert.equal(completed.status, 200);
    const again = await put(path, body);
    assert.deepEqual(again.body, { outcome: 'unchanged', version: completed.body });
    assert.equal(outcome(await put(path, { ...body, sha256: '0'.repeat(64) })), '201 upload');
  });
});

describe('an external id', () => {
  it('is accepted wherever an id is expected', async () => {
    await put(`groups/${ext('here')}`, { name: 'Here' });
    await put(`tasks/${ext('here')}`, { title: 'Here' });
    await put(`groups/${ext('here')}/members`, { members: [{ externalId: 'here', name: 'Hera' }] });
    const query = await judge.send(`GET /api/v1/tasks?groupId=${ext('here')}`);
    assert.equal(query.status, 200);
    const explained = await judge.send(`GET /api/v1/tasks/${ext('here')}/access?userId=${ext('here')}`);
    assert.equal(explained.body.decision.reason, 'not-found');
    const removed = await judge.send(`DELETE /api/v1/groups/${ext('here')}/members/${ext('here')}`);
    assert.equal(removed.status, 204);
  });

  it('that is unknown is answered like any unknown id', async () => {
    assertProblem(await admin.send(`GET /api/v1/tasks/${ext('nothing')}`), 404, 'not-found');
    assertProblem(await send(`GET /api/v1/tasks/${ext('nothing')}`), 401, 'unauthenticated');
    assertProblem(await teacher.send(`GET /api/v1/groups/${ext('here')}`), 404, 'not-found');
  });
});
