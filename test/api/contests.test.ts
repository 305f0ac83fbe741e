import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { pluck } from '../support/pluck.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';

const { core, clock, person, task, group: newGroup } = await openTestApp();
const { groups, contests, contestPeople, taskStaff } = core;
const [teacher, admin] = [await person('teacher'), await person('admin')];

const noonMs = clock.nowMs();
/** Sets the clock to noon, at which each test begins. */
const atNoon = () => clock.set(noonMs);
/** `+1h`, `-5m`, `+30s`: relative to the start of a contest of these tests. */
const at = (text: string) => isoTime(atMs(text));
function atMs(text: string): number {
  const [, sign, count, unit] = /^([+-])(\d+)([hms])$/.exec(text) ?? assert.fail(text);
  const unitMs = { h: hourMs, m: minuteMs, s: secondMs }[unit as 'h' | 'm' | 's'];
  return noonMs + Number(`${sign}${count}`) * unitMs;
}

/** A contest from `+0h` to `+4h`, over HTTP. */
async function newContest(changes: object = {}): Promise<string> {
  const body = { name: 'Finals', startsAt: at('+0h'), endsAt: at('+4h'), ...changes };
  const reply = await teacher.send('POST /api/v1/contests', body);
  assert.equal(reply.status, 201, reply.text);
  return reply.body.contestId;
}

async function newTask(contestId: string, slot: object = {}): Promise<string> {
  const { id } = await task(teacher);
  const reply = await put(contestId, id, { label: 'A', ...slot });
  assert.equal(reply.status, 201, reply.text);
  return id;
}

const put = (contestId: string, taskId: string, body: object, as = teacher) =>
  as.send(`PUT /api/v1/contests/${contestId}/tasks/${taskId}`, body);
const patch = (contestId: string, body: object) => teacher.send(`PATCH /api/v1/contests/${contestId}`, body);
const invite = (contestId: string, people: ReadonlyArray<Person>, times: object = {}) =>
  teacher.send(`POST /api/v1/contests/${contestId}/participants`, {
    emails: people.map(({ email }) => email),
    ...times,
  });

const changeTimes = (contestId: string, { id }: Person, times: object) =>
  teacher.send(`PATCH /api/v1/contests/${contestId}/participants/${id}`, times);

async function participant(contestId: string, times: object = {}): Promise<Person> {
  const somebody = await person();
  const reply = await invite(contestId, [somebody], times);
  assert.equal(reply.status, 200, reply.text);
  return somebody;
}

interface OwnTimes {
  readonly userId: string;
  readonly delaySeconds: number;
  readonly extraSeconds: number;
}

describe('a contest', () => {
  beforeEach(atNoon);

  it('shows its name, its times, and the time of the server', async () => {
    clock.set(atMs('-1h'));
    const contestId = await newContest({ afterEnd: 'participants' });
    const reader = await participant(contestId);
    const { body, headers } = await reader.send(`GET /api/v1/contests/${contestId}`);
    assert.deepEqual(body, {
      contestId,
      externalId: null,
      name: 'Finals',
      startsAt: at('+0h'),
      endsAt: at('+4h'),
      afterEnd: 'participants',
      prefetchFrom: null,
      networks: null,
      mailNotices: false,
      phase: 'upcoming',
      yourRole: 'participant',
      yourWindow: { startsAt: at('+0h'), endsAt: at('+4h') },
      yourPlace: null,
      revision: String(body.revision),
      serverTime: at('-1h'),
      createdAt: at('-1h'),
      updatedAt: at('-1h'),
      etag: headers.etag,
    });
  });

  for (const [title, body] of [
    ['an end before its start', { startsAt: at('+4h'), endsAt: at('+0h') }],
    ['an end at its start', { endsAt: at('+0h') }],
    ['a name of two lines', { name: 'A\nB' }],
  ] as const) {
    it(`cannot be created with ${title}, nor be given it`, async () => {
      const draft = { name: 'Finals', startsAt: at('+0h'), endsAt: at('+4h'), ...body };
      assertProblem(await teacher.send('POST /api/v1/contests', draft), 400, 'request-invalid');
      assertProblem(await patch(await newContest(), body), 400, 'request-invalid');
    });
  }

  it('loses its end with `null`, and keeps what a change omits', async () => {
    const contestId = await newContest({ afterEnd: 'participants' });
    const { status, body } = await patch(contestId, { endsAt: null });
    assert.deepEqual([status, body.endsAt, body.startsAt], [200, null, at('+0h')]);
    assert.deepEqual([body.name, body.afterEnd], ['Finals', 'participants']);
  });

  it('gives a machine-readable reason for each refusal', async () => {
    const contestId = await newContest();
    const taskId = await newTask(contestId);
    const { id: other } = await task(teacher);
    for (const [reply, reason, label] of [
      [await patch(contestId, { endsAt: at('-1h') }), 'contest-ends-too-early', undefined],
      [
        await put(contestId, taskId, { label: 'A', opensAt: at('+2h'), closesAt: at('+2h') }),
        'task-window-empty',
        'A',
      ],
      [await put(contestId, other, { label: 'A' }), 'label-taken', 'A'],
    ] as const) {
      assert.deepEqual([reply.body.reason, reply.body.label], [reason, label]);
    }
  });
});

