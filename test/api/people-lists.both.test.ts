import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { issueRecord } from '../support/issue-record.ts';
import { minuteMs } from '../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, task } = testApp;
const { taskStaff, contestPeople, groups } = core;

/** In no order, with equal beginnings, one twice, and with accents. */
const names = ['Żaneta Nowak', 'anna kowalska', 'Ewa Zając', 'Anna Kowalska', 'Łucja Adamska'];
const byName = ['anna kowalska', 'Anna Kowalska', 'Ewa Zając', 'Łucja Adamska', 'Żaneta Nowak'];
const teacher = await person('teacher', 'Teresa Teacher');
const people = await Promise.all(names.map((name) => person('student', name)));
const idOf = (name: string) => people[names.indexOf(name)]?.id as string;
const ids = people.map(({ id }) => id);

const { id: taskId } = await task(teacher);
await taskStaff.add(taskId, ids, 'reader');
const { id: groupId } = await testApp.group(teacher, { members: people });
const contest = await testApp.contest(teacher, { staff: people, participants: people });

/** The number of other people that each list has. */
const lists = {
  [`/api/v1/tasks/${taskId}/staff`]: 1,
  [`/api/v1/groups/${groupId}/members`]: 1,
  [`/api/v1/contests/${contest.id}/staff`]: 1,
  [`/api/v1/contests/${contest.id}/participants`]: 0,
};
interface Listed {
  readonly name: string;
  readonly email: string;
}
const read = (path: string, query: string) => allPages<Listed>(teacher, `${path}?limit=2&${query}`);
const namesIn = async (path: string, query: string) =>
  (await read(path, query)).map(({ name }) => name).filter((name) => name !== teacher.name);

for (const [path, others] of Object.entries(lists)) {
  describe(`GET ${path.replace(/[^/]{20,}/, '…')}`, () => {
    it('lists everyone by name or by address, with any page size, and counts them', async () => {
      const [alike, listed] = [2, await namesIn(path, '')];
      assert.deepEqual(listed.slice(0, alike).sort(), byName.slice(0, alike).sort());
      assert.deepEqual(listed.slice(alike), byName.slice(alike));
      assert.deepEqual(await namesIn(path, 'sort=name'), listed);
      const emails = (await read(path, 'sort=email')).map(({ email }) => email);
      assert.deepEqual(emails, emails.toSorted());
      assert.equal(emails.length, names.length + others);
      const { body } = await teacher.send(`GET ${path}?limit=1`);
      assert.deepEqual([body.items.length, body.total], [1, names.length + others]);
    });

    it('finds people by a part of a name or an address, ignoring case and accents', async () => {
      assert.deepEqual(await namesIn(path, 'text=ZAJAC'), ['Ewa Zając']);
      assert.deepEqual((await namesIn(path, 'text=kowal')).length, 2);
      const [ewa] = await read(path, 'text=zajac');
      assert.deepEqual(await namesIn(path, `text=${ewa?.email.toUpperCase()}`), ['Ewa Zając']);
      const { body } = await teacher.send(`GET ${path}?text=kowal&limit=1`);
      assert.equal(body.total, 2);
      assert.deepEqual((await teacher.send(`GET ${path}?text=100%25`)).body, {
        items: [],
        nextCursor: null,
        total: 0,
      });
    });

    it('adds people by address, in any case, and returns addresses without an account', async () => {
      const [there, added] = [people[0] as Person, await person('student', 'Added')];
      const emails = [added.email.toUpperCase(), added.email, there.email, 'nobody@example.org'];
      const role = path.includes('/tasks/') ? { role: 'reader' } : {};
      const { status, body } = await teacher.send(`POST ${path}`, { emails, ...role });
      const { [path.split('/').at(-1) as string]: shown, ...counts } = body;
      const unknown = ['nobody@example.org'];
      assert.deepEqual([status, counts], [200, { added: 1, alreadyThere: 1, unknown, unverified: [] }]);
      const ids = [added.id, there.id];
      const { items } = (await teacher.send(`GET ${path}?limit=200`)).body;
      const inList = items.filter(({ userId }: { userId: string }) => ids.includes(userId));
      assert.deepEqual(new Set(shown), new Set(inList));
      assert.partialDeepStrictEqual(
        inList.find(({ userId }: { userId: string }) => userId === added.id),
        { email: added.email, unverifiedEmail: null, name: 'Added' },
      );
      assert.equal((await teacher.send(`DELETE ${path}/${added.id}`)).status, 204);
    });

    it('refuses a cursor of another order, and one that it did not issue', async () => {
      const { nextCursor } = (await teacher.send(`GET ${path}?limit=1&sort=email`)).body;
      assertProblem(await teacher.send(`GET ${path}?cursor=${nextCursor}`), 400, 'request-invalid');
      for (const position of ['name', '["name",1,"id"]', '["name","a"]', '{}', 'null']) {
        const cursor = Buffer.from(position).toString('base64url');
        assertProblem(await teacher.send(`GET ${path}?cursor=${cursor}`), 400, 'request-invalid');
      }
      assertProblem(await teacher.send(`GET ${path}?sort=age`), 400, 'request-invalid');
    });
  });
}

