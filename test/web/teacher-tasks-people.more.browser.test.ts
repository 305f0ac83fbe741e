import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signIn, taskTitled } from '../support/api-client.ts';
import { contentOf } from '../support/chromium.ts';
import { confirm } from './support/confirm.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, pressEscape, saved } from './support/settled.ts';
import { createTask } from './support/teacher-tasks.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const [teacher, student, teacherApi] = await Promise.all([
  client('teacher'),
  client('student'),
  signIn(apiUrl, 'teacher'),
]);
const taskIdOf = (title: string) => taskTitled(teacherApi, title);

describe('who can read a task', () => {
  const ask = async (title: string) => {
    const { page, ...rest } = await open({
      as: 'teacher',
      path: `/manage/tasks/${await taskIdOf(title)}?tab=access`,
    });
    return {
      page,
      ...rest,
      async about(email: string, at?: string): Promise<string> {
        await page.getByLabel(t('tasks:person.email')).fill(email);
        await page.getByLabel(t('tasks:access.at')).fill(at ?? '');
        const answered = page.waitForResponse((reply) => reply.url().includes('/access?'));
        await page.getByRole('button', { name: t('tasks:access.ask') }).click();
        await answered;
        const answer = page.getByRole('region', { name: t('tasks:access.answer', { email }) });
        await answer.waitFor();
        return (await answer.allInnerTexts()).join();
      },
    };
  };

  it('is shown for a member of its group, now and before it opened', async () => {
    const { page, about, assertCalm } = await ask('Sum of Squares');
    const now = await about('student@example.org');
    assert.match(now, /Yes\. student@example\.org can read the task on .+ CET|GMT\+1/);
    assert.match(now, /This person is a member of the group “Algorithms 101”\. Access has no end\./);
    assert.match(now, /Open\s+Is a member of the group/);
    const before = await about('student@example.org', '2020-05-01T12:00');
    assert.match(before, /Not yet\. student@example\.org can’t read the task on 1 May 2020.*: it opens on/);
    assert.match(before, /Not yet\s+Is a member of the group “Algorithms 101”\s+Opens on/);

    const { items } = await teacher.get('/api/v1/tasks/{taskId}/readers', {
      path: { taskId: await taskIdOf('Sum of Squares') },
    });
    await page.getByText(t('tasks:readers.count', { count: items.length })).waitFor();
    const readers = page.getByRole('table', { name: t('tasks:readers.title') });
    const own = readers.getByRole('row').filter({ hasText: 'student@example.org' });
    await own.getByText('Is a member of the group “Algorithms 101”').waitFor();
    await expect(readers.getByRole('row')).toHaveCount(1 + items.length);
    assertCalm();
  });

  it('is shown for a user without any ground, with the places that they are not in', async () => {
    const { about, assertCalm } = await ask('Sum of Squares');
    const answer = await about('outsider@example.org');
    assert.match(answer, /No\. outsider@example\.org has no access to the task on/);
    assert.ok(answer.includes(t('refusals.not-found.why')), answer);
    assert.match(answer, /Group “Algorithms 101”: Open since/);
    assert.doesNotMatch(answer, /Has no access\. For this account/, "the text is not the server's");
    assertCalm();
  });

  it('is shown for a closed task, and for a contest', async () => {
    const closed = await ask('Lighthouse Walks');
    const answered = await closed.about('student@example.org');
    assert.match(answered, /(No longer|Not yet)\./);
    await closed.page.context().close();
    const contest = await ask('Canal Locks');
    const answer = await contest.about('student@example.org');
    assert.match(answer, /Takes part in the contest “Winter Challenge”/);
    assert.match(answer, /Access ends on/);
    const later = t('issued:groundThrough.contest-archive', { name: 'Winter Challenge' });
    assert.match(answer, new RegExp(`Not yet\\s+${RegExp.escape(later)}`, 'i'));
  });

  it('is refused for an unknown account', async () => {
    const { page } = await ask('Sum of Squares');
    await page.getByLabel(t('tasks:person.email')).fill('nobody@example.org');
    await page.getByRole('button', { name: t('tasks:access.ask') }).click();
    await page.getByText(t('tasks:person.unknown')).waitFor();
  });
});

