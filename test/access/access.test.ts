import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collaboratorRoles } from '../../src/tasks/task.ts';
import { openTestApp, type Person } from '../support/app.ts';

const { core, clock, person, task } = await openTestApp();
const { access, groups, collaborators } = core;
const teacher = await person('teacher');

describe('authorizeRead', () => {
  it('tells when a task opens, and not its title', async () => {
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

  it('answers for a task that does not exist as for one that the reader has no ground to see', async () => {
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

describe('authorizeStaff', () => {
  it('lets admins, collaborators and staff of the group through, and no member', async () => {
    const given = await task(teacher);
    const group = await groups.create('A', teacher.id);
    const [admin, reader, staff, member, outsider] = [
      await person('admin'),
      await person(),
      await person(),
      await person(),
      await person(),
    ];
    await collaborators.put(given.id, reader.id, 'reader');
    await groups.putMembers(group.id, [staff.id], 'staff');
    await groups.putMembers(group.id, [member.id], 'member');
    await groups.assign(group.id, given.id, { opensAt: 0, closesAt: null });
    for (const each of [admin, teacher, reader, staff]) {
      assert.equal((await access.authorizeStaff(each, given.id)).staff, true);
    }
    await assert.rejects(access.authorizeStaff(member, given.id), { code: 'forbidden' });
    await assert.rejects(access.authorizeStaff(outsider, given.id), { code: 'not-found' });
  });
});

describe('authorizeChange', () => {
  for (const [at, role] of collaboratorRoles.entries()) {
    it(`lets a collaborator in the role ${role} do what that role and those below may`, async () => {
      const given = await task(teacher);
      const worker = await person();
      await collaborators.put(given.id, worker.id, role);
      for (const [needed, atLeast] of collaboratorRoles.entries()) {
        const asked = access.authorizeChange(worker, given.id, atLeast);
        if (needed <= at) await asked;
        else await assert.rejects(asked, { code: 'forbidden' });
      }
    });
  }

  it('lets admins do everything, and is `not-found` for those without a ground', async () => {
    const given = await task(teacher);
    await access.authorizeChange(await person('admin'), given.id, 'owner');
    await assert.rejects(access.authorizeChange(await person('teacher'), given.id, 'reader'), {
      code: 'not-found',
    });
    await assert.rejects(access.authorizeChange(await person('admin'), 'unknown', 'reader'), {
      code: 'not-found',
    });
  });

  it('gives nobody a right to change by a ground to read', async () => {
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
    const { id } = await groups.create('A', teacher.id);
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
    const { id } = await groups.create('A', teacher.id);
    await groups.remove(id);
    for (const each of [teacher, await person('admin')]) {
      assert.equal(await outcome(each, id, 'staff'), 'not-found');
      assert.equal(await outcome(each, 'unknown', 'member'), 'not-found');
    }
  });
});
