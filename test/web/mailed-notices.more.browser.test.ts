import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { save } from './support/parts.ts';
import { expect, saved } from './support/settled.ts';
import { createContest } from './support/teaching.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

it('a contest sends its notices by e-mail if its teacher turns that on, where the server sends e-mail', async () => {
  for (const settings of [{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'lectern@example.org' }, {}]) {
    const app = await startWebApp(settings);
    const teacher = await app.client('teacher');
    const contest = await createContest(teacher, 'By Mail');
    const { page } = await app.open({ as: 'teacher', path: contest.page, width: 320 });
    const details = page.getByRole('region', { name: t('contests:contest.settings') });
    await details.waitFor();
    const mailNotices = details.getByRole('switch', { name: t('contests:contestForm.mailNotices') });
    if (!('SMTP_URL' in settings)) {
      assert.equal(await mailNotices.count(), 0);
      continue;
    }
    await mailNotices.check();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await saved(page, () => save(page));
    await expect(mailNotices).toBeChecked();
    const { mailNotices: isOn } = await teacher.get('/api/v1/contests/{contestId}', { path: contest.path });
    assert.equal(isOn, true);
  }
});
