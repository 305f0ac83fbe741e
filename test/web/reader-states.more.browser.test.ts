import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { demoPassword } from '../support/api-client.ts';
import { startForeignSite } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertAccessible, assertFits } from './support/looks.ts';
import { saving, shows, titled } from './support/parts.ts';
import {
  assertNoSignedUrl,
  followLink,
  isRefusal,
  isSigned,
  publish,
  publishInGroup,
  readerOf,
  replace,
} from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { createContest } from './support/teaching.ts';
import { like, t, textsIn } from './support/texts.ts';
import { signInForm, signOut, startWebAppInTime, type Visit } from './support/web-app.ts';

const site = await startForeignSite();
after(site.close);
const platform = `http://platform.localhost:${site.port}`;
const { apiUrl, open, client, nowMs, passTime } = await startWebAppInTime({
  SIGNED_URL_TTL_SECONDS: '300',
  LECTERN_EMBED_ORIGINS: platform,
});
/** Longer than a signed URL is valid. */
const urlMs = 6 * minuteMs;
const [student, teacher] = await Promise.all([client('student'), client('teacher')]);
/** Too large to load at once: pages are loaded when opened. */
const makeScans = (text: string) => makeStatement({ pages: 24, imageBytes: 120_000, text: () => text });
const statementIn = (language: string) => makeStatement({ pages: 1, text: () => `written in ${language}` });
const pdfs = { en: await statementIn('English'), pl: await statementIn('Polish') };
const timeIn = (ms: number) => new Date(nowMs() + ms).toISOString();

const restrict = (taskId: string) =>
  teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body: { visibility: 'restricted' } });

describe('a task that cannot be read', () => {
  it('shows why, and opens as soon as it can', async () => {
    const window = { opensAt: timeIn(-hourMs), closesAt: timeIn(-minuteMs) };
    const closed = await publishInGroup(teacher, 'Over', pdfs.en, window);
    const bare = await publish(teacher, 'Bare', {});
    const readable = await publish(teacher, 'In a tunnel', pdfs);
    const { page, context } = await open({ as: 'student', path: `/tasks/${bare}`, width: 360 });
    await titled(page, 'Bare');
    await shows(page, 'This task has no PDF.');
    await followLink(page, `/tasks/${closed}`);
    await titled(page, t('errors.closed'));
    await assertAccessible(page);
    await assertFits(page, 'a closed task', [360]);

    await context.setOffline(true);
    await followLink(page, `/tasks/${readable}`);
    await titled(page, t('reader:noConnection.offline'));
    await context.setOffline(false);
    await titled(page, 'In a tunnel');
    await readerOf(page).painted(1);
  });
});

describe('while a statement is open', () => {
  it('notices say that the connection is lost, that there is a new version, and that access was removed', async () => {
    const taskId = await publish(teacher, 'Changing', { en: await makeScans('as it was') });
    const { page, context, assertCalm } = await open({ as: 'student', path: `/tasks/${taskId}` });
    const reader = readerOf(page);
    const notice = (text: string | RegExp) => page.getByRole('status').getByText(text);
    const staysAt = (number: number) =>
      reader
        .sheet(number)
        .getByText(t('reader:pages.page', { number: String(number) }), { exact: true })
        .waitFor();
    await reader.painted(1);
    await context.setOffline(true);
    await reader.goTo(16);
    await notice(/No connection/).waitFor();
    await reader.goTo(1);
    await staysAt(1);
    await gone(notice(/No connection/), async () => {
      await context.setOffline(false);
      await reader.goTo(16);
      await reader.painted(16);
    });
    assert.equal(await page.getByRole('alert').count(), 0);

    await reader.goTo(9);
    await reader.painted(9);
    await replace(teacher, taskId, await makeScans('corrected'));
    await reader.comeBack();
    await notice(t('reader:notice.updated')).waitFor();
    await staysAt(9);
    await page.getByRole('button', { name: t('reader:notice.showUpdated') }).click();
    await shows(reader.sheet(9), 'corrected');
    await reader.isAt(9);
    assert.equal(await notice(t('reader:notice.updated')).count(), 0);

    await replace(teacher, taskId, await makeScans('corrected again'));
    await passTime(page, urlMs);
    await reader.goTo(20);
    await notice(t('reader:notice.updated')).waitFor();
    // On a slow machine a URL may expire while a request is pending: the browser complains, the reader asks again.
    assertCalm((complaint) => isRefusal(complaint) || complaint.includes('ERR_INTERNET_DISCONNECTED'));

    await restrict(taskId);
    await reader.comeBack();
    await notice(like((time) => t('refusals.not-found.ended', { time }))).waitFor();
    await notice(t('reader:notice.keepsLoaded')).waitFor();
    await reader.goTo(9);
    await staysAt(9);
    await page.reload();
    await titled(page, t('errors.not-found'));
  });
});

