import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asStaff } from '../../../src/core/decide/access.ts';
import { taskRoles } from '../../../src/domain/tasks/task.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { contestDraft, contestTaskDraft } from '../../support/drafts.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, task } = await openTestApp();
const { access, groups, taskStaff, contests, contestTasks, contestPeople } = core;
const teacher = await person('teacher');

describe('authorizeRead', () => {
  it('returns when a task opens, but not its title', async () => {
    const opensAt = clock.nowMs() + 1000;
    const given = await task(teacher, {
      title: 'Secret title',
      visibility: 'signed-in',
      visibleFrom: opensAt,
    });
    await assert.rejects(access.authorizeRead(await person(), given.id), (error) => {
      const { code, facts, message } = error as { code: string; facts: object; message: string };
      assert.equal(code, 'not-open-yet');
      assert.deepEqual(facts, { opensAt: '2026-11-24T12:00:01Z' });
      assert.doesNotMatch(message, /Secret/);
      return true;
    });
  });

  it('answers alike for a task that does not exist and one that the reader has no ground to see', async () => {
    const outsider = await person();
    const given = await task(teacher);
    const answers: Array<unknown> = [];
    for (const id of [given.id, 'unknown']) {
      await access.authorizeRead(outsider, id).catch(({ code, message, facts }) => {
        answers.push({ code, message, facts });
      });
    }
    assert.equal(answers.length, 2);
    assert.deepEqual(answers[0], answers[1]);
  });
});

describe('asStaff', () => {
  it('accepts admins, staff of the task and of the group, and refuses members', async () => {
    const given = await task(teacher);
    const group = await groups.create({ name: 'A' }, teacher.id);
    const [admin, reader, staff, member, outsider] = [
      await person('admin'),
      await person(),
      await person(),
      await person(),
      await person(),
    ];
    await taskStaff.put(given.id, reader.id, 'reader');
    await groups.putMembers(group.id, [staff.id], 'staff');
    await groups.putMembers(group.id, [member.id], 'member');
    await groups.assign(group.id, given.id, { opensAt: 0, closesAt: null });
    const authorizeStaff = async (each: Person) => asStaff(await access.authorizeRead(each, given.id));
    for (const each of [admin, teacher, reader, staff]) {
      assert.equal((await authorizeStaff(each)).staff, true);
    }
    await assert.rejects(authorizeStaff(member), { code: 'forbidden' });
    await assert.rejects(authorizeStaff(outsider), { code: 'not-found' });
  });
});

describe('authorizeChange', () => {
  for (const [at, role] of taskRoles.entries()) {
    it(`lets staff with the role ${role} do what that role and lower ones may`, async () => {
      const given = await task(teacher);
      const worker = await person();
      await taskStaff.put(given.id, worker.id, role);
      for (const [needed, atLeast] of taskRoles.entries()) {
        const asked = access.authorizeChange(worker, given.id, atLeast);
        if (needed <= at) await asked;
        else await assert.rejects(asked, { code: 'forbidden' });
      }
    });
  }

  it('lets admins do everything, and is `not-found` for callers without a ground', async () => {
    const given = await task(teacher);
    await access.authorizeChange(await person('admin'), given.id, 'owner');
    await assert.rejects(access.authorizeChange(await person('teacher'), given.id, 'reader'), {
      code: 'not-found',
    });
    await assert.rejects(access.authorizeChange(await person('admin'), 'unknown', 'reader'), {
      code: 'not-found',
    });
  });

  it('gives no right to change because of a ground to read', async () => {
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: 0 });
    await assert.rejects(access.authorizeChange(await person('teacher'), given.id, 'reader'), {
      code: 'forbidden',
    });
  });
});

describe('authorizeGroup', () => {
  const outcome = async (principal: Person, groupId: string, atLeast: 'member' | 'staff') =>
    access.authorizeGroup(principal, groupId, atLeast).then(
      () => 'allowed',
      ({ code }) => code,
    );

  it('lets staff do everything, members see the group, and others see nothing', async () => {
    const { id } = await groups.create({ name: 'A' }, teacher.id);
    const [admin, member, outsider] = [await person('admin'), await person(), await person('teacher')];
    await groups.putMembers(id, [member.id], 'member');
    for (const [each, asMember, asStaff] of [
      [admin, 'allowed', 'allowed'],
      [teacher, 'allowed', 'allowed'],
      [member, 'allowed', 'forbidden'],
      [outsider, 'not-found', 'not-found'],
    ] as const) {
      assert.equal(await outcome(each, id, 'member'), asMember);
      assert.equal(await outcome(each, id, 'staff'), asStaff);
    }
  });

  it('is `not-found` for a group that is deleted or does not exist, for admins as well', async () => {
    const { id } = await groups.create({ name: 'A' }, teacher.id);
    await groups.remove(id);
    for (const each of [teacher, await person('admin')]) {
      assert.equal(await outcome(each, id, 'staff'), 'not-found');
      assert.equal(await outcome(each, 'unknown', 'member'), 'not-found');
    }
  });
});

