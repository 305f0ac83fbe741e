import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hourMs } from '../support/settable-clock.ts';
import { localTime } from './support/local-time.ts';
import {
  alerts,
  confirm,
  dialogOf,
  field,
  focused,
  press,
  removeWith,
  shows,
  tells,
  titled,
} from './support/parts.ts';
import { followLink } from './support/reader-page.ts';
import { expect, gone, pressEscape, saved } from './support/settled.ts';
import { createTask, publishPage } from './support/teaching.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');
describe('the groups of a teacher', () => {
  it('are created, and give their members a task immediately until it is removed', async () => {
    const taskId = await createTask(teacher, 'Violet Hills');
    const { page, assertCalm } = await app.open({ as: 'teacher', path: '/manage/groups' });
    await press(page, t('groups:groups.new'));
    const name = field(page.getByRole('dialog'), t('groups:group.name'));
    await name.fill('Graphs 202');
    await pressEscape(page.getByRole('dialog'));
    await shows(page, t('unsaved.text', { list: t('groups:group.name') }));
    await press(page, t('unsaved.keep'));
    await name.focus();
    await page.keyboard.press('Enter');
    await titled(page, 'Graphs 202');

    await press(page, t('groups:members.add'));
    const adding = dialogOf(page, t('groups:members.add'));
    const people = field(adding, t('people:people.addresses'));
    const add = adding.getByRole('button', { name: t('groups:members.add') });
    await people.fill('not an address');
    await add.click();
    await shows(adding, t('people:people.unreadable', { list: '“not an address”' }));
    await people.fill('student@example.org; missing@example.org');
    await add.click();
    await shows(adding, t('people:people.added', { count: 1 }));
    await tells(adding, 'missing@example.org');
    await shows(page, 'Stella Student');
    await people.fill('student@example.org');
    await gone(adding, () => add.click());
    // In the corner, where it moves nothing.
    await alerts(page, t('people:people.alreadyThere', { count: 1 }));

    await page.getByRole('tab', { name: t('groups:group.tab.tasks') }).click();
    await shows(page, t('groups:groupTasks.empty'));
    await page.getByRole('combobox', { name: t('groups:groupTasks.task') }).fill('violet');
    await page.getByRole('option', { name: 'Violet Hills' }).click();
    await press(page, t('groups:groupTasks.add'));
    await page.getByRole('link', { name: 'Violet Hills' }).waitFor();
    const member = await app.open({ as: 'student', path: '/' });
    await member.page.getByText('Violet Hills').first().waitFor();

    await publishPage(teacher, taskId);
    await page.getByRole('tab', { name: t('groups:group.tab.booklets') }).click();
    await press(page, t('contests:booklets.make'));
    await shows(page, t('contests:booklets.state.ready'));
    await member.page.getByRole('link', { name: 'Graphs 202', exact: true }).first().click();
    await Promise.all([member.context.waitForEvent('page'), press(member.page, t('contest.booklet'))]);
    await member.page.getByRole('link', { name: t('home.all'), exact: true }).click();
    await page.getByRole('tab', { name: t('groups:group.tab.tasks') }).click();

    await press(page, t('groups:groupTasks.edit', { title: 'Violet Hills' }));
    const dialog = dialogOf(page, 'Violet Hills');
    await field(dialog, t('window.opensAt')).fill(localTime(Date.now() + hourMs));
    await field(dialog, t('window.closesAt')).fill(localTime(Date.now()));
    await shows(dialog, t('rules.end'));
    await field(dialog, t('window.closesAt')).fill(localTime(Date.now() + 2 * hourMs));
    await dialog.getByRole('button', { name: t('action.save') }).click();
    await shows(page, t('schedule:contest.lostAccess.members', { count: 1 }));
    await shows(page, t('schedule:contest.lostAccess.names', { list: 'Stella Student' }));
    await gone(dialog, () => saved(page, () => press(page, t('schedule:contest.lostAccess.confirm'))));
    const student = await app.client('student');
    const read = () => student.get('/api/v1/tasks/{taskId}', { path: { taskId } });
    await assert.rejects(read(), { code: 'not-open-yet' });

    await press(page, t('groups:groupTasks.remove', { title: 'Violet Hills' }));
    await confirm(page, t('action.remove'));
    await shows(page, t('groups:groupTasks.empty'));
    const title = page.getByRole('heading', { name: t('groups:groupTasks.title'), exact: true });
    await focused(title);
    await assert.rejects(read(), { code: 'not-found' });
    await member.page.reload();
    await member.page.getByRole('heading', { level: 1 }).waitFor();
    await member.page.getByText('Sum of Squares').first().waitFor();
    assert.equal(await member.page.getByText('Violet Hills').count(), 0);
    member.assertCalm();
    assertCalm();
  });

  it("change the role of a member, ask before giving up one's own, and are renamed and deleted", async () => {
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Roles' } });
    await teacher.post('/api/v1/groups/{groupId}/members', {
      path: { groupId },
      body: { emails: ['student@example.org'] },
    });
    const { page } = await app.open({ as: 'teacher', path: `/manage/groups/${groupId}?tab=members` });
    const roles = async () => {
      const { items } = await teacher.get('/api/v1/groups/{groupId}/members', { path: { groupId } });
      return items.map(({ name, role }) => `${name}: ${role}`).sort();
    };
    const role = page.getByLabel(t('people:people.roleOf', { name: 'Stella Student' }));
    await saved(page, () => role.selectOption(t('groups:members.role.staff')));
    assert.deepEqual(await roles(), ['Stella Student: staff', 'Tomasz Teacher: staff']);

    const own = page.getByLabel(t('people:people.roleOf', { name: 'Tomasz Teacher' }));
    await own.selectOption(t('groups:members.role.member'));
    const question = dialogOf(page, t('groups:members.lowerSelf.title'));
    await gone(question, () => question.getByRole('button', { name: t('action.cancel') }).click());
    await expect(own).toHaveValue('staff');
    assert.deepEqual(await roles(), ['Stella Student: staff', 'Tomasz Teacher: staff']);

    const order = page.getByLabel(t('people:people.sort'));
    const names = page.getByRole('list', { name: t('groups:members.title') }).getByRole('listitem');
    await order.selectOption(t('people:people.sortBy.email'));
    await shows(names.first(), 'student@example.org');
    await page.getByLabel(t('people:people.search')).fill('TOMASZ');
    await shows(page, t('people:people.found', { count: 1 }));
    await expect(names).toHaveCount(1);
    await page.getByLabel(t('people:people.search')).fill('');
    const counted = t('people:people.counted', { title: t('groups:members.title'), total: '2' });
    await page.getByRole('heading', { name: counted }).waitFor();

    await removeWith(page, t('people:people.remove', { name: 'Stella Student' }));
    assert.deepEqual(await roles(), ['Tomasz Teacher: staff']);

    await page.getByRole('tab', { name: t('groups:group.tab.settings') }).click();
    await field(page, t('groups:group.name')).fill('New Name');
    await press(page, t('action.save'));
    await titled(page, 'New Name');
    // One in which the teacher is only a member.
    const admin = await app.client('admin');
    const { groupId: others } = await admin.post('/api/v1/groups', { body: { name: 'Of the Admin' } });
    await admin.post('/api/v1/groups/{groupId}/members', {
      path: { groupId: others },
      body: { emails: ['teacher@example.org'] },
    });
    await press(page, t('groups:group.delete'));
    await confirm(page, t('groups:group.delete'));
    await page.waitForURL(/\/manage\/groups$/);
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    assert.equal(await page.getByRole('link', { name: /New Name|Of the Admin/ }).count(), 0);
    await followLink(page, `/manage/groups/${others}`);
    await page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
  });
});
