import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hourMs } from '../support/settable-clock.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { readerOf } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, saved } from './support/settled.ts';
import { beginning, like, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const [teacher, student] = [await app.client('teacher'), await app.client('student')];
const [here, elsewhere] = ['127.0.0.1', '192.0.2.7'];

/** A running contest of the student with a task. */
async function runningContest(name: string) {
  const { taskId } = await teacher.post('/api/v1/tasks', { body: { title: `${name} A` } });
  await teacher.uploadDocument(taskId, {
    language: 'en',
    fileName: 'statement.en.pdf',
    pdf: new Blob([await realPdf()]),
  });
  const [startsAt, endsAt] = [-hourMs, hourMs].map((ms) => new Date(Date.now() + ms).toISOString());
  const { contestId } = await teacher.post('/api/v1/contests', {
    body: { name, startsAt: startsAt as string, endsAt: endsAt as string },
  });
  const path = { contestId };
  await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
    path: { contestId, taskId },
    body: { label: 'A' },
  });
  const { email } = await student.get('/api/v1/me');
  await teacher.post('/api/v1/contests/{contestId}/participants', {
    path,
    body: { emails: [email as string] },
  });
  return {
    contestId,
    taskId,
    email: email as string,
    put: (networks: Array<{ network: string; room?: string }>) =>
      teacher.patch('/api/v1/contests/{contestId}', { path, body: { networks } }),
    get: () => teacher.get('/api/v1/contests/{contestId}', { path }),
  };
}

describe('the networks of a contest', () => {
  it('are typed by a teacher, one per line with a room, and corrected', async () => {
    const { contestId, get } = await runningContest('Typed');
    const { page, assertCalm } = await app.open({ as: 'teacher', path: `/manage/contests/${contestId}` });
    await page.getByText(t('contests:contestForm.advanced')).click();
    const field = page.getByRole('textbox', { name: t('contests:contestForm.networks') });
    const save = page.getByRole('button', { name: t('action.save'), exact: true });
    await page.getByText(t('contests:contestForm.urlBinding.off')).waitFor();
    await field.fill('Lab 1');
    await save.click();
    await page.getByText(t('contests:contestForm.networkWrong', { network: 'Lab' })).waitFor();
    await field.fill('192.0.2.0/24   Lab 1\n\n2001:0DB8:1::/64');
    await assertAccessible(page);
    await saved(page, () => save.click());
    assert.deepEqual((await get()).networks, [
      { network: '192.0.2.0/24', room: 'Lab 1' },
      { network: '2001:db8:1::/64', room: null },
    ]);
    await page.getByText(t('contests:contest.saved')).waitFor();
    await expect(field).toHaveValue('192.0.2.0/24 Lab 1\n2001:db8:1::/64');
    await field.fill('');
    await saved(page, () => save.click());
    assert.equal((await get()).networks, null);
    assertCalm();
  });

  it('keep out a participant elsewhere, who sees the address to tell', async () => {
    const { contestId, taskId, put } = await runningContest('Elsewhere');
    await put([{ network: '192.0.2.0/24' }]);
    const { page } = await app.open({ as: 'student', path: `/contests/${contestId}`, width: 360 });
    await page.getByText(t('contest.outside')).waitFor();
    await page.getByText(t('contest.outsideText', { address: here })).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await page.goto(`${app.apiUrl}/tasks/${taskId}`);
    await page.getByRole('heading', { level: 1, name: t('errors.wrong-place') }).waitFor();
    await page.getByText(t('refusals.wrong-place.page', { address: here })).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await put([{ network: '192.0.2.0/24' }, { network: '127.0.0.0/8' }]);
    await page.reload();
    await readerOf(page).painted(1);
    await page.goto(`${app.apiUrl}/contests/${contestId}`);
    await page.getByRole('link', { name: 'Elsewhere A' }).waitFor();
    assert.equal(await page.getByText(t('contest.outside')).count(), 0);
  });

  it('are considered in the preview and the explanation at an address', async () => {
    const { contestId, taskId, email, put } = await runningContest('Explained');
    await put([{ network: '192.0.2.0/24' }]);
    const { page } = await app.open({ as: 'teacher', path: `/manage/contests/${contestId}?tab=preview` });
    await page.getByRole('combobox', { name: beginning(t('contests:preview.email')) }).fill(email);
    const show = page.getByRole('button', { name: t('contests:preview.show'), exact: true });
    const address = page.getByRole('textbox', { name: t('contests:preview.address') });
    await show.click();
    await page.getByText(like((time) => t('contests:preview.allowedUntil', { time }))).waitFor();
    await address.fill(here);
    await show.click();
    await page.getByText(t('refusals.wrong-place.preview')).waitFor();
    await assertAccessible(page);

    await page.goto(`${app.apiUrl}/manage/tasks/${taskId}?tab=access`);
    await page.getByLabel(beginning(t('tasks:person.email'))).fill(email);
    const ask = page.getByRole('button', { name: t('tasks:access.ask'), exact: true });
    for (const [typed, answer, state] of [
      ['', like((at) => t('tasks:access.canRead', { email, at })), t('tasks:access.state.open')],
      [elsewhere, like((at) => t('tasks:access.canRead', { email, at })), t('tasks:access.state.open')],
      [
        here,
        like((at) => t('refusals.wrong-place.decision', { email, at })),
        t('tasks:access.state.elsewhere'),
      ],
    ] as const) {
      await page.getByRole('textbox', { name: t('tasks:access.address') }).fill(typed);
      await ask.click();
      await page.getByText(answer).waitFor();
      await page.getByRole('listitem').getByText(state, { exact: true }).waitFor();
      await page.getByText(t('tasks:access.inNetworksOnly')).waitFor();
    }
    await assertAccessible(page);
  });
});
