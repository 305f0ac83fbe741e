import assert from 'node:assert/strict';
import { it } from 'node:test';
import { contestGroupRemoval, participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import { groupRemoval, memberRemoval } from '../../../src/domain/groups/groups.ts';
import { fileRemoval, statementIn, versionRestore } from '../../../src/domain/tasks/document-versions.ts';
import { taskRemoval } from '../../../src/domain/tasks/tasks.ts';
import type { Edit } from '../../../src/revocation/dry-run.ts';
import { openTestApp } from '../../support/app.ts';
import { attachFile } from '../../support/attach-file.ts';

const { core, clock, person, task, group, contest, publish } = await openTestApp();
const { attachments, contests, contestTasks, contestPeople, deleteAccount } = core;
const { groups, revocations, tasks } = core;
const longAgo = clock.nowMs() - 61 * 24 * 60 * 60_000;

/** The name of the contest that was changed last, and how many numbers were given. */
async function readMarks() {
  const rows = await core.database.kysely.selectFrom('contests').select(['name', 'lastChange']).execute();
  const last = Math.max(...rows.map(({ lastChange }) => lastChange ?? 0));
  return { last, names: rows.filter(({ lastChange }) => lastChange === last).map(({ name }) => name) };
}

it('each change that people of a contest may notice marks it, and neither others nor past ones', async () => {
  const teacher = await person('teacher');
  const [own, member, another] = [await person(), await person(), await person()];
  const [leaving, leavingMember] = [await person(), await person()];
  const [first, second, foreign] = [await task(teacher), await task(teacher), await task(teacher)];
  const course = await group(teacher, { members: [member, leavingMember] });
  const of = { groups: [course], tasks: [first] };
  const finals = await contest(teacher, { name: 'Finals', participants: [own, leaving], ...of });
  await contest(teacher, { name: 'Past', startsAt: longAgo - 1, endsAt: longAgo, ...of });
  await contest(teacher, { name: 'Other', participants: [own], tasks: [foreign] });
  const { id } = finals;
  const version = await publish(first, teacher);
  const attachmentId = await attachFile(core, first.id, teacher.id);
  const run = (edit: Edit<unknown>) => () => revocations.change(edit);
  const inOrder = [
    { taskId: first.id, label: 'B' },
    { taskId: second.id, label: 'A' },
  ];

  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    'its end': () => contests.change(id, { endsAt: clock.nowMs() + 60_000 }),
    'a new task': () => contestTasks.add(finals, [second.id]),
    'another order of its tasks': () => contestTasks.arrange(id, inOrder),
    'the title of a task': () => tasks.change(first.id, { title: 'Bridges' }),
    'an embargo of a task': () => tasks.change(first.id, { embargoUntil: clock.nowMs() + 1000 }),
    'an attachment that becomes the editorial': () =>
      attachments.change(first.id, attachmentId, { kind: 'editorial' }),
    'the same by its name': () =>
      attachments.put({
        ...{ taskId: first.id, fileName: 'notes.txt' },
        ...{ kind: 'editorial', opensAt: clock.nowMs() + 1000 },
      }),
    'a new version': () => publish(first, teacher),
    'an old version again': run(versionRestore(first.id, version.id)),
    'a removed PDF': run(fileRemoval(statementIn(first.id, 'en'))),
    'a new participant': () => contestPeople.putParticipants(finals, [another.id], {}),
    'extra time': () => contestPeople.changeTimes(id, own.id, { extraSeconds: 600 }),
    'a deleted account': () => deleteAccount(leaving.id, { heir: teacher.id }),
    'the deleted account of a member': () => deleteAccount(leavingMember.id, { heir: teacher.id }),
    'a person removed': run(participantRemoval(id, another.id)),
    'new members of a group': () => groups.putMembers(course.id, [own.id, another.id], 'member'),
    'a member removed': run(memberRemoval(course.id, another.id)),
    'a group removed': run(contestGroupRemoval(id, course.id)),
    'a group added': () => contestPeople.putGroup(id, course.id),
    'a group deleted': run(groupRemoval(course.id)),
    'a task removed': () => contestTasks.remove(id, second.id),
    'a deleted task': run(taskRemoval(first.id)),
    'its own deletion': () => contests.remove(id),
  };
  for (const [what, change] of Object.entries(changes)) {
    const before = await readMarks();
    await change();
    const { last, names } = await readMarks();
    assert.ok(last > before.last, what);
    assert.deepEqual(names, ['Finals'], what);
  }

  await publish(foreign, teacher);
  assert.deepEqual((await readMarks()).names, ['Other']);
});
