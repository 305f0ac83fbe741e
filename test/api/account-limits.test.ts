import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, mock } from 'node:test';
import { insertPeople } from '../../bench/support/people.ts';
import { createAccountLimits } from '../../src/domain/accounts/account-limits.ts';
import { inThisProcess } from '../../src/domain/accounts/failure-count.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../support/app.ts';
import { contestTaskDraft } from '../support/drafts.ts';
import { hourMs } from '../support/settable-clock.ts';
import { sized } from '../support/test-size.ts';

/** The defaults for fresh URLs and work, and a low limit of uploads. */
const settings = {
  LECTERN_FRESH_URLS_PER_MINUTE: '120',
  LECTERN_UPLOADS_PER_MINUTE: '2',
  LECTERN_WORK_MS_PER_MINUTE: '6000',
};
const {
  core,
  clock,
  person,
  task,
  publish,
  group: newGroup,
  contest: newContest,
} = await openTestApp(settings);
const { contestTasks, contestPeople } = core;

const longestWaitSeconds = 5 * 60;

function assertLimited(reply: Reply | undefined): void {
  assert.ok(reply);
  assertProblem(reply, 429, 'rate-limited');
  const seconds = Number(reply.headers['retry-after']);
  assert.equal(seconds, reply.body.retryAfterSeconds);
  assert.ok(seconds >= 1 && seconds <= longestWaitSeconds, String(seconds));
}

async function recordsOf({ id }: { id: string }): Promise<number> {
  const spans = await core.issuedUrls.counts({ userId: id }, 60_000);
  return spans.reduce((sum, { urls }) => sum + urls, 0);
}

/** Tasks with a PDF that everyone with an account may read. */
async function openTasks(count: number) {
  const teacher = await person('teacher');
  const ids: Array<string> = [];
  while (ids.length < count) {
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: 0 });
    await publish(given, teacher);
    ids.push(given.id);
  }
  return { teacher, ids };
}

/** Sends the same request `count` times, ten at a time. */
async function flood(count: number, send: () => Promise<Reply>): Promise<ReadonlyArray<Reply>> {
  const replies: Array<Reply> = [];
  while (replies.length < count) replies.push(...(await Promise.all(Array.from({ length: 10 }, send))));
  return replies;
}

const passed = (replies: ReadonlyArray<Reply>) => replies.filter(({ status }) => status < 300).length;

describe('fresh URLs', () => {
  it('are limited to 600 per account in five minutes, whatever the route, and only issued URLs are recorded', async () => {
    const { ids } = await openTasks(1);
    const student = await person();
    const address = `/api/v1/tasks/${ids[0]}`;
    const replies = await flood(sized(700, 20_000), () => student.send(`POST ${address}/description-url`));
    assert.equal(passed(replies), 600);
    assert.equal(await recordsOf(student), 600);
    assertLimited(replies.at(-1));
    assert.equal((await student.send(`GET ${address}`)).status, 200, 'a stable URL does not count as fresh');
    assert.equal((await (await person()).send(`POST ${address}/description-url`)).status, 200);
  });

  it('are counted per task in a batch, so six batches of a hundred pass', async () => {
    const { ids } = await openTasks(100);
    const student = await person();
    const batch = () => student.send('POST /api/v1/description-urls', { taskIds: ids });
    for (let time = 0; time < 6; time += 1) assert.equal((await batch()).status, 200);
    assertLimited(await batch());
    assertLimited(await student.send(`POST /api/v1/tasks/${ids[0]}/description-url`));
    assert.equal(await recordsOf(student), 600);
  });

  it('are refused to no student of a class when its contest starts', async () => {
    const { teacher, ids } = await openTasks(8);
    const startsAt = clock.nowMs() + hourMs;
    const students: Array<Person> = [];
    while (students.length < sized(8, 30)) students.push(await person());
    const groups = [await newGroup(teacher, { members: students })];
    const contest = await newContest(teacher, { startsAt, groups, tasks: ids.map((id) => ({ id })) });
    clock.set(startsAt);
    const statuses = await Promise.all(
      students.map(async ({ send }) => {
        const replies = [await send(`GET /api/v1/contests/${contest.id}/tasks`)];
        // Each student opens everything three times.
        for (let time = 0; time < 3; time += 1) {
          replies.push(await send('POST /api/v1/description-urls', { taskIds: ids }));
          for (const id of ids) {
            replies.push(await send(`GET /api/v1/tasks/${id}`));
            replies.push(await send(`POST /api/v1/tasks/${id}/description-url`));
          }
        }
        return replies.map(({ status }) => status);
      }),
    );
    assert.deepEqual(new Set(statuses.flat()), new Set([200]));
  });
});