describe('with the sealed statements of a contest on the device', () => {
  const name = 'Sealed';
  const [pdf, corrected] = ['as it was sealed', 'as it was corrected'].map((words) =>
    makeStatement({ pages: 1, text: () => words }),
  ) as [Promise<Blob>, Promise<Blob>];
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = 1</script></svg>';
  const saved = { 'samples.txt': new Blob(['1 2\n3\n']), 'figure.svg': new Blob([svg]) };
  const shown = new Blob([Buffer.from('89504e470d0a1a0a0000', 'hex')]);
  const attach = (taskId: string, fileName: string, pdf: Blob) =>
    teacher.uploadDocument(taskId, { fileName, attachment: { kind: 'attachment' }, pdf });

  /** A contest that starts in a minute, with sealed statements. */
  async function sealedContest() {
    const { contestId, path, taskIds } = await createContest(teacher, name, {
      ...{ startsAtMs: nowMs() + hourMs, endsAtMs: nowMs() + 5 * hourMs },
      ...{ titles: [`${name} first`, `${name} second`], emails: ['student@example.org'] },
    });
    const [first, second] = taskIds as [string, string];
    for (const taskId of [first, second]) await replace(teacher, taskId, await pdf);
    const attached = Object.entries({ ...saved, 'figure.png': shown });
    for (const [fileName, content] of attached) await attach(first, fileName, content);
    const prefetchFrom = timeIn(-hourMs);
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { prefetchFrom } });
    await waitUntil('the statements to be sealed', () =>
      student.post('/api/v1/contests/{contestId}/envelope-url', { path, body: {} }).then(
        () => true,
        () => false,
      ),
    );
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { startsAt: timeIn(minuteMs) } });
    return { contestId, first, second };
  }

  it('they open at the start while the storage is down, and changed ones open as usual', async () => {
    const { contestId, first, second } = await sealedContest();
    const path = `/contests/${contestId}`;
    // Devices fetch it at a random moment within half a minute; this one immediately.
    const { page, requests, assertCalm } = await open({ as: 'student', path, ownSession: true, random: 0 });
    await shows(page, t('contest.sealedHere'));
    assert.equal(requests.filter(isSigned).length, 1);
    const kept = await page.evaluate(
      async () => (await (await caches.open('lectern-envelopes')).keys())[0]?.url,
    );
    assert.ok(kept && !isSigned(kept), String(kept));
    await assertNoSignedUrl(page);
    await replace(teacher, second, await corrected);

    const isOfStorage = ({ href }: URL) => isSigned(href);
    await page.route(isOfStorage, (route) => route.abort());
    // Pages react to a time within some seconds.
    await passTime(page, minuteMs + 5 * secondMs);
    await page.getByRole('link', { name: `A ${name} first` }).click();
    const reader = readerOf(page);
    await shows(reader.sheet(1), 'as it was sealed');
    await page.reload();
    await shows(reader.sheet(1), 'as it was sealed');
    const changed = page.getByRole('status').getByText(t('reader:notice.changedSinceSealed'));
    assert.equal(await changed.count(), 0);
    const choose = async (fileName: string) => {
      await reader.tool(t('reader:files.label')).click();
      await page.getByRole('menuitem', { name: fileName }).click();
    };
    const assertSaved = async (fileName: string, content: Blob) => {
      const { name, bytes } = await saving(page, () => choose(fileName));
      assert.deepEqual([name, String(bytes)], [fileName, await content.text()]);
    };
    for (const [fileName, content] of Object.entries(saved)) await assertSaved(fileName, content);
    const [tab] = await Promise.all([page.waitForEvent('popup'), choose('figure.png')]);
    assert.match(tab.url(), /^blob:/);
    await tab.close();
    assert.equal(requests.filter(isSigned).length, 1, 'the storage was not asked again');

    await page.unroute(isOfStorage);
    const corrections = new Blob(['1 2\n4\n']);
    await attach(first, 'samples.txt', corrections);
    await assertSaved('samples.txt', corrections);
    assert.equal(requests.filter(isSigned).length, 2, 'the storage was asked for the new version');
    await page.getByRole('link', { name: `B ${name} second` }).click();
    await shows(reader.sheet(1), 'as it was corrected');
    await changed.waitFor();
    await gone(changed, () => page.getByRole('button', { name: t('reader:notice.understood') }).click());

    assert.equal(await page.evaluate(() => caches.has('lectern-envelopes')), true);
    await signOut(page, (await student.get('/api/v1/me')).name);
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
    await page.waitForFunction(async () => !(await caches.has('lectern-envelopes')));
    assertCalm();
  });
});

