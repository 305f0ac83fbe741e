/**
 * What the control room of a contest with 5,000 people and 8 tasks costs, with a link to every task for everyone and half of them
 * downloaded: milliseconds of a page of `listContestPeople` and of other requests that wait for it, bytes of the whole list,
 * milliseconds of CPU of a first visit and of a minute of watching, for one viewer and for twenty. In Chromium, milliseconds until its table
 * and until everyone is there, and frames per second while it scrolls by so many pixels per second (60 at best).
 *
 *   npm run bench -- control-room
 *   npm run bench -- control-room --database postgres --people 1000 --json
 */
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { startChromium } from '../test/support/chromium.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { databaseNames, readDatabaseKinds, startDatabase } from './support/bench-database.ts';
import { openContestWorld } from './support/contest-world.ts';
import { cpuMs, median, startLectern, stop } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  database: { type: 'string', default: 'sqlite' },
  people: { type: 'string', default: '5000' },
  tasks: { type: 'string', default: '8' },
  viewers: { type: 'string', default: '1,20' },
});
const [people, tasks] = [Number(wanted.people), Number(wanted.tasks)];
/** Of the page of the web app: between two questions for changes, on average. */
const askedEveryMs = 7500;
const pageSize = 200;

/** Pixels per second: a slow wheel, a fast one, and a drag of the scroll bar. */
const speeds = [800, 3000, 10_000];

/** Runs in the page. */
const countFrames = `(() => {
  document.querySelector('table[aria-rowcount]').parentElement.scrollTo(0, 0);
  const times = [];
  const count = (now) => {
    times.push(now);
    if (window.lecternFrames === frames) requestAnimationFrame(count);
  };
  const frames = () => ((times.length - 1) * 1000) / (times.at(-1) - times[0]);
  window.lecternFrames = frames;
  requestAnimationFrame(count);
})()`;

type World = Awaited<ReturnType<typeof openContestWorld>>;

/** A link of everyone to every task; every second one was downloaded. */
async function read({ core, people: readers }: World, taskIds: ReadonlyArray<string>): Promise<void> {
  const nowMs = core.clock.nowMs();
  const versions = await core.database.kysely
    .selectFrom('documentVersions')
    .select(['id', 'taskId', 'objectKey'])
    .where('taskId', 'in', taskIds)
    .execute();
  const links = readers.slice(0, people).flatMap(({ id }, reader) =>
    versions.map(({ id: versionId, taskId, objectKey }, task) => ({
      ...{ issueId: `bench-${reader}-${task}`, principalId: id, taskId, versionId, objectKey },
      ...{ ground: 'contest' as const, disposition: 'inline' as const, issuer: null, apiKeyId: null },
      ...{ issuedAt: nowMs - 600_000, expiresAt: nowMs - 300_000 },
    })),
  );
  const putLinks = core.database.prepareInsert('issuedUrls', [
    ...(['issueId', 'principalId', 'taskId', 'versionId', 'objectKey', 'ground', 'disposition'] as const),
    ...(['issuer', 'apiKeyId', 'issuedAt', 'expiresAt'] as const),
  ]);
  await putLinks(links);
  const columns = ['issueId', 'requestId', 'at', 'requests', 'bytes', 'size', 'address'] as const;
  await core.database.prepareInsert(
    'downloads',
    columns,
  )(
    links
      .filter((_, at) => at % 2 === 0)
      .map(({ issueId }) => ({
        ...{ issueId, requestId: issueId, at: nowMs - 590_000, requests: 1 },
        ...{ bytes: 1000, size: 1000, address: null },
      })),
  );
  // All of it is older than what a viewer asks for as changed.
  const hourAgo = nowMs - 3_600_000;
  await core.database.kysely.updateTable('contests').set({ updatedAt: hourAgo }).execute();
  await core.database.kysely.updateTable('contestTasks').set({ createdAt: hourAgo }).execute();
  await core.database.kysely.updateTable('contestParticipants').set({ changedAt: hourAgo }).execute();
  await sql`analyze`.execute(core.database.kysely);
}

/** The page of the control room in Chromium, cold. */
async function look(url: string, token: string): Promise<Record<string, string>> {
  await using browser = await startChromium();
  const extraHTTPHeaders = { authorization: `Bearer ${token}` };
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, extraHTTPHeaders });
  await page.addInitScript(() => localStorage.setItem('lectern-signed-in', 'yes'));
  const startedMs = performance.now();
  await page.goto(url);
  const table = page.locator('table[aria-rowcount]');
  await table.waitFor();
  const shown = performance.now() - startedMs;
  await table.and(page.locator(`[aria-rowcount="${people + 1}"]`)).waitFor();
  const values: Record<string, number> = { 'shown ms': shown, 'all ms': performance.now() - startedMs };
  await table.scrollIntoViewIfNeeded();
  const devTools = await page.context().newCDPSession(page);
  const { x = 0, y = 0, width = 0, height = 0 } = (await table.locator('xpath=..').boundingBox()) ?? {};
  for (const speed of speeds) {
    await page.evaluate(countFrames);
    const middle = { x: x + width / 2, y: y + height / 2 };
    const scroll = { ...middle, yDistance: -4 * speed, speed, gestureSourceType: 'mouse' as const };
    await devTools.send('Input.synthesizeScrollGesture', scroll);
    values[`${speed} px/s`] = await page.evaluate('lecternFrames()');
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toFixed(0)]));
}

