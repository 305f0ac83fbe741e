import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hourMs } from '../support/settable-clock.ts';
import { alerts, button, chooseInRow, confirm, focused, press, removeWith } from './support/parts.ts';
import { createContest, publishPage } from './support/teaching.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');
const startsAtMs = Date.now() + 24 * hourMs;
const stella = { emails: ['student@example.org'] };

const contest = await createContest(teacher, 'Spring Round', {
  startsAtMs,
  titles: ['Violet Hills', 'Tall Ships'],
  ...stella,
  delaySeconds: 300,
  extraSeconds: 600,
});
const [taskId = ''] = contest.taskIds;
const inContest = { path: { ...contest.path, taskId } };
const own = {
  label: 'X',
  opensAt: new Date(startsAtMs + hourMs).toISOString(),
  closesAt: new Date(startsAtMs + 2 * hourMs).toISOString(),
};
await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', { ...inContest, body: own });
await teacher.post('/api/v1/contests/{contestId}/staff', {
  path: contest.path,
  body: { emails: ['outsider@example.org'] },
});
const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Graphs' } });
const group = { path: { groupId } };
await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
  path: { groupId, taskId },
  body: { opensAt: own.opensAt, closesAt: own.closesAt },
});
await teacher.post('/api/v1/groups/{groupId}/members', { ...group, body: { ...stella, role: 'staff' } });
await teacher.put('/api/v1/contests/{contestId}/groups/{groupId}', { path: { ...contest.path, groupId } });
const task = { path: { taskId } };
await teacher.post('/api/v1/tasks/{taskId}/staff', { ...task, body: { ...stella, role: 'editor' } });
await publishPage(teacher, taskId);

const manageContest = `${contest.page}?tab=prepare`;
const removeStella = t('people:people.remove', { name: 'Stella Student' });
/** What a removal must not change once it is undone. */
const kept = <Item extends object>(items: ReadonlyArray<Item>, ...names: ReadonlyArray<keyof Item>) =>
  items.map((item) => names.map((name) => item[name])).sort();

describe('a removal is undone', () => {
  for (const [what, where, remove, read] of [
    [
      'of a task of a contest, with its label, place and times',
      manageContest,
      'X Violet Hills',
      async () =>
        kept(
          (await teacher.get('/api/v1/contests/{contestId}/tasks', contest)).items,
          'taskId',
          'label',
          'position',
          'opensAt',
          'closesAt',
        ),
    ],
    [
      'of a participant, with own times',
      manageContest,
      removeStella,
      async () =>
        kept(
          (await teacher.get('/api/v1/contests/{contestId}/people', contest)).items,
          'userId',
          'delaySeconds',
          'extraSeconds',
          'startsAt',
          'endsAt',
        ),
    ],
    [
      'of the staff of a contest',
      manageContest,
      t('people:people.remove', { name: 'Oskar Outsider' }),
      async () => kept((await teacher.get('/api/v1/contests/{contestId}/staff', contest)).items, 'userId'),
    ],
    [
      'of a group of a contest',
      manageContest,
      t('contests:contestGroups.remove', { name: 'Graphs' }),
      async () => kept((await teacher.get('/api/v1/contests/{contestId}/groups', contest)).items, 'groupId'),
    ],
    [
      'of a task of a group, with its times',
      `/manage/groups/${groupId}?tab=tasks`,
      t('groups:groupTasks.remove', { title: 'Violet Hills' }),
      async () =>
        kept(
          (await teacher.get('/api/v1/groups/{groupId}/tasks', group)).items,
          'taskId',
          'opensAt',
          'closesAt',
        ),
    ],
    [
      'of a member of a group, with the role',
      `/manage/groups/${groupId}?tab=members`,
      removeStella,
      async () =>
        kept((await teacher.get('/api/v1/groups/{groupId}/members', group)).items, 'userId', 'role'),
    ],
    [
      'of a place of a task, with its times',
      `/manage/tasks/${taskId}?tab=usages`,
      t('schedule:usages.remove', { name: 'Spring Round' }),
      async () =>
        kept(
          (await teacher.get('/api/v1/tasks/{taskId}/usages', task)).items,
          'id',
          'label',
          'opensAt',
          'closesAt',
        ),
    ],
    [
      'of the staff of a task, with the role',
      `/manage/tasks/${taskId}?tab=staff`,
      removeStella,
      async () => kept((await teacher.get('/api/v1/tasks/{taskId}/staff', task)).items, 'userId', 'role'),
    ],
    [
      'of a PDF',
      `/manage/tasks/${taskId}`,
      t('tasks:documents.removeOf', { language: 'English' }),
      async () =>
        kept((await teacher.get('/api/v1/tasks/{taskId}/documents', task)).documents, 'language', 'sha256'),
    ],
  ] as const) {
    it(what, async () => {
      const before = await read();
      const { page, assertCalm } = await app.open({ as: 'teacher', path: where });
      if (remove.startsWith('X ')) {
        await chooseInRow(page, remove, t('action.remove'));
        await confirm(page, t('action.remove'));
      } else await removeWith(page, remove);
      const undo = button(page, t('undo.button'));
      await undo.waitFor();
      assert.notDeepEqual(await read(), before);
      await undo.press('Enter');
      await alerts(page, t('undo.done'));
      await focused(page.getByRole('main'));
      assert.deepEqual(await read(), before);
      await assertCalm();
    });
  }

  it('not where nothing can put it back, which the question says', async () => {
    const { page } = await app.open({ as: 'teacher', path: `/manage/groups/${groupId}?tab=members` });
    await press(page, t('people:people.remove', { name: 'Tomasz Teacher' }));
    await page.getByRole('dialog').getByText(t('undo.never')).waitFor();
  });
});
