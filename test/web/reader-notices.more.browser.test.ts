import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentOf } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertNoSignedUrl, isRefusal, isSigned, publish, readerOf, replace } from './support/reader-page.ts';
import { gone } from './support/settled.ts';
import { createContest } from './support/soon-contest.ts';
import { like, t } from './support/texts.ts';
import { signOut, startWebAppInTime } from './support/web-app.ts';

const { open, client, nowMs, passTime } = await startWebAppInTime({ SIGNED_URL_TTL_SECONDS: '300' });
/** Longer than a signed URL is valid. */
const urlMs = 6 * minuteMs;
const teacher = await client('teacher');
/** Too large to load at once: pages are loaded when opened. */
const makeScans = (text = '') => makeStatement({ pages: 24, imageBytes: 120_000, text: () => text });
const scans = await makeScans();

async function openReader(taskId: string) {
  const opened = await open({ as: 'student', path: `/tasks/${taskId}` });
  const reader = readerOf(opened.page);
  await reader.painted(1);
  const { page } = opened;
  return {
    ...opened,
    reader,
    /** On a slow machine a URL may expire while a request is pending: the browser complains, the reader asks again. */
    assertCalm: () => opened.assertCalm(isRefusal),
    /** Lets all URLs issued so far expire. */
    expire: () => passTime(page, urlMs),
    notice: (text: string | RegExp) => page.getByRole('status').getByText(text),
  };
}

const change = (taskId: string, body: object) =>
  teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body });

describe('while a statement is open', () => {
  it('a notice shows that access was removed, and the open pages stay', async () => {
    const taskId = await publish(teacher, 'Removed', { en: scans });
    const { page, reader, expire, notice } = await openReader(taskId);
    await change(taskId, { visibility: 'restricted' });
    await expire();
    await reader.goTo(20);
    await notice(like((time) => t('refusals.not-found.ended', { time }))).waitFor();
    await notice(t('reader:notice.keepsLoaded')).waitFor();
    await reader.goTo(1);
    await reader
      .sheet(1)
      .getByText(t('reader:pages.page', { number: '1' }), { exact: true })
      .waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: t('errors.not-found') }).waitFor();
  });

  it('a notice shows that access was removed after returning to the tab, before more is loaded', async () => {
    const taskId = await publish(teacher, 'Left open', { en: scans });
    const { reader, notice } = await openReader(taskId);
    await change(taskId, { visibility: 'restricted' });
    await reader.comeBack();
    await notice(like((time) => t('refusals.not-found.ended', { time }))).waitFor();
  });

  it('a notice offers a new version, which opens at the same page', async () => {
    const taskId = await publish(teacher, 'Replaced', { en: scans });
    const { page, reader, notice, assertCalm } = await openReader(taskId);
    await reader.goTo(9);
    await reader.painted(9);
    await replace(teacher, taskId, await makeScans('corrected'));
    await reader.comeBack();
    await notice(t('reader:notice.updated')).waitFor();
    await reader
      .sheet(9)
      .getByText(t('reader:pages.page', { number: '9' }), { exact: true })
      .waitFor();
    await page.getByRole('button', { name: t('reader:notice.showUpdated') }).click();
    await reader.sheet(9).getByText('corrected').waitFor();
    await reader.isAt(9);
    assert.equal(await notice(t('reader:notice.updated')).count(), 0);
    assertCalm();
  });

  it('a notice offers a new version when a page of the old one is not available', async () => {
    const taskId = await publish(teacher, 'Replaced unseen', { en: scans });
    const { reader, expire, notice } = await openReader(taskId);
    await replace(teacher, taskId, await makeScans('corrected'));
    await expire();
    await reader.goTo(15);
    await notice(t('reader:notice.updated')).waitFor();
  });

  it('a lost connection keeps the open pages, and the rest loads automatically afterwards', async () => {
    const taskId = await publish(teacher, 'Tunnel', { en: scans });
    const { page, context, reader, notice } = await openReader(taskId);
    await context.setOffline(true);
    await reader.goTo(16);
    await notice(/No connection/).waitFor();
    await reader.goTo(1);
    await reader
      .sheet(1)
      .getByText(t('reader:pages.page', { number: '1' }), { exact: true })
      .waitFor();
    await gone(notice(/No connection/), async () => {
      await context.setOffline(false);
      await reader.goTo(16);
      await reader.painted(16);
    });
    assert.equal(await page.getByRole('alert').count(), 0);
  });
});