describe('who got links to a task', () => {
  it('is shown in a table, a chart and a file, filtered by person and time', async () => {
    const taskId = await taskIdOf('Zażółć');
    const path = { taskId };
    const issue = (who: typeof student, body: { language: string; disposition?: 'attachment' }) =>
      who.post('/api/v1/tasks/{taskId}/description-url', { path, body });
    await issue(student, { language: 'pl' });
    await issue(student, { language: 'en', disposition: 'attachment' });
    await issue(teacher, { language: 'en' });
    const { items } = await teacher.get('/api/v1/issued-urls', { query: { taskId } });
    assert.equal(items.length, 3);
    await teacher.post('/api/v1/tasks/{taskId}/staff', {
      path,
      body: { emails: ['outsider@example.org'], role: 'reader' },
    });

    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}?tab=issued` });
    const rows = page.getByRole('table', { name: t('issued:title') }).getByRole('row');
    await rows.nth(3).waitFor();
    // Before the task's versions are loaded, a row shows the file's key.
    await rows.nth(1).getByText('English').waitFor();
    const shown = { useInnerText: true };
    await expect(rows.nth(1)).toHaveText(/teacher@example\.org\s+English[\s\S]*to view/, shown);
    await expect(rows.nth(2)).toHaveText(
      /student@example\.org\s+English[\s\S]*is a member of a group that has the task\s+to save/,
      shown,
    );
    await page.getByRole('row').getByText('Polish').waitFor();
    const chart = page.getByRole('img', { name: /Links over time\. 3 links\./ });
    const plot = await chart.locator('svg').boundingBox();
    assert.ok(plot);
    await page.mouse.move(plot.x + plot.width - 2, plot.y + 10);
    await chart
      .getByText(/Links\s*3/)
      .first()
      .waitFor();
    await page.mouse.move(0, 0);

    const counts = await teacher.get('/api/v1/tasks/{taskId}/readers/counts', { path });
    const figures = { gotUrl: `${counts.gotUrl}`, readers: `${counts.readers}`, opened: `${counts.opened}` };
    assert.equal(counts.gotUrl, 2);
    await page.getByText(t('tasks:readers.linksOf', figures)).waitFor();
    const readers = page.getByRole('table', { name: t('tasks:readers.linksTitle') });
    await readers.getByRole('row').filter({ hasText: 'outsider@example.org' }).waitFor();
    await expect(readers.getByRole('row')).toHaveCount(1 + counts.readers - counts.gotUrl);
    await page
      .getByRole('radiogroup', { name: t('tasks:readers.linksTitle') })
      .getByText(t('tasks:readers.show.withLink'), { exact: true })
      .click();
    await readers.getByText('student@example.org').waitFor();
    await expect(readers.getByRole('row')).toHaveCount(1 + counts.gotUrl);

    const saved = page.waitForEvent('download');
    await page
      .getByRole('link', { name: t('issued:csv') })
      .first()
      .click();
    const download = await saved;
    assert.equal(download.suggestedFilename(), 'issued-urls.csv');
    const csv = String(await contentOf(download));
    const own = await teacherApi.get(`/api/v1/issued-urls?taskId=${taskId}&format=csv`);
    assert.equal(csv, own.text);
    assert.equal(csv.trim().split('\r\n').length, 1 + items.length);

    const reader = page.getByLabel(t('tasks:person.email'));
    await reader.fill('student@example.org');
    await gone(rows.nth(3), () => reader.press('Enter'));
    await expect(rows).toHaveCount(1 + 2);
    await page.getByRole('img', { name: /2 links\./ }).waitFor();
    const until = page.getByLabel(t('issued:filter.until'));
    await until.fill('2020-01-01T00:00');
    await page.getByText(t('issued:empty')).waitFor();
    await until.fill('');
    await reader.fill('');
    await reader.blur();
    await rows.nth(3).waitFor();
    assertCalm();
  });

  it('has no signed URL in the page, its URL or its history', async () => {
    const taskId = await taskIdOf('Zażółć');
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}?tab=issued` });
    await page.getByRole('table', { name: t('issued:title') }).waitFor();
    assert.doesNotMatch(await page.content(), /[?&]sig=/);
    assert.doesNotMatch(page.url(), /sig=/);
  });
});

