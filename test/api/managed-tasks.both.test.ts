import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { countQueries } from '../support/count-queries.ts';
import { contestTaskDraft } from '../support/drafts.ts';
import { pluck } from '../support/pluck.ts';
import { minuteMs } from '../support/settable-clock.ts';

const { core, clock, person, task, publish, group, contest } = await openTestApp();
const { groups } = core;
const nowMs = clock.nowMs();
const at = (minutes: number) => nowMs + minutes * minuteMs;
const isoAt = (minutes: number) => new Date(at(minutes)).toISOString().replace('.000', '');

/** Newer than all earlier ones. */
function newTask(author: Person, title: string) {
  clock.advance(1);
  return task(author, { title });
}

type Window = readonly [opensAt: number, closesAt: number | null];

const inGroup = (author: Person, id: string, name: string, [opensAt, closesAt]: Window) =>
  group(author, { name, opensAt, closesAt, tasks: [{ id }] });
const inContest = (author: Person, id: string, name: string, [startsAt, endsAt]: Window) =>
  contest(author, { name, startsAt, endsAt, tasks: [{ id }] });

async function listed(who: Person, query = '') {
  const { status, body } = await who.send(`GET /api/v1/managed-tasks?${query}`);
  assert.equal(status, 200);
  return body;
}
const titles = async (who: Person, query = '') =>
  (await listed(who, query)).items.map(({ title }: { title: string }) => title);