describe('the contests of a person', () => {
  beforeEach(atNoon);

  it('are listed by phase, which changes exactly at start and end', async () => {
    const [reader, other] = [await person(), await person()];
    const [first, second] = [await newContest(), await newContest({ startsAt: at('+1h'), endsAt: null })];
    for (const contestId of [first, second]) await invite(contestId, [reader]);
    const phases = async (when: string, lateByMs = 0) => {
      clock.set(atMs(when) + lateByMs);
      const found: Array<string> = [];
      for (const phase of ['upcoming', 'running', 'past']) {
        const { body } = await reader.send(`GET /api/v1/contests?phase=${phase}`);
        for (const item of body.items) {
          assert.equal(item.phase, phase);
          found.push(`${item.contestId === first ? 'first' : 'second'} ${phase}`);
        }
      }
      return found.sort();
    };
    assert.deepEqual(await phases('+0h', -1), ['first upcoming', 'second upcoming']);
    assert.deepEqual(await phases('+0h'), ['first running', 'second upcoming']);
    assert.deepEqual(await phases('+4h', -1), ['first running', 'second running']);
    assert.deepEqual(await phases('+4h'), ['first past', 'second running']);
    assert.deepEqual((await other.send('GET /api/v1/contests')).body, { items: [], nextCursor: null });
    assertProblem(await reader.send('GET /api/v1/contests?phase=now'), 400, 'request-invalid');
  });

  it('are found by a part of the name, and listed by name or start across pages', async () => {
    const reader = await person();
    for (const [name, startsAt] of [
      ['Zima w Łodzi', '+2h'],
      ['autumn_cup', '+1h'],
      ['Świt', '+2h'],
      ['Autumn Final', '+3h'],
      ['autumn cup', '-1h'],
    ] as const) {
      clock.advance(1);
      await invite(await newContest({ name, startsAt: at(startsAt) }), [reader]);
    }
    const names = async (query: string) =>
      (await allPages<{ name: string }>(reader, `/api/v1/contests?limit=1&${query}`)).map(({ name }) => name);
    assert.deepEqual(await names('text=zima%20w%20lodzi'), ['Zima w Łodzi']);
    assert.deepEqual(await names('text=MN_C'), ['autumn_cup']);
    const byName = ['autumn cup', 'Autumn Final', 'autumn_cup', 'Świt', 'Zima w Łodzi'];
    assert.deepEqual(await names('sort=name'), byName);
    const byStart = ['autumn cup', 'autumn_cup', 'Zima w Łodzi', 'Świt', 'Autumn Final'];
    assert.deepEqual(await names('sort=first-start'), byStart);
    assert.deepEqual(await names('sort=last-start'), byStart.toReversed());
    assert.deepEqual(await names('sort=last-start&text=autumn&phase=upcoming'), [
      'Autumn Final',
      'autumn_cup',
    ]);

    const { body } = await reader.send('GET /api/v1/contests?sort=name&limit=1');
    for (const sort of ['created', 'first-start']) {
      const reply = await reader.send(`GET /api/v1/contests?sort=${sort}&cursor=${body.nextCursor}`);
      assertProblem(reply, 400, 'request-invalid');
    }
    await patch(body.items[0].contestId, { name: 'Žatva' });
    assert.deepEqual(await names('text=zatva'), ['Žatva']);
  });

  it('are paged by membership, for admins only on request', async () => {
    const [owner, boss] = [await person('teacher'), await person('admin')];
    const create = async (by: Person) => {
      clock.advance(1);
      return (await by.send('POST /api/v1/contests', { name: 'Finals', startsAt: at('+0h') })).body.contestId;
    };
    const [run, joined] = [await create(boss), await create(owner)];
    await contestPeople.putParticipants(await contests.find(joined), [boss.id], {
      delaySeconds: 0,
      extraSeconds: 0,
    });
    const others = [await create(owner), await create(owner)];
    const ids = async (query: string) =>
      (await allPages<{ contestId: string }>(boss, `/api/v1/contests?limit=1&${query}`)).map(
        ({ contestId }) => contestId,
      );
    assert.deepEqual(await ids('mine=true'), [joined, run]);
    assert.deepEqual(await ids('mine=true&phase=past'), []);
    assert.deepEqual(await ids('yourRole=staff'), [run]);
    assert.deepEqual(await ids('mine=true&yourRole=participant'), [joined]);
    const all = await boss.send('GET /api/v1/contests?limit=2&mine=false');
    assert.deepEqual(pluck(all.body.items, 'contestId'), others.toReversed());
    const ofOwner = (await owner.send('GET /api/v1/contests?limit=3&mine=true')).body;
    assert.deepEqual([ofOwner.items.length, ofOwner.nextCursor], [3, null]);
  });

  it("show a participant's own times, with delay and extra time, in the list and alone", async () => {
    const contestId = await newContest();
    const endless = await newContest({ endsAt: null });
    const [late, member, other] = [await person(), await person(), await person('teacher')];
    for (const each of [contestId, endless]) {
      await invite(each, [late], { delaySeconds: 600, extraSeconds: 120 });
      await contestPeople.putGroup(each, (await newGroup(teacher, { members: [member] })).id);
      await contestPeople.putStaff(each, [other.id]);
      await invite(each, [other], { delaySeconds: 600 });
    }
    const windows = async (who: Person) => {
      const { items } = (await who.send('GET /api/v1/contests?mine=true')).body;
      const found = [];
      for (const id of [contestId, endless]) {
        const { yourWindow } = (await who.send(`GET /api/v1/contests/${id}`)).body;
        const listed = items.find((item: { contestId: string }) => item.contestId === id);
        assert.deepEqual(listed.yourWindow, yourWindow);
        found.push(yourWindow);
      }
      return found;
    };
    assert.deepEqual(await windows(late), [
      { startsAt: at('+10m'), endsAt: at('+252m') },
      { startsAt: at('+10m'), endsAt: null },
    ]);
    assert.deepEqual(await windows(member), [
      { startsAt: at('+0h'), endsAt: at('+4h') },
      { startsAt: at('+0h'), endsAt: null },
    ]);
    assert.deepEqual(await windows(other), [null, null]);
    await changeTimes(contestId, late, { delaySeconds: 0, extraSeconds: 60 });
    assert.deepEqual((await windows(late))[0], { startsAt: at('+0h'), endsAt: at('+241m') });
  });

  it('are listed once each, also for staff who participate directly and through two groups', async () => {
    const contestId = await newContest();
    const somebody = await participant(contestId);
    await contestPeople.putStaff(contestId, [somebody.id]);
    for (const name of ['One', 'Two']) {
      const { id } = await newGroup(teacher, { name, members: [somebody] });
      assert.equal((await teacher.send(`PUT /api/v1/contests/${contestId}/groups/${id}`)).status, 204);
    }
    const { items } = (await somebody.send('GET /api/v1/contests')).body;
    assert.deepEqual(pluck(items, 'yourRole'), ['staff']);
  });

  it("show the caller's role, in the list, alone and after a change", async () => {
    const contestId = await newContest({ startsAt: at('-2h'), endsAt: at('-1h'), afterEnd: 'signed-in' });
    const [direct, member] = [await participant(contestId), await person()];
    await contestPeople.putGroup(contestId, (await newGroup(teacher, { members: [member] })).id);
    const path = `/api/v1/contests/${contestId}`;
    for (const [reader, role] of [
      [teacher, 'staff'],
      [direct, 'participant'],
      [member, 'participant'],
      [admin, null],
    ] as const) {
      const { items } = (await reader.send('GET /api/v1/contests?limit=200')).body;
      const inList = items.find((contest: { contestId: string }) => contest.contestId === contestId);
      assert.deepEqual(inList, (await reader.send(`GET ${path}`)).body);
      assert.equal(inList.yourRole, role);
    }
    assert.equal((await (await person()).send(`GET ${path}`)).body.yourRole, null); // readable by everyone signed in
    assert.equal((await patch(contestId, { name: 'B' })).body.yourRole, 'staff');
    assert.equal((await admin.send(`PATCH ${path}`, { name: 'C' })).body.yourRole, null);
  });
});