describe('those who work on a task', () => {
  it('are added, change roles and are removed, except the last owner', async () => {
    const taskId = await createTask(teacher, 'Shared Work');
    const { page, complaints } = await open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=staff`,
    });
    await page.getByRole('button', { name: t('tasks:staff.add') }).click();
    const dialog = page.getByRole('dialog', { name: t('tasks:staff.add') });
    const people = dialog.getByLabel(beginning(t('people:people.addresses')));
    const add = dialog.getByRole('button', { name: t('tasks:staff.add') });
    await people.fill('nobody@example.org, outsider@example.org');
    await dialog.getByRole('radio', { name: 'Reader' }).check();
    await add.click();
    await dialog.getByText(t('people:people.unknown', { count: 1 }).slice(0, 30)).waitFor();
    await people.fill('outsider@example.org');
    await dialog.getByRole('radio', { name: 'Editor' }).check();
    await add.click();
    await dialog.getByText(t('people:people.different', { count: 1 })).waitFor();
    await people.fill('');
    await gone(dialog, () => pressEscape(dialog));
    const role = page.getByLabel(t('people:people.roleOf', { name: 'Oskar Outsider' }));
    await expect(role).toHaveValue('reader');
    await saved(page, () => role.selectOption('Manager'));
    const roles = async () =>
      (await teacher.get('/api/v1/tasks/{taskId}/staff', { path: { taskId } })).items
        .map((item) => `${item.email} ${item.role}`)
        .sort();
    assert.deepEqual(await roles(), ['outsider@example.org manager', 'teacher@example.org owner']);

    await page.getByRole('button', { name: t('people:people.remove', { name: 'Tomasz Teacher' }) }).click();
    await confirm(page, t('action.remove'));
    const refusal = page.getByRole('alert').filter({ hasText: t('errors.last-owner') });
    await gone(refusal, () => refusal.getByRole('button', { name: t('action.close') }).click());
    await page.getByRole('button', { name: t('people:people.remove', { name: 'Oskar Outsider' }) }).click();
    await gone(role, () => saved(page, () => confirm(page, t('action.remove'))));
    assert.deepEqual(await roles(), ['teacher@example.org owner']);
    // Two replies were refusals: 409 for the last owner, to the dry run and to the removal.
    assert.equal(complaints.length, 2);
  });

  it('see only what their role allows', async () => {
    const admin = await client('admin');
    const taskId = await createTask(admin, 'By role');
    const { staff } = await admin.post('/api/v1/tasks/{taskId}/staff', {
      path: { taskId },
      body: { emails: ['teacher@example.org'], role: 'reader' },
    });
    const member = { taskId, userId: staff[0]?.userId as string };
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    const tabs = async (role: 'reader' | 'editor' | 'manager' | 'owner') => {
      await admin.patch('/api/v1/tasks/{taskId}/staff/{userId}', { path: member, body: { role } });
      await page.goto(`${apiUrl}/manage/tasks/${taskId}?tab=settings`);
      await page.getByRole('tab').first().waitFor();
      return page.getByRole('tab').allInnerTexts();
    };
    assert.deepEqual(await tabs('reader'), ['PDFs', 'Staff']);
    await page.getByText(t('tasks:documents.none')).waitFor();
    assert.equal(await page.getByRole('button', { name: t('tasks:upload.choose') }).count(), 0);
    assert.deepEqual(await tabs('editor'), ['PDFs', 'Staff', 'Settings']);
    await page.getByRole('heading', { name: t('tasks:settings.name') }).waitFor();
    assert.equal(await page.getByRole('heading', { name: t('tasks:settings.sharing') }).count(), 0);
    assert.equal((await tabs('manager')).length, 6);
    await page.getByRole('heading', { name: t('tasks:settings.sharing') }).waitFor();
    assert.equal(await page.getByRole('button', { name: t('tasks:settings.delete') }).count(), 0);
    await tabs('owner');
    await page.getByRole('button', { name: t('tasks:settings.delete') }).waitFor();
    assertCalm();
  });
});

describe('the settings of a task', () => {
  it('are its title, language and sharing, and its deletion', async () => {
    const taskId = await createTask(teacher, 'Old title');
    const path = { taskId };
    const { page, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=settings`,
    });
    await page.getByRole('textbox', { name: t('tasks:newTask.name') }).fill('New title');
    await page
      .getByRole('button', { name: t('action.save') })
      .first()
      .click();
    await page.getByRole('heading', { name: 'New title', level: 1 }).waitFor();

    await page.getByRole('radio', { name: t('tasks:settings.signedIn') }).check();
    await page
      .getByRole('button', { name: t('action.save') })
      .last()
      .click();
    await page.getByText(t('tasks:settings.visibleFromMissing')).waitFor();
    await page.getByLabel(t('tasks:settings.visibleFrom')).fill('2026-01-01T08:00');
    await page.getByLabel(t('tasks:settings.embargoUntil')).fill('2100-07-01T08:00');
    await saved(page, () =>
      page
        .getByRole('button', { name: t('action.save') })
        .last()
        .click(),
    );
    await page.getByText(t('tasks:settings.saved')).last().waitFor();
    const read = () => teacher.get('/api/v1/tasks/{taskId}/settings', { path });
    const { title, visibility, visibleFrom, embargoUntil } = await read();
    assert.deepEqual(
      { title, visibility, visibleFrom, embargoUntil },
      {
        title: 'New title',
        visibility: 'signed-in',
        visibleFrom: '2026-01-01T07:00:00Z',
        embargoUntil: '2100-07-01T06:00:00Z',
      },
    );

    // The question has a button with the same name.
    const remove = page.getByRole('tabpanel').getByRole('button', { name: t('tasks:settings.delete') });
    await remove.click();
    const question = page.getByRole('dialog');
    await gone(question, () => pressEscape(question));
    await remove.click();
    await confirm(page, t('tasks:settings.delete'));
    await page.getByRole('heading', { name: t('tasks:tasks.title'), level: 1 }).waitFor();
    await assert.rejects(read(), { code: 'not-found' });
    await page.getByRole('link', { name: /Glacier/ }).waitFor();
    assert.equal(await page.getByRole('link', { name: /New title/ }).count(), 0);
    assertCalm();
  });
});

