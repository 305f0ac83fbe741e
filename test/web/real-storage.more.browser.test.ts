import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../support/api-client.ts';
import { makeStatement } from '../support/statements.ts';
import { freshUrl } from './support/fresh-url.ts';
import { assertHeard } from './support/heard.ts';
import { assertFitsWidth } from './support/looks.ts';
import { dialogOf, press, rowsOf, shows, tells, titled } from './support/parts.ts';
import { bytesOf } from './support/reader-page.ts';
import { expect } from './support/settled.ts';
import { dropFiles, fileRow, pdfNamed, pick } from './support/teacher-tasks.ts';
import { t } from './support/texts.ts';
import { startStoredWebApp } from './support/web-app.ts';

const { open, client, server } = await startStoredWebApp();
const teacher = await client('teacher');

describe('on real storage, a teacher', () => {
  it('creates a task, and drops its PDFs, which can be read immediately', async (test) => {
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    await page.getByRole('button', { name: t('tasks:tasks.new') }).click();
    const dialog = dialogOf(page, t('tasks:newTask.title'));
    await dialog.getByRole('button', { name: t('action.create') }).click();
    await shows(dialog, t('rules.text'));
    await dialog.getByLabel(t('tasks:newTask.name')).fill('River Crossing');
    await pick(dialog.getByRole('combobox', { name: t('tasks:newTask.language') }), 'Polish (pl)');
    await dialog.getByRole('button', { name: t('action.create') }).click();
    await titled(page, 'River Crossing');
    const taskId = new URL(page.url()).pathname.split('/').at(-1) as string;

    const statement = await makeStatement({ pages: 2, text: () => 'po polsku' });
    const polish = { ...pdfNamed('rzeka_pl.pdf'), buffer: await bytesOf(statement) };
    const english = pdfNamed('river.en.pdf', 80_000);
    await dropFiles(page, [polish, english]);
    for (const [name, language] of [
      ['rzeka_pl.pdf', 'Polish (pl)'],
      ['river.en.pdf', 'English (en)'],
    ] as const) {
      const field = fileRow(page, name).getByRole('combobox', { name: t('tasks:upload.language') });
      await expect(field).toHaveValue(language);
    }
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 2 }) }).click();
    for (const { name } of [polish, english]) {
      await fileRow(page, name).getByText(t('tasks:upload.done')).waitFor();
    }
    const versionsOf = (language: string) => t('tasks:documents.versionsOf', { language });
    const row = rowsOf(page, versionsOf('Polish')).filter({ hasText: 'rzeka_pl.pdf' });
    await shows(row, 'current');
    await shows(row, 'Tomasz Teacher');
    await page.getByRole('cell', { name: '80 kB' }).waitFor();
    await expect(row, 'two pages').toHaveText(/kB2Details/);
    await row.getByRole('button', { name: t('tasks:documents.details') }).click();
    await shows(page, sha256(polish.buffer).slice(0, 8));
    await page.keyboard.press('Escape');
    await page.getByRole('table', { name: versionsOf('English') }).waitFor();
    await assertHeard(test, 'teacher-task', page.getByRole('main'));

    const document = await teacher.openDocument(taskId, { language: 'pl' });
    const read = await (await document.fetch()).arrayBuffer();
    assert.equal(sha256(new Uint8Array(read)), sha256(polish.buffer));
    assertCalm();
  });
});

describe('on real storage, tools for admins', () => {
  it('show its health, check by check', async () => {
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/health' });
    await tells(page, t('admin:storage.healthy'));
    const passed = new RegExp(t('admin:storage.outcome.ok', { count: 2 }).replace('2', '\\d+'));
    await page.getByText(passed).click();
    await shows(page, t('admin:storage.check.unsigned-get-refused'));
    // The demo is served by plain HTTP, like its storage.
    const warnings = page.getByRole('region', { name: /\d warnings?/ });
    await expect(warnings).toHaveText(
      new RegExp(`${t('admin:storage.check.https')}.*${t('admin:storage.remedy')} `),
    );
    assert.equal(await page.getByRole('region', { name: /failed/ }).count(), 0);
    await page.getByRole('button', { name: t('admin:storage.again') }).waitFor();
    assertCalm();
  });

  it('show who got a pasted link, for which task and until when, and forget the link', async () => {
    const url = await freshUrl(await client('student'));
    const visit = { as: 'admin', path: '/admin/issued-urls?tab=trace', width: 360 } as const;
    const { page, requests, assertCalm } = await open(visit);
    await page.getByRole('textbox', { name: t('admin:trace.url') }).fill(`  ${url}\n`);
    await press(page, t('admin:trace.submit'));
    const result = page.getByRole('region', { name: t('admin:trace.result') });
    await shows(result, t('admin:trace.valid'));
    const told = (await result.textContent()) ?? '';
    const inline = t('issued:disposition.inline');
    for (const word of ['student@example.org', 'Sum of Squares', 'member of a group', inline])
      assert.ok(told.includes(word), `${word} in ${told}`);
    await assertFitsWidth(page);

    const { searchParams } = new URL(url);
    const signature = (searchParams.get('sig') ?? searchParams.get('X-Amz-Signature')) as string;
    assert.ok(!page.url().includes(signature));
    assert.ok(!(await page.content()).includes(signature));
    await expect(page.getByRole('textbox', { name: t('admin:trace.url') })).toHaveValue('');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.ok(!kept.includes(signature));
    assert.ok(requests.every((request) => !request.includes(signature)));
    assert.ok(!server.output().includes(signature));
    assertCalm();
  });
});