describe('GET /api/v1/managed-tasks', () => {
  it('shows where each task is used, and when it opens and closes there', async () => {
    const author = await person('teacher');
    const { id } = await newTask(author, 'Shortest paths');
    for (const language of ['pl', 'en']) await publish({ id }, author, language);
    const course = await inGroup(author, id, 'Algorithms', [at(-10), null]);
    const times = { startsAt: at(60), endsAt: at(360) };
    const tasks = [{ id, label: 'C', opensAt: at(90), closesAt: null }];
    const finals = await contest(author, { name: 'Finals', ...times, tasks });
    await groups.remove((await inGroup(author, id, 'Deleted', [at(-10), null])).id);
    const unused = await newTask(author, 'Unused');

    const { items, nextCursor } = await listed(author);
    const withoutTimes = items.map(({ createdAt, updatedAt, ...item }: Record<string, unknown>) => item);
    assert.deepEqual(withoutTimes, [
      {
        ...{ taskId: unused.id, externalId: null, title: 'Unused', languages: [] },
        yourRole: 'owner',
        ...{ usages: [], usageCount: 0 },
      },
      {
        ...{ taskId: id, externalId: null, title: 'Shortest paths', languages: ['en', 'pl'] },
        yourRole: 'owner',
        usages: [
          {
            ...{ kind: 'group', id: course.id, externalId: null, name: 'Algorithms', label: null },
            ...{ opensAt: isoAt(-10), closesAt: null },
          },
          {
            ...{ kind: 'contest', id: finals.id, externalId: null, name: 'Finals', label: 'C' },
            ...{ opensAt: isoAt(90), closesAt: isoAt(360) },
          },
        ],
        usageCount: 2,
      },
    ]);
    assert.equal(nextCursor, null);
  });

  it('shows three places, first where the task is open, then where it opens next, then where it was open last, and counts all', async () => {
    const author = await person('teacher');
    const { id } = await newTask(author, 'Everywhere');
    const shown = async () =>
      (await listed(author)).items[0].usages.map(({ name }: { name: string }) => name);
    await inContest(author, id, 'Long ago', [at(-900), at(-800)]);
    await inContest(author, id, 'Recently', [at(-90), at(-80)]);
    await inContest(author, id, 'Next year', [at(900), null]);
    assert.deepEqual(await shown(), ['Next year', 'Recently', 'Long ago']);
    await inGroup(author, id, 'Tomorrow', [at(90), null]);
    await inGroup(author, id, 'Now', [at(-9000), null]);
    assert.deepEqual(await shown(), ['Now', 'Tomorrow', 'Next year']);
    assert.equal((await listed(author)).items[0].usageCount, 5);
  });

  it('lists tasks that the caller is staff of in any role, open or not; admins see all, or their own', async () => {
    const [author, helper, admin] = [await person('teacher'), await person(), await person('admin')];
    const [own, shared] = [await newTask(author, 'Own role'), await newTask(author, 'Shared role')];
    await core.taskStaff.put(shared.id, helper.id, 'reader');
    await core.taskStaff.put(own.id, admin.id, 'editor');
    const course = await inGroup(author, own.id, 'Course', [at(-10), null]);
    await groups.putMembers(course.id, [helper.id], 'member');
    assert.deepEqual(await titles(author), ['Shared role', 'Own role']);
    assert.deepEqual(await titles(helper), ['Shared role']);
    assert.deepEqual(await titles(admin, 'text=role'), ['Shared role', 'Own role']);
    assert.deepEqual(await titles(admin, 'mine=true'), ['Own role']);
    const roles = async (who: Person) =>
      (await listed(who, 'text=role')).items.map(({ yourRole }: { yourRole: unknown }) => yourRole);
    assert.deepEqual(await roles(helper), ['reader']);
    assert.deepEqual(await roles(admin), [null, 'editor']);
    assert.deepEqual(await titles(await person()), []);
    await core.tasks.remove(own.id);
    assert.deepEqual(await titles(author), ['Shared role']);
  });

  it('filters by title, group, contest and state of the windows there', async () => {
    const author = await person('teacher');
    const [now, soon, over, never, nowhere] = [
      await newTask(author, 'Żółw now'),
      await newTask(author, 'Soon'),
      await newTask(author, 'Over'),
      await newTask(author, 'Never open'),
      await newTask(author, 'Nowhere'),
    ];
    const course = await inGroup(author, now.id, 'Course', [at(-10), at(10)]);
    const finals = await inContest(author, soon.id, 'Finals', [at(60), at(120)]);
    await inContest(author, over.id, 'Past', [at(-60), at(-10)]);
    await groups.assign(course.id, over.id, { opensAt: at(-20), closesAt: at(-10) });
    await groups.assign(course.id, soon.id, { opensAt: at(-20), closesAt: at(-10) });
    // Its own window ends before the contest starts.
    const outside = { label: 'Z', opensAt: null, closesAt: at(30) };
    await core.contestTasks.put(finals, contestTaskDraft({ taskId: never.id, ...outside }));
    await groups.remove((await inGroup(author, nowhere.id, 'Deleted', [at(-10), null])).id);

    for (const [query, found] of [
      ['text=zolw', ['Żółw now']],
      [`groupId=${course.id}`, ['Over', 'Soon', 'Żółw now']],
      [`contestId=${finals.id}`, ['Never open', 'Soon']],
      [`groupId=${course.id}&contestId=${finals.id}`, ['Soon']],
      ['usage=running', ['Żółw now']],
      ['usage=upcoming', ['Soon']],
      ['usage=past', ['Over', 'Soon']],
      ['usage=none', ['Nowhere']],
      [`usage=past&groupId=${course.id}`, ['Over', 'Soon']],
      [`usage=upcoming&groupId=${course.id}`, []],
      [`usage=upcoming&contestId=${finals.id}`, ['Soon']],
      [`usage=none&groupId=${course.id}`, []],
      ['usage=past&text=over&sort=updated', ['Over']],
    ] as const) {
      assert.deepEqual(await titles(author, query), found, query);
    }
  });

  it('finds none of the tasks of others by a group or contest that has them', async () => {
    const [author, other] = [await person('teacher'), await person('teacher')];
    const { id } = await newTask(author, 'Somebody else');
    const course = await inGroup(author, id, 'Course', [at(-10), null]);
    const contest = await inContest(author, id, 'Finals', [at(-10), null]);
    assert.deepEqual(await titles(author, `groupId=${course.id}`), ['Somebody else']);
    for (const query of [`groupId=${course.id}`, `contestId=${contest.id}`, 'usage=running']) {
      assert.deepEqual(await titles(other, query), [], query);
    }
  });

  it('lists the last changed first, across pages, also for tasks that changed in the same millisecond', async () => {
    const author = await person('teacher');
    const [one, two, three] = [
      await newTask(author, 'One'),
      await newTask(author, 'Two'),
      await newTask(author, 'Three'),
    ];
    for (const title of ['Four', 'Five']) await newTask(author, title);
    clock.advance(minuteMs);
    await publish(two, author, 'en');
    await core.tasks.change(one.id, { title: 'One again' });
    await core.tasks.change(three.id, { title: 'Three again' });

    const path = '/api/v1/managed-tasks?sort=updated&limit=2';
    const all = await allPages<{ title: string }>(author, path);
    assert.deepEqual(pluck(all, 'title'), ['Three again', 'Two', 'One again', 'Five', 'Four']);
    assert.deepEqual(await titles(author), ['Five', 'Four', 'Three again', 'Two', 'One again']);
  });

  it('takes the same number of queries for a page of any size', async () => {
    const author = await person('teacher');
    const queriesOf = async (limit: number) =>
      (await countQueries(() => listed(author, `limit=${limit}`))).queries;
    for (let count = 0; count < 5; count += 1) {
      const { id } = await newTask(author, `Task ${count}`);
      await inContest(author, id, 'Contest', [at(-10), null]);
    }
    assert.equal(await queriesOf(5), await queriesOf(1));
  });

  it('refuses a cursor of the other order, and unknown filters', async () => {
    const author = await person('teacher');
    for (const title of ['One', 'Two']) await newTask(author, title);
    const cursorOf = async (query: string) => (await listed(author, query)).nextCursor;
    for (const query of [
      `sort=updated&cursor=${await cursorOf('limit=1')}`,
      `cursor=${await cursorOf('limit=1&sort=updated')}`,
      ...['sort=title', 'usage=open', 'mine=x'],
    ]) {
      assertProblem(await author.send(`GET /api/v1/managed-tasks?${query}`), 400, 'request-invalid');
    }
  });
});
