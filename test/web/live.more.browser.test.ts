import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { zip } from '../support/attachments.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { button, notice } from './support/parts.ts';
import { readerOf, replace } from './support/reader-page.ts';
import { addToContest, createContest, createTask } from './support/teaching.ts';
import { like, t } from './support/texts.ts';
import { startWebAppInTime } from './support/web-app.ts';

const { apiUrl, open, client, nowMs, passTime } = await startWebAppInTime();
const teacher = await client('teacher');

/** How soon pages promise to be right without streams. */
const askedWithinMs = 30 * secondMs;
const isoIn = (ms: number) => new Date(nowMs() + ms).toISOString();

const task = (name: string) => (page: Page) => page.getByRole('link', { name, exact: true }).first();
const left = (time: RegExp) => (page: Page) => page.locator('[role=timer]').filter({ hasText: time }).first();
const text = (of: string | RegExp) => (page: Page) => page.getByText(of).first();
const isThere = (of: (page: Page) => Locator) => (page: Page) => of(page).waitFor();
const isGone = (of: (page: Page) => Locator) => (page: Page) => of(page).waitFor({ state: 'hidden' });

type Name = 'live' | 'contest' | 'reader' | 'phone';
/** A change, and what pages show then; the others don't tell of it. */
type Change = readonly [
  name: string,
  make: () => Promise<unknown>,
  seen: Partial<Record<Name, (page: Page) => Promise<unknown>>>,
];

async function newContest(name: string) {
  const contest = await createContest(teacher, name, {
    ...{ startsAtMs: nowMs() + 30 * hourMs, endsAtMs: nowMs() + 32 * hourMs },
    ...{
      titles: [`${name} first`, `${name} second`],
      emails: ['student@example.org', 'outsider@example.org'],
    },
    settings: { afterEnd: 'participants' },
  });
  const { path } = contest;
  const [first = '', second = ''] = contest.taskIds;
  await replace(teacher, first, await makeStatement({ pages: 1, text: () => 'as it was' }));
  const attach = { fileName: 'editorial.zip', attachment: { kind: 'editorial' } } as const;
  await teacher.uploadDocument(first, { ...attach, pdf: new Blob([Uint8Array.from(zip)]) });
  const third = await createTask(teacher, `${name} third`);
  const { items } = await teacher.get('/api/v1/contests/{contestId}/participants', { path });
  const userId = items.find(({ email }) => email === 'student@example.org')?.userId ?? '';
  return { ...contest, name, first, second, third, own: { ...path, userId } };
}