describe('a signed URL that no longer works, in a browser', () => {
  const openTask = (page: Page) => page.getByRole('link', { name: 'Open the task', exact: true });

  /** A URL for the teacher. */
  async function urlOf(taskId: string, language = 'en'): Promise<string> {
    const fresh = await teacher.post('/api/v1/tasks/{taskId}/description-url', {
      path: { taskId },
      body: { language },
    });
    return fresh.descriptionPdfUrl as string;
  }

  /** Opens a URL an hour later, after it has expired. */
  async function openLate(url: string, visit: Visit = {}) {
    const opened = await open(visit);
    await passTime(opened.page, hourMs);
    const reply = await opened.page.goto(url);
    assert.equal(reply?.status(), 403);
    return opened;
  }

  it('is one small accessible page, and leads to sign-in and then to the statement, in its language', async () => {
    const taskId = await publish(teacher, 'Late', pdfs);
    const { page, assertCalm } = await openLate(await urlOf(taskId, 'pl'), { width: 320 });
    await titled(page, 'This link has expired');
    assert.equal(await page.title(), 'This link has expired · Lectern');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await assertAccessible(page, colorScheme);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(ground, colorScheme === 'light' ? 'rgb(248, 249, 250)' : 'rgb(31, 31, 31)');
    }
    await assertFits(page, 'in English', [320, 1280]);
    assert.equal(await page.locator('script').count(), 0);
    assertCalm((complaint) => complaint.includes('status of 403'));

    const expired = page.url();
    await openTask(page).click();
    const form = signInForm(page);
    await form.fill('student@example.org', demoPassword);
    await form.click();
    await readerOf(page).sheet(1).getByText('written in Polish').waitFor();
    assert.equal(page.url(), `${apiUrl}/tasks/${taskId}?language=pl`);
    await page.reload();
    await readerOf(page).sheet(1).getByText('written in Polish').waitFor();
    // No page between the two is left that would redirect forward.
    for (let steps = 0; page.url() !== expired; steps += 1) {
      assert.ok(steps < 9);
      await page.goBack();
    }
    await titled(page, 'This link has expired');
  });

  it('speaks Polish, and opens the task when it opens, from the frame of a platform in another tab', async () => {
    const opensAt = timeIn(2 * hourMs);
    const taskId = await publishInGroup(teacher, 'Early', pdfs.en, { opensAt });
    const url = await urlOf(taskId);
    const visit = { as: 'student', language: 'pl', width: 320 } as const;
    const { page, context } = await openLate(url, visit);
    await titled(page, 'Ten link wygasł');
    await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
    await assertAccessible(page);
    await assertFits(page, 'in Polish', [320]);

    await page.goto(platform);
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, url);
    const link = page.frameLocator('iframe').getByRole('link', { name: 'Otwórz zadanie' });
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await titled(tab, textsIn('pl')('errors.not-open-yet'));
    await passTime(tab, hourMs);
    await readerOf(tab).sheet(1).getByText('written in English').waitFor();
    assert.equal(new URL(tab.url()).pathname, `/tasks/${taskId}`);
    assert.equal(new URL(page.url()).origin, platform);
  });

  it('is a page that does not exist for those who may not read the task, and leads to the start page if it was modified', async () => {
    const taskId = await publish(teacher, 'Not yours', pdfs);
    const body = { path: { taskId }, body: {} };
    const fresh = await student.post('/api/v1/tasks/{taskId}/description-url', body);
    const url = String(fresh.descriptionPdfUrl);
    await restrict(taskId);
    const { page } = await open({ as: 'student' });
    assert.equal((await page.goto(url))?.status(), 403);
    await titled(page, 'This link is no longer valid');
    await openTask(page).click();
    await titled(page, t('errors.not-found'));
    assert.match(page.url(), /\/open\/[\w-]{40}$/);
    assert.equal(await page.getByText('Not yours').count(), 0);
    await assertAccessible(page);

    await page.goto(url.replace('&name=', '&name=x'));
    await titled(page, 'This link is not valid');
    await expect(page.getByRole('link')).toHaveCount(1);
    await page.getByRole('link', { name: 'Go to Lectern' }).click();
    await titled(page, t('home.title'));
    assert.equal(page.url(), `${apiUrl}/`);
  });
});
