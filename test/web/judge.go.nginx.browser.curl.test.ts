import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { pixelShares, startChromiumWithViewer } from '../support/chromium.ts';
import { assertGoIsClean, firstBuildMs, go, goEnvironment } from '../support/go.ts';
import { freePortRange, isFree } from '../support/ports.ts';
import { repositoryRoot, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sized } from '../support/test-size.ts';
import { startWalk } from '../support/walk.ts';
import { readerOf } from './support/reader-page.ts';
import { t } from './support/texts.ts';

const judgeFolder = join(repositoryRoot, 'examples/judge');
const [task42, task43] = [900000000042, 900000000043];
const first = await freePortRange(4);
const [hostPort, judgePort, apiPort, filesPort] = [first, first + 1, first + 2, first + 3];
const [url, lecternUrl] = [`http://localhost:${hostPort}`, `http://localhost:${hostPort}/lectern`];

/** The site of deploy/nginx with other ports. */
const site = join(temporaryFolder(), 'one-host.conf');
writeFileSync(
  site,
  readFileSync(join(repositoryRoot, 'deploy/nginx/one-host.conf'), 'utf8')
    .replace('127.0.0.1:3000', `127.0.0.1:${judgePort}`)
    .replace('127.0.0.1:8080', `127.0.0.1:${apiPort}`)
    .replace('127.0.0.1:8081', `127.0.0.1:${filesPort}`),
);
/** With 20 tasks each. A fifth of the README's; all of them in the nightly run. */
const contests = sized(10, 50);
const tasks = 20 * contests;
const readme = readFileSync(join(judgeFolder, 'README.md'), 'utf8')
  .replaceAll('localhost:8000', `localhost:${hostPort}`)
  .replace('/judge" seed', `/judge" seed ${contests}`)
  .replace('listen 8000;', `listen ${hostPort};`)
  .replaceAll('127.0.0.1:8080', `127.0.0.1:${apiPort}`)
  .replace('deploy/nginx/one-host.conf', site);

const { walk, type, leave, left } = startWalk(readme, {
  ...goEnvironment,
  TMPDIR: temporaryFolder(),
  LECTERN_PORT: String(apiPort),
  LECTERN_FILES_PORT: String(filesPort),
  JUDGE_PORT: String(judgePort),
  // Makes the test independent of the machine's speed.
  JUDGE_LECTERN_TIMEOUT: '10s',
});
const browser = await startChromiumWithViewer();
after(() => browser.close());
const counter = await browser.newPage();