describe('authorizeContest', () => {
  const outcome = async (principal: Person, contestId: string, atLeast: 'participant' | 'staff') =>
    access.authorizeContest(principal, contestId, atLeast).then(
      (contest) => (contest.id === contestId ? 'allowed' : 'another contest'),
      ({ code }) => code,
    );
  const onTime = { delaySeconds: 0, extraSeconds: 0 };

  async function newContest(afterEnd: 'closed' | 'participants' | 'signed-in' = 'closed') {
    const startsAt = clock.nowMs() - 2 * hourMs;
    return contests.create(contestDraft({ startsAt, endsAt: startsAt + hourMs, afterEnd }), teacher.id);
  }

  it('lets staff do everything, participants see the contest, and others see nothing', async () => {
    const contest = await newContest();
    const [admin, direct, member, groupStaff, outsider] = [
      await person('admin'),
      await person(),
      await person(),
      await person(),
      await person('teacher'),
    ];
    await contestPeople.putParticipants(contest, [direct.id], onTime);
    const group = await groups.create({ name: 'A' }, groupStaff.id);
    await groups.putMembers(group.id, [member.id], 'member');
    await contestPeople.putGroup(contest.id, group.id);
    for (const [each, asParticipant, asStaff] of [
      [admin, 'allowed', 'allowed'],
      [teacher, 'allowed', 'allowed'],
      [direct, 'allowed', 'forbidden'],
      [member, 'allowed', 'forbidden'],
      [groupStaff, 'not-found', 'not-found'],
      [outsider, 'not-found', 'not-found'],
    ] as const) {
      assert.equal(await outcome(each, contest.id, 'participant'), asParticipant);
      assert.equal(await outcome(each, contest.id, 'staff'), asStaff);
    }
    await groups.remove(group.id);
    assert.equal(await outcome(member, contest.id, 'participant'), 'not-found');
  });

  it('lets everyone see a contest that is for everyone after its end, and no other past one', async () => {
    const outsider = await person();
    for (const [afterEnd, expected] of [
      ['closed', 'not-found'],
      ['participants', 'not-found'],
      ['signed-in', 'allowed'],
    ] as const) {
      assert.equal(await outcome(outsider, (await newContest(afterEnd)).id, 'participant'), expected);
    }
    const archive = await newContest('signed-in');
    assert.equal(await outcome(outsider, archive.id, 'staff'), 'forbidden');
    await contests.change(archive.id, { endsAt: clock.nowMs() + 1 });
    assert.equal(await outcome(outsider, archive.id, 'participant'), 'not-found');
  });

  it('is `not-found` for a contest that is deleted or does not exist, for admins as well', async () => {
    const { id } = await newContest();
    await contests.remove(id);
    for (const each of [teacher, await person('admin')]) {
      assert.equal(await outcome(each, id, 'staff'), 'not-found');
      assert.equal(await outcome(each, 'unknown', 'participant'), 'not-found');
    }
  });
});

describe('visibleContestTasks', () => {
  it('are those that the contest has opened, whatever else its reader may read; all for staff', async () => {
    const startsAt = clock.nowMs();
    const times = { startsAt, endsAt: startsAt + 4 * hourMs };
    const contest = await contests.create(contestDraft(times), teacher.id);
    const labels: Record<string, number | null> = { A: null, B: startsAt + hourMs, C: startsAt + 2 * hourMs };
    const reader = await person();
    for (const [label, opensAt] of Object.entries(labels)) {
      const given = await task(teacher);
      await contestTasks.put(contest, contestTaskDraft({ taskId: given.id, label, opensAt }));
      await taskStaff.put(given.id, reader.id, 'reader');
    }
    await contestPeople.putParticipants(contest, [reader.id], { delaySeconds: 60, extraSeconds: 0 });
    const seen = async (who: Person, atMs: number) => {
      clock.set(atMs);
      const asSeen = await contests.findFor(who.id, contest.id);
      const found = (await access.visibleContestTasks(who, asSeen)).map(({ label }) => label).join('');
      clock.set(startsAt);
      return found;
    };
    assert.equal(await seen(reader, startsAt), '');
    assert.equal(await seen(reader, startsAt + 60_000), 'A');
    assert.equal(await seen(reader, startsAt + hourMs), 'A');
    assert.equal(await seen(reader, startsAt + hourMs + 60_000), 'AB');
    assert.equal(await seen(reader, startsAt + 3 * hourMs), 'ABC');
    assert.equal(await seen(reader, startsAt + 5 * hourMs), '');
    for (const who of [teacher, await person('admin')]) assert.equal(await seen(who, 0), 'ABC');
  });
});