describe('a task in a contest', () => {
  beforeEach(atNoon);

  it('has its own label, which it may keep or change, and which is free when it is deleted', async () => {
    const contestId = await newContest();
    const taskId = await newTask(contestId);
    const [{ id }, { id: last }] = [await task(teacher), await task(teacher)];
    assertProblem(await put(contestId, id, { label: 'A' }), 409, 'conflict');
    assert.equal((await put(contestId, taskId, { label: 'A', position: 2 })).status, 200);
    assert.equal((await put(contestId, taskId, { label: 'B' })).status, 200);
    assert.equal((await put(contestId, id, { label: 'A' })).status, 201);
    await core.tasks.remove(taskId);
    assert.equal((await put(contestId, last, { label: 'B' })).status, 201);
  });

  it('comes last by default, and keeps its place when a change names none', async () => {
    const contestId = await newContest();
    const [first, second] = [(await task(teacher)).id, (await task(teacher)).id];
    const placeOf = async (taskId: string, slot: object) =>
      (await put(contestId, taskId, slot)).body.position;
    assert.equal(await placeOf(first, { label: 'A' }), 0);
    assert.equal(await placeOf(first, { label: 'A', position: 7 }), 7);
    assert.equal(await placeOf(second, { label: 'B' }), 8);
    assert.equal(await placeOf(first, { label: 'C' }), 7);
  });

  it('is added with others at the end, labelled after the last; tasks already there stay unchanged', async () => {
    const contestId = await newContest();
    const there = await newTask(contestId, { label: 'B', position: 3, opensAt: at('+1h') });
    const made = [await task(teacher), await task(teacher)].map(({ id }) => id);
    const add = (taskIds: ReadonlyArray<string>) =>
      teacher.send(`POST /api/v1/contests/${contestId}/tasks`, { taskIds });
    const foreign = await task(admin);
    assertProblem(await add([...made, foreign.id]), 404, 'not-found');
    const { status, body } = await add([made[1] as string, there, made[0] as string]);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      added: [made[1], made[0]].map((taskId) => ({ taskId, externalId: null })),
      alreadyThere: [{ taskId: there, externalId: null }],
    });
    const { items } = (await teacher.send(`GET /api/v1/contests/${contestId}/tasks`)).body;
    assert.deepEqual(
      items.map((item: { taskId: string; label: string; position: number; opensAt: string | null }) => [
        ...[item.taskId, item.label, item.position, item.opensAt],
      ]),
      [
        [there, 'B', 3, at('+1h')],
        [made[1], 'C', 4, null],
        [made[0], 'D', 5, null],
      ],
    );
  });

  it('is not added where there is no room, nor are the others of the request', async () => {
    const contestId = await newContest();
    const ids: Array<string> = [];
    for (let count = 0; count < 101; count++) ids.push((await task(teacher)).id);
    const add = (taskIds: ReadonlyArray<string>) =>
      teacher.send(`POST /api/v1/contests/${contestId}/tasks`, { taskIds });
    assert.equal((await add(ids.slice(0, 99))).status, 200);
    assertProblem(await add(ids.slice(99)), 409, 'conflict');
    const listed = async () =>
      (await teacher.send(`GET /api/v1/contests/${contestId}/tasks?limit=200`)).body.items.map(
        ({ label }: { label: string }) => label,
      );
    assert.equal((await listed()).length, 99);
    assert.equal((await add(ids.slice(99, 100))).status, 200);
    assert.deepEqual((await listed()).slice(25, 27), ['Z', 'A2']);
    assertProblem(await put(contestId, String(ids[100]), { label: 'A5' }), 409, 'conflict');
  });

  it('can be added by contest staff who manage the task, or by an admin', async () => {
    const contestId = await newContest();
    const { id } = await task(teacher);
    const [editor, manager, stranger] = [
      await person('teacher'),
      await person('teacher'),
      await person('teacher'),
    ];
    await taskStaff.put(id, editor.id, 'editor');
    await taskStaff.put(id, manager.id, 'manager');
    assertProblem(await put(contestId, id, { label: 'A' }, manager), 404, 'not-found');
    await contestPeople.putStaff(contestId, [editor.id, manager.id, stranger.id]);
    assertProblem(await put(contestId, id, { label: 'A' }, editor), 403, 'forbidden');
    assertProblem(await put(contestId, id, { label: 'A' }, stranger), 404, 'not-found');
    assert.equal((await put(contestId, id, { label: 'A' }, manager)).status, 201);
    assert.equal((await put(contestId, id, { label: 'B' }, admin)).status, 200);
  });

  it('is listed by its position, then by its label, one page at a time', async () => {
    const contestId = await newContest();
    for (const [label, position] of [
      ['C', 1],
      ['B', 2],
      ['A', 2],
      ['D', 0],
    ] as const) {
      await newTask(contestId, { label, position });
    }
    const reader = await participant(contestId);
    clock.set(atMs('+0h'));
    for (const who of [teacher, reader]) {
      const listed = await allPages<{ label: string }>(who, `/api/v1/contests/${contestId}/tasks?limit=3`);
      assert.deepEqual(pluck(listed, 'label'), ['D', 'C', 'A', 'B']);
    }
  });
});