describe('announced uploads', () => {
  it('are limited by the setting over five minutes, including cancelled ones', async () => {
    const teacher = await person('teacher');
    const { id } = await task(teacher);
    const body = { language: 'en', fileName: 'task.pdf', size: 100, sha256: '0'.repeat(64) };
    const replies = await flood(sized(60, 1000), async () => {
      const reply = await teacher.send(`POST /api/v1/tasks/${id}/documents`, body);
      const { versionId } = reply.body;
      if (versionId) await teacher.send(`POST /api/v1/tasks/${id}/documents/${versionId}/cancel`);
      return reply;
    });
    assert.equal(passed(replies), 5 * 2);
    assertLimited(replies.at(-1));
  });
});

describe('expensive requests', () => {
  it('share 600 points per account in five minutes: a CSV costs ten, a page of the list none', async () => {
    const admin = await person('admin');
    const csv = () => admin.send('GET /api/v1/issued-urls?format=csv&taskId=ext:none');
    assert.equal(passed(await flood(60, csv)), 60);
    assertLimited(await csv());
    assert.equal((await admin.send('GET /api/v1/issued-urls?taskId=ext:none')).status, 200);
    assertLimited(await admin.send('POST /api/v1/groups', { name: 'One more' }));
  });

  it('cost five points for a pre-flight, and one for a new task, group or contest', async () => {
    const teacher = await person('teacher');
    const contest = await newContest(teacher, { startsAt: clock.nowMs() + hourMs });
    const preflight = () => teacher.send(`GET /api/v1/contests/${contest.id}/preflight`);
    assert.equal(passed(await flood(100, preflight)), 100);
    const replies = await flood(sized(130, 1000), () =>
      teacher.send('POST /api/v1/tasks', { title: 'More' }),
    );
    assert.equal(passed(replies), 100);
    assertLimited(await preflight());
  });

  it('cost a dry run a point for each 25,000 pairs of a person and a task, beyond the first', async () => {
    const admin = await person('admin');
    const contest = await newContest(admin);
    const people = (await insertPeople(core, 1000)).map(({ id }) => id);
    await contestPeople.putParticipants(contest, people, { delaySeconds: 0, extraSeconds: 0 });
    for (let at = 0; at < 50; at += 1) {
      const { id: taskId } = await task(admin);
      await contestTasks.put(contest, contestTaskDraft({ taskId, label: String(at) }));
    }
    const csv = () => admin.send('GET /api/v1/issued-urls?format=csv&taskId=ext:none');
    const dryRun = () => admin.send(`DELETE /api/v1/contests/${contest.id}?dryRun=true`);
    assert.equal(passed(await flood(50, csv)), 50);
    for (let time = 0; time < 9; time += 1) assert.equal((await csv()).status, 200);
    for (let time = 0; time < 3; time += 1) {
      const { body, text } = await dryRun();
      assert.equal(body.losesAccess?.count, 1000, text);
    }
    assertLimited(await dryRun());
  });

  it('cost nothing when they are refused for another reason', async () => {
    const [teacher, student] = [await person('teacher'), await person()];
    for (const [who, body] of [
      [teacher, {}],
      [student, { title: 'Not for me' }],
    ] as const) {
      const replies = await flood(700, () => who.send('POST /api/v1/tasks', body));
      assert.ok(replies.every(({ status }) => status === 400 || status === 403));
    }
    assert.equal((await teacher.send('POST /api/v1/tasks', { title: 'Mine' })).status, 201);
  });
});

