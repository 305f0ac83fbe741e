import { it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { hourMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { readerOf, replace } from './support/reader-page.ts';
import { expect } from './support/settled.ts';
import { addToContest, createContest, createTask, publishPage } from './support/teaching.ts';
import { like, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const teacher = await client('teacher');

/** Sooner than any page would ask without a stream. */
const soon = expect.configure({ timeout: 15_000 });

it('every page of a participant shows what staff change, as it happens', async () => {
  const { contestId, path, taskIds } = await createContest(teacher, 'Live', {
    ...{ startsAtMs: Date.now() - hourMs, endsAtMs: Date.now() + hourMs },
    ...{ titles: ['Live first', 'Live second'], emails: ['student@example.org'] },
  });
  const [first = '', second = ''] = taskIds;
  await publishPage(teacher, first);
  const third = await createTask(teacher, 'Live third');
  const { items } = await teacher.get('/api/v1/contests/{contestId}/participants', { path });
  const own = { ...path, userId: items[0]?.userId ?? '' };

  const visit = async (address: string): Promise<Page> => {
    const { page } = await open({ as: 'student' });
    const streaming = page.waitForResponse((reply) => reply.url().includes(`${contestId}/changes`));
    await page.goto(`${apiUrl}${address}`);
    await streaming;
    return page;
  };
  const [home, contest, reader] = (await Promise.all(
    ['/', `/contests/${contestId}`, `/tasks/${first}?contest=${contestId}`].map(visit),
  )) as [Page, Page, Page];
  await readerOf(reader).painted(1);
  const pages = { home, contest, reader };

  const link = (name: string) => (page: Page) => page.getByRole('link', { name, exact: true });
  const left = (time: RegExp) => (page: Page) => page.locator('[role=timer]').filter({ hasText: time });
  const isThere = (of: (page: Page) => Locator) => (page: Page) => soon(of(page).first()).toBeVisible();
  const isGone = (of: (page: Page) => Locator) => (page: Page) => soon(of(page)).toHaveCount(0);
  const onlyIn = (name: keyof typeof pages, check: (page: Page) => Promise<void>) => async (page: Page) => {
    if (page === pages[name]) await check(page);
  };
  const renewed = await makeStatement({ pages: 1, text: () => 'corrected' });

  const changes: ReadonlyArray<readonly [() => Promise<unknown>, (page: Page) => Promise<void>]> = [
    [
      () =>
        teacher.patch('/api/v1/contests/{contestId}', {
          path,
          body: { endsAt: new Date(Date.now() + 4 * hourMs).toISOString() },
        }),
      isThere(left(/^(03:5\d:\d\d|04:00:00)$/)),
    ],
    [
      () =>
        teacher.patch('/api/v1/contests/{contestId}/participants/{userId}', {
          path: own,
          body: { extraSeconds: 3600 },
        }),
      isThere(left(/^(04:5\d:\d\d|05:00:00)$/)),
    ],
    [() => addToContest(teacher, contestId, third, 'C'), isThere(link('C Live third'))],
    [
      () => teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId: second }, body: { title: 'Live B' } }),
      isThere(link('B Live B')),
    ],
    [
      () =>
        teacher.delete('/api/v1/contests/{contestId}/tasks/{taskId}', { path: { ...path, taskId: second } }),
      isGone(link('B Live B')),
    ],
    [
      () => replace(teacher, first, renewed),
      onlyIn('reader', (page) =>
        soon(page.getByRole('button', { name: t('reader:notice.showUpdated') })).toBeVisible(),
      ),
    ],
    [
      () => teacher.delete('/api/v1/contests/{contestId}/participants/{userId}', { path: own }),
      async (page) => {
        if (page !== reader) return isGone(link('A Live first'))(page);
        const openUntil = like((time) => t('reader:heading.openUntil', { time }));
        await soon(page.getByText(openUntil)).toHaveCount(0);
        await soon(page.getByText(like((time) => t('refusals.not-found.ended', { time })))).toBeVisible();
      },
    ],
  ];
  for (const [change, isSeen] of changes) {
    await change();
    await Promise.all([home, contest, reader].map(isSeen));
  }
});