describe('the order of the tasks of a contest', () => {
  beforeEach(atNoon);

  const arrange = (contestId: string, tasks: ReadonlyArray<[string, string]>, as = teacher) =>
    as.send(`PUT /api/v1/contests/${contestId}/task-order`, {
      tasks: tasks.map(([taskId, label]) => ({ taskId, label })),
    });
  const list = async (contestId: string) => {
    const { body } = await teacher.send(`GET /api/v1/contests/${contestId}/tasks`);
    return body.items.map((item: { label: string; taskId: string }) => [item.taskId, item.label]);
  };

  it('changes with the labels, which may be swapped, and leaves the windows unchanged', async () => {
    const contestId = await newContest();
    const first = await newTask(contestId, { label: 'A', opensAt: at('+1h') });
    const second = await newTask(contestId, { label: 'B' });
    const third = await newTask(contestId, { label: 'C' });
    const order = { [third]: 'A', [first]: 'C', [second]: 'B' };
    assert.equal((await arrange(contestId, Object.entries(order))).status, 204);
    assert.deepEqual(await list(contestId), Object.entries(order));
    const { body } = await teacher.send(`GET /api/v1/contests/${contestId}/tasks`);
    assert.equal(body.items[1].opensAt, at('+1h'));
  });

  it('is refused when the contest has other tasks, or a label occurs twice', async () => {
    const contestId = await newContest();
    const [first, second] = [await newTask(contestId), await newTask(contestId, { label: 'B' })];
    const { id: other } = await task(teacher);
    for (const order of [
      [[first, 'A']],
      [
        [first, 'A'],
        [other, 'B'],
      ],
      [
        [first, 'A'],
        [second, 'A'],
      ],
      [
        [first, 'A'],
        [first, 'B'],
      ],
    ] as ReadonlyArray<ReadonlyArray<[string, string]>>) {
      assertProblem(await arrange(contestId, order), 409, 'conflict');
    }
    assert.deepEqual(await list(contestId), [
      [first, 'A'],
      [second, 'B'],
    ]);
  });

  it('ignores deleted tasks', async () => {
    const contestId = await newContest();
    const [first, second] = [await newTask(contestId), await newTask(contestId, { label: 'B' })];
    await core.tasks.remove(first);
    assert.equal((await arrange(contestId, [[second, 'A']])).status, 204);
    assert.deepEqual(await list(contestId), [[second, 'A']]);
  });
});

