import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { contestDraft, contestTaskDraft } from '../support/drafts.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';

const { core, clock, send, person, task } = await openTestApp();
const { groups, contests, contestTasks, contestPeople, tasks } = core;
const [teacher, admin] = [await person('teacher'), await person('admin')];
const nowMs = clock.nowMs();
const at = (hours: number) => nowMs + hours * hourMs;

const openings = async (reader: Person, query = '') =>
  (await reader.send(`GET /api/v1/openings${query}`)).body;
/** `group Algorithms 2026-11-24T13:00:00Z`, one for each item. */
const inWords = ({ items }: { items: ReadonlyArray<{ opensAt: string; through: Record<string, string> }> }) =>
  items.map(({ opensAt, through: { kind, name } }) => `${kind} ${name} ${opensAt}`);

async function newGroup(name: string, ...members: ReadonlyArray<Person>) {
  const { id } = await groups.create({ name }, teacher.id);
  await groups.putMembers(
    id,
    members.map((member) => member.id),
    'member',
  );
  return id;
}

async function assign(groupId: string, opensAt: number, changes: Parameters<typeof task>[1] = {}) {
  const { id } = await task(teacher, changes);
  await groups.assign(groupId, id, { opensAt, closesAt: null });
  return id;
}

async function newContest(name: string, startsAt: number) {
  return contests.create(
    contestDraft({ name, startsAt, endsAt: startsAt + 4 * hourMs, afterEnd: 'participants' }),
    teacher.id,
  );
}