describe('the titles of a task', () => {
  it('are per language of its PDFs, and readers see the one in their language', async () => {
    const taskId = await createTask(teacher, 'Night train');
    const path = { taskId };
    for (const language of ['en', 'pl']) {
      const pdf = new Blob([await realPdf()]);
      await teacher.uploadDocument(taskId, { language, fileName: `train.${language}.pdf`, pdf });
    }
    const { items } = await teacher.get('/api/v1/groups');
    const groupId = items[0]?.groupId as string;
    await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
      path: { groupId, taskId },
      body: { opensAt: '2026-01-01T00:00:00Z', closesAt: null },
    });
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}?tab=settings` });
    const inPolish = page.getByLabel(t('tasks:settings.titleIn', { language: 'Polish' }));
    const saveIt = () =>
      saved(page, () =>
        page
          .getByRole('button', { name: t('action.save') })
          .first()
          .click(),
      );
    await inPolish.fill(' Nocny pociąg ');
    assert.equal(await page.getByLabel(t('tasks:settings.titleIn', { language: 'English' })).count(), 0);
    await saveIt();
    const titles = async () => {
      const settings = await teacher.get('/api/v1/tasks/{taskId}/settings', { path });
      return [settings.title, settings.titles];
    };
    assert.deepEqual(await titles(), ['Night train', { pl: 'Nocny pociąg' }]);
    await page.getByRole('heading', { name: 'Night train', level: 1 }).waitFor();

    const polish = await open({ as: 'student', language: 'pl' });
    await polish.page.getByRole('link', { name: 'Nocny pociąg', exact: true }).click();
    await polish.page.getByRole('heading', { name: 'Nocny pociąg', level: 1 }).waitFor();
    const english = await open({ as: 'student' });
    await english.page.getByRole('link', { name: 'Night train', exact: true }).waitFor();

    await inPolish.fill('');
    await saveIt();
    assert.deepEqual(await titles(), ['Night train', null]);
    polish.assertCalm();
    assertCalm();
  });

  it('keep concurrent changes in another language', async () => {
    const titles = { de: 'Nachtzug', pl: 'Pociąg' };
    const { taskId, etag } = await teacher.post('/api/v1/tasks', { body: { title: 'Late train', titles } });
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}?tab=settings` });
    await page.getByLabel(t('tasks:settings.titleIn', { language: 'Polish' })).fill('Nocny pociąg');
    const path = { taskId };
    const body = { titles: { ...titles, de: 'Spätzug' } };
    await teacher.patch('/api/v1/tasks/{taskId}', { path, body, ifMatch: etag });
    await saved(page, () =>
      page
        .getByRole('button', { name: t('action.save') })
        .first()
        .click(),
    );
    const settings = await teacher.get('/api/v1/tasks/{taskId}/settings', { path });
    assert.deepEqual(settings.titles, { de: 'Spätzug', pl: 'Nocny pociąg' });
    assertCalm((complaint) => complaint.includes('412'));
  });
});