describe('the preview', () => {
  beforeEach(atNoon);

  it('shows staff the contest as a participant would see it at a given time', async () => {
    const contestId = await newContest();
    const taskId = await newTask(contestId);
    const reader = await participant(contestId, { delaySeconds: 60 });
    const preview = async (when: string) =>
      (await teacher.send(`GET /api/v1/contests/${contestId}/preview?userId=${reader.id}&at=${at(when)}`))
        .body;
    const nothing = { reason: null, ground: null, opensAt: null, validUntil: null };
    const { tasks, ...rest } = await preview('+30s');
    const noNames = { contestExternalId: null, userExternalId: null };
    assert.deepEqual(rest, {
      contestId,
      userId: reader.id,
      ...noNames,
      at: at('+30s'),
      phase: 'running',
      page: [],
    });
    const { decision, ...slot } = tasks[0];
    assert.deepEqual(slot, { taskId, externalId: null, label: 'A', position: 0, title: 'Example task' });
    const early = { ...nothing, allowed: false, reason: 'not-open-yet', opensAt: at('+1m') };
    assert.deepEqual(decision, early);
    const {
      tasks: [opened],
      page,
    } = await preview('+1m');
    assert.deepEqual(opened.decision, {
      ...nothing,
      allowed: true,
      ground: 'contest',
      validUntil: at('+241m'),
    });
    const over = await preview('+5h');
    assert.deepEqual([over.tasks[0].decision.reason, over.page], ['closed', []]);

    // The page of that time is what the reader then gets, for staff without a link.
    const own = async () => {
      const { body } = await reader.send(`GET /api/v1/contests/${contestId}/tasks?details=true`);
      return body.items;
    };
    assert.deepEqual(await own(), []);
    clock.advance(minuteMs);
    assert.deepEqual(await own(), page);
    assert.deepEqual(page[0].details, { documents: [], readAt: null, editorials: [] });
    assert.doesNotMatch(JSON.stringify(page), /https?:/);
  });
});