describe('GET /api/v1/openings', () => {
  it('gives each time once, earliest first, with the time of the server and nothing about the tasks', async () => {
    const reader = await person();
    const groupId = await newGroup('Algorithms', reader);
    for (const hours of [2, 1, 2, 1]) await assign(groupId, at(hours), { title: 'Secret' });
    const { status, text, body } = await reader.send('GET /api/v1/openings');
    assert.equal(status, 200);
    const through = { kind: 'group', id: groupId, externalId: null, name: 'Algorithms' };
    assert.deepEqual(body, {
      serverTime: isoTime(nowMs),
      items: [
        { opensAt: isoTime(at(1)), through },
        { opensAt: isoTime(at(2)), through },
      ],
      nextCursor: null,
    });
    assert.doesNotMatch(text, /Secret/);
    assertProblem(await send('GET /api/v1/openings'), 401, 'unauthenticated');
  });

  it('omits what has opened, to the millisecond, and what never opens', async () => {
    const reader = await person();
    const groupId = await newGroup('Algorithms', reader);
    await assign(groupId, at(0));
    await assign(groupId, at(-1));
    const { id } = await task(teacher, { embargoUntil: at(3) });
    await groups.assign(groupId, id, { opensAt: at(1), closesAt: at(2) });
    assert.deepEqual(inWords(await openings(reader)), []);
    await assign(groupId, at(0) + 1);
    assert.deepEqual(inWords(await openings(reader)), [`group Algorithms ${isoTime(at(0) + 1)}`]);
    await assign(groupId, at(4));
    const first = await openings(reader, '?limit=1');
    const second = await openings(reader, `?limit=1&cursor=${first.nextCursor}`);
    assert.deepEqual([inWords(second), second.nextCursor], [[`group Algorithms ${isoTime(at(4))}`], null]);
  });

  it("includes embargoes and the caller's own delay", async () => {
    const [late, member] = [await person(), await person()];
    const groupId = await newGroup('Class', late, member);
    await assign(groupId, at(1), { embargoUntil: at(5) });
    const contest = await newContest('Finals', at(2));
    await contestPeople.putGroup(contest.id, groupId);
    await contestPeople.putParticipants(contest, [late.id], { delaySeconds: 60, extraSeconds: 600 });
    const { id } = await task(teacher);
    await contestTasks.put(contest, contestTaskDraft({ taskId: id }));
    const after = `group Class ${isoTime(at(5))}`;
    assert.deepEqual(inWords(await openings(member)), [`contest Finals ${isoTime(at(2))}`, after]);
    assert.deepEqual(inWords(await openings(late)), [`contest Finals ${isoTime(at(2) + minuteMs)}`, after]);
    await tasks.change(id, { embargoUntil: at(3) });
    clock.set(at(2));
    assert.deepEqual(inWords(await openings(member)), [`contest Finals ${isoTime(at(3))}`, after]);
    // The end of a running contest is no opening, though its tasks may be read again then.
    clock.set(at(5));
    assert.deepEqual(inWords(await openings(late)), []);
    clock.set(nowMs);
  });

  it('includes the start of a contest without tasks, only for its participants', async () => {
    const [direct, member, helper, outsider] = [
      await person(),
      await person(),
      await person('teacher'),
      await person(),
    ];
    const contest = await newContest('Finals', at(2));
    await contestPeople.putParticipants(contest, [direct.id], { delaySeconds: 60, extraSeconds: 0 });
    await contestPeople.putGroup(contest.id, await newGroup('Class', member));
    await contestPeople.putStaff(contest.id, [helper.id]);
    const onlyDeleted = await task(teacher);
    await contestTasks.put(contest, contestTaskDraft({ taskId: onlyDeleted.id }));
    await tasks.remove(onlyDeleted.id);
    assert.deepEqual(inWords(await openings(direct)), [`contest Finals ${isoTime(at(2) + minuteMs)}`]);
    assert.deepEqual(inWords(await openings(member)), [`contest Finals ${isoTime(at(2))}`]);
    for (const each of [helper, outsider, admin]) assert.deepEqual((await openings(each)).items, []);
    await contests.remove(contest.id);
    for (const each of [direct, member]) assert.deepEqual((await openings(each)).items, []);
  });

  it('shows only the start of a contest before it starts for the reader, then the later times of its tasks', async () => {
    const [late, member] = [await person(), await person()];
    const contest = await newContest('Finals', at(2));
    await contestPeople.putGroup(contest.id, await newGroup('Class', member));
    await contestPeople.putParticipants(contest, [late.id], { delaySeconds: 600, extraSeconds: 0 });
    const held = await task(teacher, { embargoUntil: at(5) });
    await contestTasks.put(contest, contestTaskDraft({ taskId: held.id }));
    for (const [label, hours] of [
      ['B', 3],
      ['C', 4],
    ] as const) {
      const { id } = await task(teacher);
      await contestTasks.put(contest, contestTaskDraft({ taskId: id, label, opensAt: at(hours) }));
    }
    const inFinals = (...times: ReadonlyArray<number>) => times.map((ms) => `contest Finals ${isoTime(ms)}`);
    clock.set(at(2) - 1);
    assert.deepEqual(inWords(await openings(member)), inFinals(at(2)));
    clock.set(at(2));
    assert.deepEqual(inWords(await openings(member)), inFinals(at(3), at(4), at(5)));
    assert.deepEqual(inWords(await openings(late)), inFinals(at(2) + 10 * minuteMs));
    clock.set(at(2) + 10 * minuteMs);
    const delayed = [at(3) + 10 * minuteMs, at(4) + 10 * minuteMs, at(5)];
    assert.deepEqual(inWords(await openings(late)), inFinals(...delayed));
    clock.set(nowMs);
  });

  it('omits tasks that will be for everyone signed in, and groups and contests of others', async () => {
    const reader = await person();
    await task(teacher, { visibility: 'signed-in', visibleFrom: at(1) });
    await assign(await newGroup('Others'), at(1));
    const over = await contests.create(
      contestDraft({ name: 'Over', startsAt: at(-4), endsAt: at(1), afterEnd: 'signed-in' }),
      teacher.id,
    );
    const { id } = await task(teacher);
    await contestTasks.put(over, contestTaskDraft({ taskId: id }));
    assert.deepEqual((await openings(reader)).items, []);
  });

  it('is paged, also when many open at the same time', async () => {
    const reader = await person();
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      await assign(await newGroup(name, reader), at(name < 'D' ? 1 : 2));
    }
    const all = await openings(reader);
    assert.equal(all.items.length, 5);
    const items = [];
    let cursor = '';
    do {
      const page = await openings(reader, `?limit=2${cursor}`);
      items.push(...page.items);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    assert.deepEqual(items, all.items);
    for (const wrong of [
      '?limit=0',
      '?limit=201',
      '?cursor=x',
      `?cursor=${Buffer.from('a.b').toString('base64url')}`,
    ]) {
      assertProblem(await reader.send(`GET /api/v1/openings${wrong}`), 400, 'request-invalid');
    }
  });
});
