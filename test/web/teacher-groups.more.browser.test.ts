import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hourMs } from '../support/settable-clock.ts';
import { button, confirm } from './support/confirm.ts';
import { localTime } from './support/local-time.ts';
import { followLink } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, pressEscape, saved } from './support/settled.ts';
import { createTask } from './support/teacher-tasks.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');
describe('the groups of a teacher', () => {
  it('are created, and give their members a task immediately until it is removed', async () => {
    const taskId = await createTask(teacher, 'Violet Hills');
    const { page, assertCalm } = await app.open({ as: 'teacher', path: '/manage/groups' });
    await button(page, t('groups:groups.new')).click();
    await page
      .getByRole('dialog')
      .getByLabel(beginning(t('groups:group.name')))
      .fill('Graphs 202');
    await pressEscape(page.getByRole('dialog'));
    await page.getByText(t('unsaved.text', { list: t('groups:group.name') })).waitFor();
    await button(page, t('unsaved.keep')).click();
    await page
      .getByRole('dialog')
      .getByLabel(beginning(t('groups:group.name')))
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Graphs 202', level: 1 }).waitFor();

    await button(page, t('groups:members.add')).click();
    const adding = page.getByRole('dialog', { name: t('groups:members.add') });
    const people = adding.getByLabel(beginning(t('people:people.addresses')));
    const add = adding.getByRole('button', { name: t('groups:members.add') });
    await people.fill('not an address');
    await add.click();
    await adding.getByText(t('people:people.unreadable', { list: '“not an address”' })).waitFor();
    await people.fill('student@example.org; missing@example.org');
    await add.click();
    await adding.getByText(t('people:people.added', { count: 1 })).waitFor();
    await adding.getByRole('status').getByText('missing@example.org').waitFor();
    await page.getByText('Stella Student').waitFor();
    await people.fill('student@example.org');
    await gone(adding, () => add.click());
    // In the corner, where it moves nothing.
    await page
      .getByRole('alert')
      .getByText(t('people:people.alreadyThere', { count: 1 }))
      .waitFor();

    await page.getByRole('tab', { name: t('groups:group.tab.tasks') }).click();
    await page.getByText(t('groups:groupTasks.empty')).waitFor();
    await page.getByRole('combobox', { name: t('groups:groupTasks.task') }).fill('violet');
    await page.getByRole('option', { name: 'Violet Hills' }).click();
    await button(page, t('groups:groupTasks.add')).click();
    await page.getByRole('link', { name: 'Violet Hills' }).waitFor();
    const member = await app.open({ as: 'student', path: '/' });
    await member.page.getByText('Violet Hills').first().waitFor();

    const pdf = new Blob([await realPdf()]);
    await teacher.uploadDocument(taskId, { language: 'en', fileName: 'violet.en.pdf', pdf });
    await page.getByRole('tab', { name: t('groups:group.tab.booklets') }).click();
    await button(page, t('contests:booklets.make')).click();
    await page.getByText(t('contests:booklets.state.ready')).waitFor();
    await member.page.getByRole('link', { name: 'Graphs 202', exact: true }).first().click();
    await Promise.all([
      member.context.waitForEvent('page'),
      button(member.page, t('contest.booklet')).click(),
    ]);
    await member.page.getByRole('link', { name: t('home.all'), exact: true }).click();
    await page.getByRole('tab', { name: t('groups:group.tab.tasks') }).click();

    await button(page, t('groups:groupTasks.edit', { title: 'Violet Hills' })).click();
    const dialog = page.getByRole('dialog', { name: 'Violet Hills' });
    await dialog.getByLabel(beginning(t('window.opensAt'))).fill(localTime(Date.now() + hourMs));
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill(localTime(Date.now()));
    await dialog.getByText(t('rules.end')).waitFor();
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill(localTime(Date.now() + 2 * hourMs));
    await dialog.getByRole('button', { name: t('action.save') }).click();
    await page.getByText(t('schedule:contest.lostAccess.members', { count: 1 })).waitFor();
    await page.getByText(t('schedule:contest.lostAccess.names', { list: 'Stella Student' })).waitFor();
    await gone(dialog, () =>
      saved(page, () => button(page, t('schedule:contest.lostAccess.confirm')).click()),
    );
    const student = await app.client('student');
    const read = () => student.get('/api/v1/tasks/{taskId}', { path: { taskId } });
    await assert.rejects(read(), { code: 'not-open-yet' });

    await button(page, t('groups:groupTasks.remove', { title: 'Violet Hills' })).click();
    await confirm(page, t('action.remove'));
    await page.getByText(t('groups:groupTasks.empty')).waitFor();
    const title = page.getByRole('heading', { name: t('groups:groupTasks.title'), exact: true });
    await expect(title).toBeFocused();
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
    const question = page.getByRole('dialog', { name: t('groups:members.lowerSelf.title') });
    await gone(question, () => question.getByRole('button', { name: t('action.cancel') }).click());
    await expect(own).toHaveValue('staff');
    assert.deepEqual(await roles(), ['Stella Student: staff', 'Tomasz Teacher: staff']);

    const order = page.getByLabel(t('people:people.sort'));
    const names = page.getByRole('list', { name: t('groups:members.title') }).getByRole('listitem');
    await order.selectOption(t('people:people.sortBy.email'));
    await names.first().getByText('student@example.org').waitFor();
    await page.getByLabel(t('people:people.search')).fill('TOMASZ');
    await page.getByText(t('people:people.found', { count: 1 })).waitFor();
    await expect(names).toHaveCount(1);
    await page.getByLabel(t('people:people.search')).fill('');
    await page
      .getByRole('heading', {
        name: t('people:people.counted', { title: t('groups:members.title'), total: '2' }),
      })
      .waitFor();

    const remove = button(page, t('people:people.remove', { name: 'Stella Student' }));
    await remove.click();
    await gone(remove, () => confirm(page, t('action.remove')));
    assert.deepEqual(await roles(), ['Tomasz Teacher: staff']);

    await page.getByRole('tab', { name: t('groups:group.tab.settings') }).click();
    await page.getByLabel(beginning(t('groups:group.name'))).fill('New Name');
    await button(page, t('action.save')).click();
    await page.getByRole('heading', { name: 'New Name', level: 1 }).waitFor();
    // One in which the teacher is only a member.
    const admin = await app.client('admin');
    const { groupId: others } = await admin.post('/api/v1/groups', { body: { name: 'Of the Admin' } });
    await admin.post('/api/v1/groups/{groupId}/members', {
      path: { groupId: others },
      body: { emails: ['teacher@example.org'] },
    });
    await button(page, t('groups:group.delete')).click();
    await confirm(page, t('groups:group.delete'));
    await page.waitForURL(/\/manage\/groups$/);
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    assert.equal(await page.getByRole('link', { name: /New Name|Of the Admin/ }).count(), 0);
    await followLink(page, `/manage/groups/${others}`);
    await page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
  });
});