describe('special orders of a list of people', () => {
  it('sort by role, the highest first', async () => {
    const [first, second] = [idOf('Żaneta Nowak'), idOf('Łucja Adamska')];
    await groups.putMembers(groupId, [first], 'staff');
    await taskStaff.put(taskId, first, 'editor');
    await taskStaff.put(taskId, second, 'manager');
    for (const [path, roles] of [
      [`groups/${groupId}/members`, 'staff staff member member member member'],
      [`tasks/${taskId}/staff`, 'owner manager editor reader reader reader'],
    ] as const) {
      const all = await allPages<{ role: string }>(teacher, `/api/v1/${path}?sort=role&limit=2`);
      assert.equal(all.map(({ role }) => role).join(' '), roles);
    }
  });

  it('sort by delay and by extra time, the longest first', async () => {
    await contestPeople.changeTimes(contest.id, idOf('Ewa Zając'), { delaySeconds: 60 });
    await contestPeople.changeTimes(contest.id, idOf('Żaneta Nowak'), { delaySeconds: 600, extraSeconds: 9 });
    await contestPeople.changeTimes(contest.id, idOf('Łucja Adamska'), { extraSeconds: 10 });
    const path = `/api/v1/contests/${contest.id}/participants`;
    assert.deepEqual((await namesIn(path, 'sort=delay')).slice(0, 2), ['Żaneta Nowak', 'Ewa Zając']);
    assert.deepEqual((await namesIn(path, 'sort=extra')).slice(0, 2), ['Łucja Adamska', 'Żaneta Nowak']);
    assert.equal((await namesIn(path, 'sort=extra')).length, names.length);
  });
});

describe('whether people have opened anything', () => {
  const nowMs = clock.nowMs();
  const at = (minutes: number) => nowMs + minutes * minuteMs;
  const got = (reader: Person, task: string, minutes: number, disposition: 'inline' | 'key' = 'inline') =>
    core.issueRecorder.record(
      issueRecord({
        issueId: `record-${crypto.randomUUID()}`,
        ...{ principalId: reader.id, taskId: task, issuedAt: at(minutes), disposition },
      }),
    );
  const firstIn = async (path: string) => {
    const { body } = await teacher.send(`GET ${path}?limit=200`);
    return Object.fromEntries(
      body.items.map((each: { name: string; firstIssuedAt: unknown }) => [each.name, each.firstIssuedAt]),
    );
  };
  const isoAt = (minutes: number) => isoTime(at(minutes));

  it('is in the lists of a group and a contest: the first URL or key of a task since it opened there', async () => {
    const all = (await Promise.all(
      ['Early', 'Keyed', 'Elsewhere', 'Never'].map((name) => person('student', name)),
    )) as [Person, Person, Person, Person];
    const [given, other] = [await task(teacher), await task(teacher)];
    const tasks = [{ id: given.id }];
    const course = await testApp.group(teacher, { members: all, tasks, opensAt: at(-60) });
    const round = await testApp.contest(teacher, { participants: all, tasks, startsAt: at(-30) });
    const [inGroup, inContest] = [
      `/api/v1/groups/${course.id}/members`,
      `/api/v1/contests/${round.id}/participants`,
    ];
    await got(all[0], given.id, -70);
    await got(all[0], given.id, -50);
    await got(all[0], given.id, -10);
    await got(all[0], given.id, -5);
    await got(all[1], given.id, -20, 'key');
    await got(all[2], other.id, -20);
    assert.deepEqual(await firstIn(inGroup), {
      ...{ Early: isoAt(-50), Keyed: isoAt(-20), Elsewhere: null, Never: null, [teacher.name]: null },
    });
    assert.deepEqual(await firstIn(inContest), {
      ...{ Early: isoAt(-10), Keyed: isoAt(-20), Elsewhere: null, Never: null },
    });

    const alone = await teacher.send(`GET ${inContest}/${all[0].id}`);
    assert.equal(alone.body.firstIssuedAt, isoAt(-10));
    const changed = await teacher.send(`PATCH ${inGroup}/${all[1].id}`, { role: 'staff' });
    assert.equal(changed.body.firstIssuedAt, isoAt(-20));
    const added = await teacher.send(`POST ${inGroup}`, { emails: [all[0].email, all[3].email] });
    assert.deepEqual(
      new Set(added.body.members.map((each: { firstIssuedAt: unknown }) => each.firstIssuedAt)),
      new Set([isoAt(-50), null]),
    );
    await core.contestTasks.remove(round.id, given.id);
    assert.equal((await firstIn(inContest))['Early'], null);
  });
});