/** Signs in at the judge in a separate browser window. */
async function visit(name: string, password: string) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1000, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${name}`).waitFor();
  return {
    page,
    async open(path: string) {
      await page.goto(`${url}${path}`);
      return page;
    },
    /** The frame with Lectern's reader. */
    async read(taskId: number): Promise<Frame> {
      await page.goto(`${url}/tasks/${taskId}/reader`);
      const frame = await page.locator('#statement iframe').elementHandle();
      return (await frame?.contentFrame()) as Frame;
    },
    /** Status and body of a reply of the judge. */
    async ask(path: string) {
      const reply = await context.request.get(`${url}${path}`);
      return { status: reply.status(), body: await reply.text() };
    },
    cookie: async () => (await context.cookies()).find((each) => each.name === 'session')?.value ?? '',
    close: () => context.close(),
  };
}

const visitAda = () => visit('Ada', 'engine');
const visitBob = () => visit('Bob', 'builder');
const visitGrace = () => visit('Grace', 'nanosecond');

/** Waits until the frame shows Chromium's PDF viewer with dark text on white paper. */
async function showsPdf(page: Page): Promise<void> {
  const frame = page.locator('#statement iframe');
  await waitUntil('the PDF in the frame', async () => {
    const { x, y, width, height } = (await frame.boundingBox()) ?? assert.fail('there is no frame');
    const rest = { x: x + width / 2, y: y + 100, width: width / 2 - 50, height: height - 100 };
    const paper = await pixelShares(page, counter, rest);
    if (paper.white <= 0.6 || paper.dark <= 0.001) return false;
    return (await pixelShares(page, counter, { x, y, width, height: 50 })).dark > 0.8;
  });
}

/** Output of `judge sync`. */
const synced = ({ contest = 0, placed = 0, removed = 0 } = {}) => [
  `tasks: 0 created, 0 changed, ${tasks} unchanged`,
  'groups: 0 created, 0 changed, 1 unchanged',
  'members: 0 added, 0 changed, 0 removed',
  `contests: 0 created, ${contest} changed, ${contests - contest} unchanged`,
  `participants: 0 added, 0 changed, ${removed} removed`,
  `tasks of contests: 0 added, ${placed} changed, 0 removed`,
];

describe('the judge of examples/judge, from the commands of its README', () => {
  before(
    async () => {
      // Compiles what the walk builds, without linking.
      await go(judgeFolder, 'build', '-o', devNull, '.');
    },
    { timeout: firstBuildMs },
  );

  it('is set up on one host name', async () => {
    await walk('Lectern');
    await walk('One host name');
    await walk('The judge');
    await waitUntil('Lectern at its path', async () => (await fetch(`${lecternUrl}/healthz`)).ok);
  });

  it('uploads its PDFs only once', { timeout: firstBuildMs }, async () => {
    assert.deepEqual(await walk('Backfill'), [
      `statements: ${tasks} uploaded, 0 unchanged`,
      `statements: 0 uploaded, ${tasks} unchanged`,
    ]);
  });

  it('shows a signed URL in a frame of its page, only to those whom it lets read', async () => {
    const printed = await walk('A URL in the page');
    const { id, title, descriptionUrl } = JSON.parse(printed.at(-2) as string);
    assert.deepEqual([id, title], [task42, 'Task 42']);
    assert.ok(descriptionUrl.startsWith(`${url}/lectern-files/`), descriptionUrl);
    assert.equal(printed.at(-1), '%PDF-');

    const [ada, bob, grace] = await Promise.all([visitAda(), visitBob(), visitGrace()]);
    for (const [reader, taskId] of [
      [ada, task42],
      [bob, task43],
      [grace, task42],
    ] as const) {
      await showsPdf(await reader.open(`/tasks/${taskId}`));
    }
    assert.equal((await ada.ask(`/api/tasks/${task43}`)).status, 404);
    await (await ada.open(`/tasks/${task43}`)).getByText("doesn't exist, or isn't shared").waitFor();
    assert.equal((await fetch(`${url}/api/tasks/${task42}`)).status, 401);
    for (const { close } of [ada, bob, grace]) await close();
  });

  it('renews the URL before it expires, without reloading the frame', async () => {
    const { page, open, ask, close } = await visitAda();
    await page.clock.install();
    const replies: Array<number> = [];
    page.on('response', (reply) => {
      if (reply.url().endsWith(`/api/tasks/${task42}`)) replies.push(reply.status());
    });
    await open(`/tasks/${task42}`);
    const frame = await page.locator('#statement iframe').elementHandle();
    await page.clock.fastForward('04:40');
    await waitUntil('another URL', () => replies.length === 2);
    assert.deepEqual(replies, [200, 200]);
    await showsPdf(page);
    assert.ok(await frame?.evaluate((element) => element.isConnected));
    // The PDF's path is the same in every URL, so the page recognizes it.
    const grace = await visitGrace();
    const urls = await Promise.all(
      [ask, grace.ask].map(
        async (as) => new URL(JSON.parse((await as(`/api/tasks/${task42}`)).body).descriptionUrl),
      ),
    );
    assert.equal(urls[0]?.pathname, urls[1]?.pathname);
    assert.notEqual(urls[0]?.search, urls[1]?.search);
    for (const each of [{ close }, grace]) await each.close();
  });

  it("signs tokens for Lectern with a separate secret, and neither accepts the other's tokens", async () => {
    const { ask, cookie, close } = await visitAda();
    const me = (token: string) =>
      fetch(`${lecternUrl}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    const { body: token } = await ask('/api/lectern-token');
    assert.equal(((await (await me(token)).json()) as { name: string }).name, 'Ada');
    const refused = await me(await cookie());
    assert.equal(((await refused.json()) as { code: string }).code, 'token-signature');
    const reply = await fetch(`${url}/api/me`, { headers: { cookie: `session=${token}` } });
    assert.equal(reply.status, 401);
    await close();
  });

  it("shows Lectern's reader after its cron has run, and a second run changes nothing", async () => {
    const bob = await visitBob();
    const missing = { name: t('errors.not-found'), level: 1 };
    await (await bob.read(task43)).getByRole('heading', missing).waitFor();
    const [created, again] = await walk('Lectern decides too');
    assert.deepEqual(created?.split('\n'), [
      ...synced().slice(0, 1),
      'groups: 1 created, 0 changed, 0 unchanged',
      'members: 1 added, 0 changed, 0 removed',
      `contests: ${contests} created, 0 changed, 0 unchanged`,
      `participants: ${100 * contests} added, 0 changed, 0 removed`,
      `tasks of contests: ${tasks} added, 0 changed, 0 removed`,
    ]);
    assert.deepEqual(again?.split('\n'), synced());

    const reader = await bob.read(task43);
    await readerOf(reader).painted(1);
    await reader.getByRole('heading', { name: 'Task 43', level: 1 }).waitFor();
    await reader.getByText('Line 1 of this statement.').waitFor();
    assert.ok(reader.url().startsWith(`${lecternUrl}/embed/`), reader.url());
    const ada = await visitAda();
    await (await ada.read(task43)).getByRole('heading', missing).waitFor();
    for (const { close } of [ada, bob]) await close();
  });

  it('follows a contest that is moved and moved back, by its cron', async () => {
    const bob = await visitBob();
    const { page } = bob;
    const closed = { name: t('errors.not-open-yet'), level: 1 };
    await page.clock.install();
    await showsPdf(await bob.open(`/tasks/${task43}`));
    const [, moved] = await walk('A contest moves');
    assert.deepEqual(moved?.split('\n'), synced({ contest: 1, placed: 20 }));
    assert.deepEqual((await type('"$folder/judge" sync')).split('\n'), synced());
    // The open page asks again before its URL expires.
    await page.clock.fastForward('04:40');
    await page.getByText(/^This task opens in 2\d:\d\d:\d\d\.$/).waitFor();
    assert.equal(await page.locator('iframe').count(), 0);
    assert.equal((await bob.ask(`/api/tasks/${task43}`)).status, 403);
    await (await bob.read(task43)).getByRole('heading', closed).waitFor();

    const [, back] = await walk('And back');
    assert.deepEqual(back?.split('\n'), synced({ contest: 1, placed: 20 }));
    assert.deepEqual((await type('"$folder/judge" sync')).split('\n'), synced());
    await showsPdf(await bob.open(`/tasks/${task43}`));
    await readerOf(await bob.read(task43)).painted(1);
    await bob.close();
  });

  it('refuses the next request of a participant who left the contest', async () => {
    const bob = await visitBob();
    await showsPdf(await bob.open(`/tasks/${task43}`));
    const [, changed] = await walk('Somebody leaves a contest');
    assert.deepEqual(changed?.split('\n'), synced({ removed: 1 }));
    assert.equal((await bob.ask(`/api/tasks/${task43}`)).status, 404);
    await (await bob.open(`/tasks/${task43}`)).getByText("doesn't exist, or isn't shared").waitFor();
    const missing = { name: t('errors.not-found'), level: 1 };
    await (await bob.read(task43)).getByRole('heading', missing).waitFor();
    await bob.close();
  });

  it('shows the PDF of a new task, that another has none yet, and why one was refused', async () => {
    const grace = await visitGrace();
    const [withPdf, without] = (await walk('A new task')).slice(-2).map((printed) => JSON.parse(printed).id);
    await (await grace.open(`/tasks/${without}`)).getByText('no PDF yet').waitFor();
    await waitUntil(
      'the upload',
      async () => JSON.parse((await grace.ask(`/api/tasks/${withPdf}`)).body).upload === 'done',
    );
    await showsPdf(await grace.open(`/tasks/${withPdf}`));

    const { page } = grace;
    await grace.open('/');
    await page.getByLabel('Title').fill('Broken');
    await page.getByLabel('PDF').setInputFiles({
      ...{ name: 'broken.pdf', mimeType: 'application/pdf' },
      buffer: Buffer.from('not a PDF'.repeat(1000)),
    });
    await page.getByRole('button', { name: 'Create task' }).click();
    await page.getByRole('heading', { name: 'Broken' }).waitFor();
    await page.getByText('The PDF was refused (not-a-pdf)').waitFor();
    await grace.close();
  });

  it('works without Lectern, and catches up when Lectern is back', async () => {
    const ada = await visitAda();
    const printed = await walk('Lectern is down');
    const { descriptionUrl, retry } = JSON.parse(printed[1] as string);
    assert.deepEqual([descriptionUrl, retry], [null, true]);
    assert.equal(JSON.parse(printed[2] as string).upload, 'pending');
    const page = await ada.open(`/tasks/${task42}`);
    await page.getByText("can't be loaded right now").waitFor();
    await page.getByRole('heading', { name: 'Task 42' }).waitFor();

    await walk('Lectern is back');
    await page.getByRole('button', { name: 'Try again' }).click();
    await showsPdf(page);
    await ada.close();
  });

  it('is stopped after every command of the page was run', async () => {
    await walk('Stop');
    assert.equal(await leave(), 0);
    for (const port of [hostPort, judgePort, apiPort, filesPort]) assert.ok(await isFree(port), String(port));
    assert.deepEqual(left(), []);
  });

  it('passes gofmt, its own tests and go vet', async () => {
    await assertGoIsClean(judgeFolder);
    await go(judgeFolder, 'test', './...');
  });
});
