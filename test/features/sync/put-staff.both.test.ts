import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp } from '../../support/app.ts';
import { pluck } from '../../support/pluck.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { clock, person, program } = await openTestApp();
const admin = await person('admin');
const judge = await program();
const other = await program();
const hand = await person('teacher');

/** A list of staff in each kind of body, its list in the API, and what adds someone by hand. */
const kinds = {
  tasks: { body: { title: 'A' }, list: 'staff', byHand: { role: 'owner' } },
  groups: { body: { name: 'A' }, list: 'members', byHand: { role: 'staff' } },
  contests: { body: { name: 'A', startsAt: isoTime(clock.nowMs() + hourMs) }, list: 'staff', byHand: {} },
} as const;

const ada = { externalId: 'ada', name: 'Ada' };
const bob = { externalId: 'bob', name: 'Bob' };
/** What is put, one after another, on a contest with `Ada` and someone added by hand; who is staff then, and the outcome. */
const cases: ReadonlyArray<
  readonly [staff: ReadonlyArray<object> | undefined, people: ReadonlyArray<string>, outcome: string]
> = [
  [undefined, ['Ada', hand.name], 'unchanged'],
  [[ada, { userId: hand.id }], ['Ada', hand.name], 'unchanged'],
  [[ada], ['Ada'], 'changed'],
  [[bob], ['Bob'], 'changed'],
  [[], [], 'changed'],
];

for (const [kind, { body, list, byHand }] of Object.entries(kinds)) {
  describe(`the staff of ${kind} that are put`, () => {
    async function makeOne(id: string) {
      const path = `/api/v1/${kind}/ext:${id}`;
      const put = (staff: ReadonlyArray<object> | undefined, by = judge, query = '') =>
        by.send(`PUT ${path}${query}`, { ...body, ...(staff && { staff }) });
      const names = async () => {
        const { items } = (await admin.send(`GET ${path}/${list}`)).body;
        const programs = [judge, other].map(({ name }) => name);
        const all = items.map((each: { name: string }) => each.name);
        return {
          people: all.filter((name: string) => !programs.includes(name)).toSorted(),
          programs: all.filter((name: string) => programs.includes(name)),
        };
      };
      assert.equal((await put([ada])).status, 201);
      const added = await admin.send(`POST ${path}/${list}`, { emails: [hand.email], ...byHand });
      assert.equal(added.status, 200, added.text);
      return { path, put, names };
    }

    it('are complete, omitted staff stay, and so do programs', async () => {
      const { put, names } = await makeOne('complete');
      for (const [staff, people, outcome] of cases) {
        const tried = await put(staff, judge, '?dryRun=true');
        assert.equal(tried.body.outcome, outcome, JSON.stringify(staff));
        assert.equal((await put(staff)).body.outcome, outcome, JSON.stringify(staff));
        assert.equal((await put(staff)).body.outcome, 'unchanged', JSON.stringify(staff));
        assert.deepEqual(await names(), { people: people.toSorted(), programs: [judge.name] });
      }
    });

    it('lose what they saw', async () => {
      const { path, put } = await makeOne('lost');
      assert.equal((await hand.send(`GET ${path}/${list}`)).status, 200);
      await put([ada]);
      assert.equal((await hand.send(`GET ${path}/${list}`)).status, 404);
    });

    it('get every program that puts it, and no person', async () => {
      const { put, names } = await makeOne('programs');
      assert.equal((await put(undefined, other)).body.outcome, 'unchanged');
      const { send } = admin;
      assert.equal((await put([ada], { ...other, send })).body.outcome, 'changed');
      const { people, programs } = await names();
      assert.deepEqual([people, programs.toSorted()], [['Ada'], [judge.name, other.name].toSorted()]);
    });

    it('are the creator, if a person puts something new without staff', async () => {
      for (const [id, staff, people] of [
        ['alone', undefined, [admin.name]],
        ['named', [ada], ['Ada']],
      ] as const) {
        const made = await admin.send(`PUT /api/v1/${kind}/ext:${id}`, { ...body, staff });
        assert.equal(made.status, 201, made.text);
        const { items } = (await admin.send(`GET /api/v1/${kind}/ext:${id}/${list}`)).body;
        assert.deepEqual(pluck(items, 'name'), people);
      }
    });
  });
}

describe('the staff of a task that are put', () => {
  it('change their roles, as owners unless they have one', async () => {
    const put = (...staff: ReadonlyArray<object>) =>
      judge.send('PUT /api/v1/tasks/ext:roles', { title: 'Roles', staff });
    const roles = async () =>
      (await admin.send('GET /api/v1/tasks/ext:roles/staff')).body.items.flatMap(
        ({ externalId, role }: Record<string, string>) => (externalId ? `${externalId} ${role}` : []),
      );
    await put(ada);
    assert.deepEqual(await roles(), ['ada owner']);
    assert.equal((await put({ ...ada, role: 'reader' })).body.outcome, 'changed');
    assert.deepEqual(await roles(), ['ada reader']);
    assert.equal((await put({ ...ada, role: 'reader' })).body.outcome, 'unchanged');
  });
});

describe('the members of a group', () => {
  it('stay when its staff are put, and become staff if named', async () => {
    const path = '/api/v1/groups/ext:members';
    await judge.send(`PUT ${path}`, { name: 'Members' });
    await judge.send(`PUT ${path}/members`, { members: [ada, bob] });
    await judge.send(`PUT ${path}`, { name: 'Members', staff: [ada] });
    const { items } = (await admin.send(`GET ${path}/members`)).body;
    assert.deepEqual(
      items.flatMap(({ externalId, role }: Record<string, string>) =>
        externalId ? `${externalId} ${role}` : [],
      ),
      ['ada staff', 'bob member'],
    );
  });
});