exitOnSignals();
const looks: Array<Record<string, string>> = [];
const results: Array<Record<string, string>> = [];
for (const kind of readDatabaseKinds(wanted.database)) {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await startDatabase(kind));
  const settings = { ...database.settings, LECTERN_DATA_DIR: temporaryFolder() };
  const viewerCounts = wanted.viewers.split(',').map(Number);
  const world = await openContestWorld(settings, people + Math.max(...viewerCounts));
  const contest = await world.newContest(people, Buffer.from('%PDF-1.7\n%%EOF'), { tasks });
  await contest.startAt(Date.now() - 3_600_000);
  await read(world, contest.taskIds);
  const staff = world.people.slice(people);
  await world.core.contestPeople.putStaff(
    contest.contestId,
    staff.map(({ id }) => id),
  );
  for (const { id } of staff) await world.core.accounts.change(id, { role: 'teacher' });
  await world.close();
  const { server, url } = await startLectern(settings);
  stack.defer(() => stop(server));
  /** One page after another, as the web app reads them. */
  async function readAll(query: string, viewer = staff[0]) {
    const headers = { authorization: `Bearer ${viewer?.token}` };
    const ms: Array<number> = [];
    let [bytes, next, serverTime] = [0, '' as string | null, ''];
    while (next !== null) {
      const cursor = next && `&cursor=${encodeURIComponent(next)}`;
      const startedMs = performance.now();
      const path = `/api/v1/contests/${contest.contestId}/people?limit=${pageSize}${query}${cursor}`;
      const reply = await fetch(`${url}${path}`, { headers });
      const text = await reply.text();
      if (!reply.ok) throw new Error(text);
      ms.push(performance.now() - startedMs);
      bytes += text.length;
      const page = JSON.parse(text);
      [next, serverTime] = [page.nextCursor, serverTime || page.serverTime];
    }
    return { ms, bytes, serverTime };
  }

  /** What one in fifty replies that need no database takes longer than, while `during` runs. */
  async function waitOfOthers(during: () => Promise<unknown>): Promise<number> {
    const running = new AbortController();
    const waits: Array<number> = [];
    const asking = (async () => {
      while (!running.signal.aborted) {
        const startedMs = performance.now();
        await (await fetch(`${url}/healthz`)).text();
        waits.push(performance.now() - startedMs);
        await wait(1);
      }
    })();
    await during();
    running.abort();
    await asking;
    return waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.98)] as number;
  }

  const page = `${url}/manage/contests/${contest.contestId}`;
  looks.push({ '': databaseNames[kind], ...(await look(page, staff[0]?.token ?? '')) });
  const { ms, bytes, serverTime } = await readAll('');
  for (let round = 0; round < wanted.rounds; round += 1) ms.push(...(await readAll('')).ms);
  const blocked = await waitOfOthers(async () => {
    for (let round = 0; round < 5; round += 1) await readAll('');
  });
  const costOf = async (viewers: number, query: string) => {
    const before = cpuMs(server);
    await Promise.all(staff.slice(0, viewers).map((viewer) => readAll(query, viewer)));
    return cpuMs(server) - before;
  };
  for (const viewers of viewerCounts) {
    const since = `&changedSince=${encodeURIComponent(serverTime)}`;
    const perMinute = ((await costOf(viewers, since)) * 60_000) / askedEveryMs;
    const values = {
      'page ms': median(ms),
      slowest: Math.max(...ms),
      'others wait': blocked,
      KiB: bytes / 1024,
    };
    const costs = { 'first CPU ms': await costOf(viewers, ''), 'CPU ms/min': perMinute };
    const numbers = Object.entries({ ...values, ...costs }).map(([name, value]) => [name, value.toFixed(0)]);
    results.push({ '': `${databaseNames[kind]}, ${viewers}`, ...Object.fromEntries(numbers) });
  }
}
if (wanted.json) process.stdout.write(`${JSON.stringify({ people, tasks, results, looks })}\n`);
else {
  const line = tableOf(18, 13);
  for (const table of [results, looks]) {
    line(Object.keys(table[0] ?? {}));
    for (const row of table) line(Object.values(row));
  }
}