describe('with the sealed statements of a contest on the device', () => {
  const name = 'Sealed';
  const [pdf, corrected] = ['as it was sealed', 'as it was corrected'].map((words) =>
    makeStatement({ pages: 1, text: () => words }),
  ) as [Promise<Blob>, Promise<Blob>];
  const studentPost = async (path: '/api/v1/contests/{contestId}/envelope-url', contestId: string) =>
    (await client('student')).post(path, { path: { contestId }, body: {} });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = 1</script></svg>';
  const saved = { 'samples.txt': new Blob(['1 2\n3\n']), 'figure.svg': new Blob([svg]) };
  const shown = new Blob([Buffer.from('89504e470d0a1a0a0000', 'hex')]);
  const attach = (taskId: string, fileName: string, pdf: Blob) =>
    teacher.uploadDocument(taskId, { fileName, attachment: { kind: 'attachment' }, pdf });

  /** A contest that starts in a minute, with sealed statements. */
  async function sealedContest() {
    const contestId = await createContest(teacher, {
      ...{ name, startsAtMs: nowMs() + hourMs, endsAtMs: nowMs() + 5 * hourMs },
    });
    const path = { contestId };
    const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path, query: { limit: 9 } });
    const [first, second] = items.map(({ taskId }) => taskId) as [string, string];
    for (const taskId of [first, second]) await replace(teacher, taskId, await pdf);
    const attached = Object.entries({ ...saved, 'figure.png': shown });
    for (const [fileName, content] of attached) await attach(first, fileName, content);
    const prefetchFrom = new Date(nowMs() - hourMs).toISOString();
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { prefetchFrom } });
    await waitUntil('the statements to be sealed', () =>
      studentPost('/api/v1/contests/{contestId}/envelope-url', contestId).then(
        () => true,
        () => false,
      ),
    );
    const startsAt = new Date(nowMs() + minuteMs).toISOString();
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { startsAt } });
    return { contestId, first, second };
  }

  it('they open at the start while the storage is down, and changed ones open as usual', async () => {
    const { contestId, first, second } = await sealedContest();
    const path = `/contests/${contestId}`;
    // Devices fetch it at a random moment within half a minute; this one immediately.
    const { page, requests, assertCalm } = await open({ as: 'student', path, ownSession: true, random: 0 });
    await page.getByText(t('contest.sealedHere')).waitFor();
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
    await reader.sheet(1).getByText('as it was sealed').waitFor();
    await page.reload();
    await reader.sheet(1).getByText('as it was sealed').waitFor();
    const changed = page.getByRole('status').getByText(t('reader:notice.changedSinceSealed'));
    assert.equal(await changed.count(), 0);
    const choose = async (fileName: string) => {
      await reader.tool(t('reader:files.label')).click();
      await page.getByRole('menuitem', { name: fileName }).click();
    };
    const assertSaved = async (fileName: string, content: Blob) => {
      const [download] = await Promise.all([page.waitForEvent('download'), choose(fileName)]);
      assert.equal(download.suggestedFilename(), fileName);
      assert.equal(String(await contentOf(download)), await content.text());
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
    await reader.sheet(1).getByText('as it was corrected').waitFor();
    await changed.waitFor();
    await gone(changed, () => page.getByRole('button', { name: t('reader:notice.understood') }).click());

    assert.equal(await page.evaluate(() => caches.has('lectern-envelopes')), true);
    await signOut(page, (await (await client('student')).get('/api/v1/me')).name);
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
    await page.waitForFunction(async () => !(await caches.has('lectern-envelopes')));
    assertCalm();
  });
});