describe('requests that reveal whether someone has an account', async () => {
  const teacher = await person('teacher');
  const contest = `/api/v1/contests/${(await newContest(teacher)).id}`;
  const group = `/api/v1/groups/${(await newGroup(teacher)).id}`;
  const given = `/api/v1/tasks/${(await task(teacher)).id}`;
  const email = 'nobody@example.org';

  /** All routes that reveal it, each about one person. */
  const questions: ReadonlyArray<[route: string, body?: unknown]> = [
    [`POST ${group}/members`, { emails: [email], role: 'member' }],
    [`POST ${contest}/participants`, { emails: [email] }],
    [`POST ${contest}/staff`, { emails: [email] }],
    [`POST ${given}/staff`, { emails: [email], role: 'reader' }],
    ...[`email=${email}`, 'userId=ext:nobody', 'userId=ext:1'].flatMap(
      (who): ReadonlyArray<[string]> => [[`GET ${given}/access?${who}`], [`GET ${contest}/preview?${who}`]],
    ),
  ];
  const list = (length: number) => ({ emails: Array.from({ length }, (_, at) => `${at}@example.org`) });

  it('are limited to a thousand per account in five minutes, across all routes', async () => {
    const [firstList, secondList] = [`POST ${contest}/staff`, `POST ${contest}/participants`];
    assert.equal((await teacher.send(firstList, list(500))).status, 200);
    assert.equal((await teacher.send(secondList, list(500 - questions.length))).status, 200);
    for (const [route, body] of questions) {
      assert.notEqual((await teacher.send(route, body)).status, 429, route);
    }
    for (const [route, body] of questions) assertLimited(await teacher.send(route, body));
    assertLimited(await teacher.send(firstList, list(500)));
  });
});

describe('Retry-After of a limit', () => {
  it('is the first second at which the same request is accepted', async (test) => {
    mock.timers.enable({ apis: ['Date', 'setTimeout'] });
    test.after(() => mock.timers.reset());
    const limits = createAccountLimits({ freshUrlsPerMinute: 20, uploadsPerMinute: 1, workPerMinute: 1 });
    const take = () => limits.take('fresh-urls', 'someone', 100);
    await take();
    mock.timers.tick(70_500);
    await assert.rejects(take(), { code: 'rate-limited', facts: { retryAfterSeconds: 230 } });
    mock.timers.tick(229_000);
    await assert.rejects(take(), { code: 'rate-limited' });
    mock.timers.tick(1000);
    await take();
  });
});

describe('the limits in docs/limits.md', () => {
  it('are those of a person and of an API key', () => {
    const manual = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
    const rows = manual.matchAll(/^\| ([^|]+?) +\| ([\d,]*) +\| ([\d,]+) +\| ([^|]*?) +\|$/gm);
    const documented = [...rows].map(([, what, ...cells]) => [what, ...cells.slice(0, 2)]);
    const counted = new Map<string, number>();
    createAccountLimits({
      freshUrlsPerMinute: core.config.freshUrlsPerMinute,
      uploadsPerMinute: 60,
      workPerMinute: 6000,
      openLimiter(options) {
        assert.equal(options.duration, longestWaitSeconds);
        counted.set(String(options.keyPrefix).replace('lectern:account:', ''), Number(options.points));
        return inThisProcess(options);
      },
    });
    const told = (what: string) => (counted.get(what) ?? 0).toLocaleString('en');
    const both = (what: string) => [told(what), told(`program:${what}`)];
    assert.deepEqual(documented, [
      ['milliseconds of work for pages and changes', ...both('everyday')],
      ['milliseconds of work for what costs 50 ms or more', ...both('costly')],
      ['fresh URLs; a batch counts its tasks', ...both('fresh-urls')],
      ['URLs for named readers (`createGrantedUrls`)', '', told('program:granted-urls')],
      ['announced uploads', ...both('uploads')],
      ['addresses of people to add or to look up', ...both('look-ups')],
    ]);
  });
});