/** A contest from its start to its editorial, and what each change shows on which page. */
function rehearsal(
  of: Awaited<ReturnType<typeof newContest>>,
  pass: (ms: number) => Promise<unknown>,
): ReadonlyArray<Change> {
  const { name, contestId, path, first, second, third, own } = of;
  const change = (body: { startsAt?: string; endsAt?: string }) => () =>
    teacher.patch('/api/v1/contests/{contestId}', { path, body });
  const forStudents = (check: (page: Page) => Promise<unknown>) => {
    return { contest: check, reader: check, phone: check };
  };
  const everywhere = (check: (page: Page) => Promise<unknown>) => ({ live: check, ...forStudents(check) });
  const [note, uwaga] = [
    'The bound of n is 2000.',
    'Liczba n to najwyżej 2000, patrz https://example.org/n.',
  ];
  return [
    [
      'an earlier start',
      change({ startsAt: isoIn(2 * minuteMs), endsAt: isoIn(hourMs) }),
      everywhere(isThere(left(/^00:0[012]:\d\d$/))),
    ],
    [
      'the start',
      () => pass(2 * minuteMs),
      {
        live: isThere(left(/^00:5\d:\d\d$/)),
        contest: isThere(task(`A ${name} first`)),
        phone: isThere(task(`A ${name} first`)),
        reader: (page) => readerOf(page).painted(1),
      },
    ],
    [
      'a later end',
      () => change({ endsAt: isoIn(4 * hourMs) })(),
      everywhere(isThere(left(/^(03:5\d:\d\d|04:00:00)$/))),
    ],
    [
      'extra time for one person',
      () =>
        teacher.patch('/api/v1/contests/{contestId}/participants/{userId}', {
          path: own,
          body: { extraSeconds: 3600 },
        }),
      {
        contest: isThere(left(/^(04:5\d:\d\d|05:00:00)$/)),
        reader: isThere(left(/^(04:5\d:\d\d|05:00:00)$/)),
      },
    ],
    [
      'a new task',
      () => addToContest(teacher, contestId, third, 'C'),
      forStudents(isThere(task(`C ${name} third`))),
    ],
    [
      'the title of a task',
      () =>
        teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId: second }, body: { title: `${name} B` } }),
      forStudents(isThere(task(`B ${name} B`))),
    ],
    [
      'a correction with a note',
      async () =>
        teacher.uploadDocument(first, {
          ...{ language: 'en', fileName: 'first.en.pdf' },
          pdf: await makeStatement({ pages: 1, text: () => 'corrected' }),
          reason: { en: note, pl: uwaga },
        }),
      {
        live: isThere(text(note)),
        contest: (page) => notice(page, 'alert', note).waitFor(),
        reader: (page) => notice(page, 'status', t('reader:notice.updated')).getByText(note).waitFor(),
        phone: (page) =>
          notice(page, 'alert', uwaga).getByRole('link', { name: 'https://example.org/n' }).waitFor(),
      },
    ],
    [
      'a task removed',
      () =>
        teacher.delete('/api/v1/contests/{contestId}/tasks/{taskId}', { path: { ...path, taskId: second } }),
      forStudents(isGone(task(`B ${name} B`))),
    ],
    [
      'the same put back',
      () => addToContest(teacher, contestId, second, 'B'),
      forStudents(isThere(task(`B ${name} B`))),
    ],
    [
      'an editorial that opens',
      async () => {
        const { attachments } = await teacher.get('/api/v1/tasks/{taskId}/attachments', {
          path: { taskId: first },
        });
        const attachmentId = attachments[0]?.attachmentId ?? '';
        await teacher.patch('/api/v1/tasks/{taskId}/attachments/{attachmentId}', {
          path: { taskId: first, attachmentId },
          body: { opensAt: isoIn(-minuteMs) },
        });
      },
      {
        contest: isThere((page) => button(page, t('contest.editorial'))),
        async reader(page) {
          await page.getByRole('button', { name: t('reader:files.label') }).click();
          const file = page.getByRole('menuitem', { name: t('reader:files.editorial') });
          await file.and(page.locator(':enabled')).waitFor();
          await page.keyboard.press('Escape');
        },
      },
    ],
    [
      'an earlier end',
      () => change({ startsAt: isoIn(-3 * hourMs), endsAt: isoIn(-hourMs - minuteMs) })(),
      {
        contest: isThere(text(t('contest.afterEnd.participants'))),
        reader: isThere(text(t('countdown.over'))),
        phone: isGone(left(/./)),
      },
    ],
    [
      'a person removed',
      () => teacher.delete('/api/v1/contests/{contestId}/participants/{userId}', { path: own }),
      {
        contest: isGone(task(`A ${name} first`)),
        reader: isThere(text(like((time) => t('refusals.not-found.ended', { time })))),
      },
    ],
  ];
}

describe('a contest from its start to its editorial, on the pages of its staff and of two students', () => {
  for (const hasStreams of [true, false]) {
    it(`is seen as it happens, ${hasStreams ? 'by streams' : 'without streams'}`, async (test) => {
      const of = await newContest(hasStreams ? 'Rehearsal' : 'Held back');
      const { contestId, first } = of;
      const visit = async (path: string, as: 'student' | 'outsider' | 'teacher', look = {}) => {
        const { page } = await open({ as, path: '/imprint', ...look });
        // Sooner than any page would ask without a stream.
        if (hasStreams) page.setDefaultTimeout(15 * secondMs);
        // What a proxy does that holds events back.
        else await page.route('**/changes*', (route) => route.abort());
        const asked = page.waitForRequest((request) => request.url().includes(`${contestId}/changes`));
        await page.goto(`${apiUrl}${path}`);
        await asked;
        return page;
      };
      const phone = { language: 'pl', width: 320, height: 640, colorScheme: 'dark' } as const;
      // Each in a browser context of its own.
      const visits = {
        live: await visit(`/manage/contests/${contestId}?tab=live`, 'teacher'),
        contest: await visit(`/contests/${contestId}`, 'student'),
        reader: await visit(`/tasks/${first}?contest=${contestId}`, 'student'),
        phone: await visit('/', 'outsider', phone),
      };
      const pages = Object.entries(visits).map(([name, page]) => ({ name: name as Name, page }));
      const pass = async (ms: number) => {
        const [some, ...others] = pages;
        if (some) await passTime(some.page, ms);
        for (const { page } of others) await page.clock.fastForward(ms);
      };
      for (const [name, make, seen] of rehearsal(of, pass)) {
        await make();
        const madeMs = Date.now();
        if (!hasStreams) await pass(askedWithinMs);
        const times = await Promise.all(
          pages.map(async ({ name: of, page }) => {
            await seen[of]?.(page).catch((cause) => assert.fail(`${name} on ${of}: ${cause}`));
            return seen[of] ? `${of} ${Date.now() - madeMs}` : [];
          }),
        );
        test.diagnostic(`${name}, ms: ${times.flat().join(', ')}`);
      }
      await assertAccessible(visits.phone);
      await assertFitsWidth(visits.phone);
    });
  }
});
