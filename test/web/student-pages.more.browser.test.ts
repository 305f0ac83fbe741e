import { describe, it } from 'node:test';
import { lookLanguages } from '../support/test-size.ts';
import { t } from './support/texts.ts';
import { assertLooks, assertSpeaks, settle, startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const student = await client('student');
const { userId } = await (await client('outsider')).get('/api/v1/me');
const admin = await client('admin');
const { setupLink } = await admin.post('/api/v1/accounts/{userId}/setup-link', { path: { userId } });
const { items: contests } = await student.get('/api/v1/contests', { query: { limit: 200 } });
const contestIn = (phase: string) => contests.find((contest) => contest.phase === phase)?.contestId;

const pages = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'set-password', path: setupLink.slice(new URL(setupLink).origin.length) },
  { name: 'set-password without a token', path: '/set-password' },
  { name: 'home', path: '/', as: 'student' },
  { name: 'home, nothing found', path: '/?text=nothing', as: 'student' },
  { name: 'home of a teacher', path: '/', as: 'teacher' },
  { name: 'home of an outsider', path: '/', as: 'outsider' },
  { name: 'running contest', path: `/contests/${contestIn('running')}`, as: 'student' },
  { name: 'past contest', path: `/contests/${contestIn('past')}`, as: 'student' },
  { name: 'account', path: '/account', as: 'student' },
  { name: 'no page', path: '/no/such/page', as: 'student' },
] as const;

describe('every page of a student, in both languages and colours, on a phone and on a desk', () => {
  for (const language of lookLanguages) {
    for (const [who, theirs] of Map.groupBy(pages, (page) => ('as' in page ? page.as : undefined))) {
      it(`has no serious finding of axe and fits: ${language}, ${who ?? 'nobody signed in'}`, async () => {
        const { page, context, assertCalm } = await open({ ...(who && { as: who }), language, width: 360 });
        for (const { name, path } of theirs) {
          await page.goto(`${apiUrl}${path}`);
          await settle(page);
          if (language === 'en') await assertLooks(page, name, [360, 1280]);
          else await assertSpeaks(page, language, name);
        }
        assertCalm();
        await context.close();
      });
    }
  }
});

describe('an address that is not for a student', () => {
  for (const path of ['/admin/accounts', '/manage/tasks', '/no/such/page']) {
    it(`says so within the app, and leads on: ${path}`, async () => {
      const { page, assertCalm } = await open({ as: 'student', path });
      await page
        .getByRole('main')
        .getByRole('heading', { name: t('errors.not-found') })
        .waitFor();
      await page
        .getByRole('banner')
        .getByRole('button', { name: /Account of/ })
        .waitFor();
      await page.getByRole('link', { name: t('action.toTasks') }).click();
      await page.getByRole('link', { name: 'Sum of Squares' }).waitFor();
      // Those who hear the app are told, and their next step is in the page.
      await page
        .locator('[aria-live=polite]')
        .filter({ hasText: 'Tasks · Lectern' })
        .waitFor({ state: 'attached' });
      await page.locator('main:focus').waitFor();
      assertCalm();
    });
  }
});