describe('the people of a contest', () => {
  beforeEach(atNoon);

  it('keep their times when they are added again, and the reply counts them', async () => {
    const contestId = await newContest();
    const [late, another] = [
      await participant(contestId, { delaySeconds: 600, extraSeconds: 120 }),
      await person(),
    ];
    for (const [times, added] of [
      [{}, 1],
      [{ delaySeconds: 60, extraSeconds: 7200 }, 0],
    ] as const) {
      const { body } = await invite(contestId, [late, another], times);
      assert.deepEqual([body.added, body.alreadyThere, body.unknown], [added, 2 - added, []]);
      const shown = body.participants.map(
        ({ userId, delaySeconds, extraSeconds }: OwnTimes) => `${userId} ${delaySeconds} ${extraSeconds}`,
      );
      assert.deepEqual(new Set(shown), new Set([`${late.id} 600 120`, `${another.id} 0 0`]));
      const listed = await teacher.send(`GET /api/v1/contests/${contestId}/participants`);
      assert.deepEqual(new Set(listed.body.items), new Set(body.participants));
    }
  });

  it('have their times changed individually, either or both', async () => {
    const contestId = await newContest();
    const late = await participant(contestId, { delaySeconds: 600 });
    const shown = {
      userId: late.id,
      externalId: null,
      email: late.email,
      unverifiedEmail: null,
      name: late.name,
      delaySeconds: 600,
      firstIssuedAt: null,
    };
    const longer = await changeTimes(contestId, late, { extraSeconds: 60 });
    const { etag } = longer.headers;
    assert.deepEqual([longer.status, longer.body], [200, { ...shown, extraSeconds: 60, etag }]);
    const onTime = await changeTimes(contestId, late, { delaySeconds: 0 });
    assert.notEqual(onTime.headers.etag, etag);
    assert.deepEqual(onTime.body, {
      ...shown,
      delaySeconds: 0,
      extraSeconds: 60,
      etag: onTime.headers.etag,
    });
    for (const wrong of [{}, { delaySeconds: -1 }, { role: 'staff' }]) {
      assertProblem(await changeTimes(contestId, late, wrong), 400, 'request-invalid');
    }
    const listed = await teacher.send(`GET /api/v1/contests/${contestId}/participants`);
    assert.deepEqual(listed.body.items, [onTime.body]);
  });

  it('have no times to change before they are added individually', async () => {
    const [contestId, member] = [await newContest(), await person()];
    await contestPeople.putGroup(contestId, (await newGroup(teacher, { members: [member] })).id);
    assertProblem(await changeTimes(contestId, member, { extraSeconds: 60 }), 404, 'not-found');
    await invite(contestId, [member]);
    assert.equal((await changeTimes(contestId, member, { extraSeconds: 60 })).body.extraSeconds, 60);
  });

  it('come from groups whose staff agree', async () => {
    const contestId = await newContest();
    const foreign = await newGroup(admin, { name: 'Foreign' });
    const route = `PUT /api/v1/contests/${contestId}/groups/${foreign.id}`;
    assertProblem(await teacher.send(route), 404, 'not-found');
    await groups.putMembers(foreign.id, [teacher.id], 'member');
    assertProblem(await teacher.send(route), 403, 'forbidden');
    await groups.putMembers(foreign.id, [teacher.id], 'staff');
    assert.equal((await teacher.send(route)).status, 204);
    const { body } = await teacher.send(`GET /api/v1/contests/${contestId}/groups`);
    assert.deepEqual(body.items, [{ groupId: foreign.id, externalId: null, name: 'Foreign' }]);
  });
});
