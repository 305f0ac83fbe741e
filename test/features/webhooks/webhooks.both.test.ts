import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { insertRows } from '../../../src/database/insert-rows.ts';
import { participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import type { Host } from '../../../src/features/feature.ts';
import { claimMs, createDeliveryQueue, type Delivery } from '../../../src/features/webhooks/deliver.ts';
import { eventNames } from '../../../src/features/webhooks/event-types.ts';
import { webhooks } from '../../../src/features/webhooks/feature.ts';
import { ensureTriggers } from '../../../src/features/webhooks/triggers.ts';
import { createWebhookJobs } from '../../../src/features/webhooks/webhook-jobs.ts';
import { createWebhooks } from '../../../src/features/webhooks/webhooks.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { newId } from '../../../src/lib/ids.ts';
import { workQueueContract } from '../../contracts/work-queue-contract.ts';
import { assertProblem, openTestApp, type Send } from '../../support/app.ts';
import { featuresWith } from '../../support/features-with.ts';
import { dayMs, hourMs, minuteMs } from '../../support/settable-clock.ts';
import { testDatabaseOpener } from '../../support/test-database.ts';
import { upTo } from '../../support/up-to.ts';
import { type Answer, accepts, startReceiver } from './receiver.ts';

let host: Host | undefined;
const testApp = await openTestApp(
  { LECTERN_WEBHOOK_NETWORKS: '127.0.0.0/8' },
  featuresWith({
    async webhooks(opening) {
      host = opening;
      return (await webhooks.open?.(opening)) ?? {};
    },
  }),
);
const { core, clock, person, task, publish, program } = testApp;
const { kysely } = core.database;
assert.ok(host);
const openJobs = (opened: Host) => createWebhookJobs(opened, createWebhooks(opened));
const { run, work } = openJobs(host);
await ensureTriggers(core.database);
/** The oracle compares with the real time. The suite may have been loaded minutes before it runs. */
let startMs = Date.now();
const [admin, teacher] = [await person('admin'), await person('teacher')];
const receiver = await startReceiver();

const sweep = async (lease: string) =>
  work.sweeps?.find((each) => each.lease === lease)?.remove(clock.nowMs(), new AbortController().signal);

async function newWebhook(
  events: ReadonlyArray<string>,
  { send = admin.send, url = receiver.url }: { send?: Send; url?: string } = {},
) {
  const { status, body, text } = await send('POST /api/v1/webhooks', { url, events });
  assert.equal(status, 201, text);
  const path = `/api/v1/webhooks/${body.id}`;
  const read = async () => (await send(`GET ${path}`)).body;
  return { path, read, secret: body.secret as string, id: body.id as string };
}

/** A person who took part in a contest with a task. */
async function newContest() {
  const reader = await person();
  const own = await task(teacher);
  await publish(own, teacher);
  const contest = await testApp.contest(teacher, { participants: [reader], tasks: [own] });
  for (const [table, { id }] of [
    ['tasks', own],
    ['contests', contest],
  ] as const) {
    const externalId = `${table}-${reader.id}`;
    await sql`update ${sql.table(table)} set "externalId" = ${externalId} where id = ${id}`.execute(kysely);
  }
  return { reader, task: own, contest };
}

/** What the file server records when it has sent a PDF. */
async function download(issueId: string, requestId: string): Promise<void> {
  const row = { issueId, requestId, at: clock.nowMs(), requests: 1, bytes: 1, size: 1, address: null };
  await kysely.insertInto('downloads').values(row).execute();
}

const startAnew = async () => {
  // The signing keys stay: the process remembers which it has seen.
  for (const table of ['webhookEndpoints', 'webhookEvents', 'webhookOutbox'] as const) {
    await kysely.deleteFrom(table).execute();
  }
  startMs = Date.now();
  clock.set(startMs);
  receiver.state.answer = accepts;
  receiver.take();
};

describe('a webhook', () => {
  beforeEach(startAnew);

  it('gets every event with ids only, in the form of Standard Webhooks', async () => {
    const { secret } = await newWebhook(eventNames);
    await run(); // remembers the signing key
    const { reader, task: own, contest } = await newContest();
    await run();
    receiver.take();
    const ids = {
      taskId: own.id,
      taskExternalId: `tasks-${reader.id}`,
      contestId: contest.id,
      contestExternalId: `contests-${reader.id}`,
      userId: reader.id,
      userExternalId: null,
    };
    const pick = (...names: ReadonlyArray<keyof typeof ids>) =>
      Object.fromEntries(names.map((name) => [name, ids[name]]));
    const noKey = { apiKeyId: null };
    const noTask = { taskId: null, taskExternalId: null };
    const noPerson = { userId: null, userExternalId: null };

    async function told(type: string, change: () => Promise<unknown>) {
      await change();
      await run();
      const all = receiver.take();
      for (const { text, headers } of all) {
        assert.doesNotThrow(() => new Webhook(secret).verify(text, headers as Record<string, string>));
        for (const hidden of ['http', '@', 'Example task', reader.name])
          assert.ok(!text.includes(hidden), text);
      }
      return all.flatMap(({ body }) => (body.type === type ? [body.data] : []));
    }

    assert.deepEqual(await told('document.changed', () => publish(own, teacher)), [
      pick('taskId', 'taskExternalId'),
    ]);
    const changeContest = () => core.contests.change(contest.id, { name: 'Renamed' });
    assert.deepEqual(await told('contest.changed', changeContest), [pick('contestId', 'contestExternalId')]);
    let noticeId = '';
    const notice = async () => {
      const path = `PUT /api/v1/contests/${contest.id}/notices/ext:n-7`;
      noticeId = (await teacher.send(path, { texts: { en: 'Lunch' } })).body.noticeId;
    };
    assert.deepEqual(await told('notice.published', notice), [
      { noticeId, noticeExternalId: 'n-7', ...pick('contestId', 'contestExternalId'), ...noTask },
    ]);

    let url = '';
    const open = async () => {
      url = (await reader.send(`GET /api/v1/tasks/${own.id}`)).body.descriptionPdfUrl;
      const issueId = new URL(url).searchParams.get('issue') ?? '';
      for (const requestId of ['one', 'two']) await download(issueId, requestId);
    };
    const opening = pick('userId', 'userExternalId', 'taskId', 'taskExternalId');
    assert.deepEqual(await told('document.opened', open), [opening]);
    clock.advance(10 * minuteMs);
    assert.deepEqual(await told('document.opened', open), []);
    clock.set(startMs);

    const trace = () => admin.send('POST /api/v1/issued-urls/trace', { url });
    const issueId = new URL(url).searchParams.get('issue');
    // On the command line too.
    for (const each of [trace, () => core.trace(url)]) {
      assert.deepEqual(await told('issue.traced', each), [{ issueId, ...opening }]);
    }
    assert.deepEqual(
      await told('issue.traced', () =>
        teacher.send('POST /api/v1/issued-urls/trace', { url: 'https://other.example/' }),
      ),
      [],
    );
    const leave = () => core.revocations.change(participantRemoval(contest.id, reader.id));
    assert.deepEqual(await told('access.ended', leave), [
      { ...pick('userId', 'userExternalId'), ...noTask, ...noKey },
    ]);
    const hide = () => core.tasks.remove(own.id);
    assert.deepEqual(await told('access.ended', hide), [
      { ...noPerson, ...pick('taskId', 'taskExternalId'), ...noKey },
    ]);
    const judge = await program();
    const revoke = () => admin.send(`DELETE /api/v1/api-keys/${judge.id}`);
    assert.deepEqual(await told('access.ended', revoke), [{ ...noPerson, ...noTask, apiKeyId: judge.id }]);
    const rotate = () => admin.send('POST /api/v1/signing-keys');
    const [{ keyId } = {}] = await told('key.rotated', rotate);
    assert.equal(keyId, core.keys.ring()[0].id);
  });

  it('gets only events that it wants, and makes no rows for others', async () => {
    await newWebhook(['key.rotated']);
    await newContest();
    assert.deepEqual(await kysely.selectFrom('webhookOutbox').selectAll().execute(), []);
    await kysely.deleteFrom('webhookEndpoints').execute();
    await newContest();
    assert.deepEqual(await kysely.selectFrom('webhookOutbox').selectAll().execute(), []);
  });

  it('gets nothing of a dry run', async () => {
    const { contest } = await newContest();
    await newWebhook(eventNames);
    assert.equal((await teacher.send(`DELETE /api/v1/contests/${contest.id}?dryRun=true`)).status, 200);
    await run();
    assert.deepEqual(receiver.take(), []);
    assert.equal((await teacher.send(`DELETE /api/v1/contests/${contest.id}`)).status, 204);
    await run();
    assert.equal(receiver.take().filter(({ body }) => body.type === 'contest.changed').length, 1);
  });

  it('signs with both secrets for a day after a new one', async () => {
    const { path, secret: before } = await newWebhook(['key.rotated']);
    const { body } = await admin.send(`POST ${path}/secret`);
    assert.equal(body.previousUntil, isoTime(startMs + dayMs));
    const verifies = ({ headers, text }: { headers: object; text: string }, secret: string) => {
      try {
        return new Webhook(secret).verify(text, headers as Record<string, string>) !== undefined;
      } catch {
        return false;
      }
    };
    await admin.send(`POST ${path}/test`);
    const request = receiver.takeOne();
    assert.deepEqual(
      [before, body.secret].map((secret) => verifies(request, secret)),
      [true, true],
    );
    clock.advance(dayMs);
    await admin.send(`POST ${path}/test`);
    const { headers } = receiver.takeOne();
    assert.equal(String(headers['webhook-signature']).split(' ').length, 1);
  });

  it('stores secrets sealed, and shows them once', async () => {
    const { path, secret } = await newWebhook(['key.rotated']);
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const stored = await kysely.selectFrom('webhookEndpoints').selectAll().executeTakeFirstOrThrow();
    assert.ok(!JSON.stringify(stored).includes(secret.slice(6)));
    for (const route of [`GET ${path}`, 'GET /api/v1/webhooks']) {
      assert.ok(!(await admin.send(route)).text.includes('whsec_'));
    }
  });
});

const failures: ReadonlyArray<readonly [what: string, answer: Answer, failure: RegExp]> = [
  ['replies 500', (response) => void response.writeHead(500).end('no'), /^replied 500$/],
  [
    'redirects',
    (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    /^replied 302$/,
  ],
  ['sends garbage', (response) => void response.socket?.end('garbage\r\n\r\n'), /Parse Error/],
  [
    'sends endless headers',
    (response) => void response.writeHead(200, { filler: 'x'.repeat(100_000) }).end(),
    /Header overflow/,
  ],
  ['hangs up', (response) => void response.socket?.destroy(), /socket hang up|ECONNRESET/],
];

describe('a receiver', () => {
  beforeEach(startAnew);

  for (const [what, answer, failure] of failures) {
    it(`that ${what} is called again, with the same id`, async () => {
      const { read } = await newWebhook(['contest.changed']);
      const { contest } = await newContest();
      receiver.state.answer = answer;
      await run();
      const first = receiver.takeOne();
      assert.equal(first.body.data['contestId'], contest.id);
      assert.match((await read()).lastFailure, failure);
      assert.equal((await read()).failingSince, isoTime(startMs));
      receiver.state.answer = accepts;
      await run();
      assert.deepEqual(receiver.take(), []);
      clock.advance(6000);
      await run();
      const second = receiver.takeOne();
      assert.equal(second.headers['webhook-id'], first.headers['webhook-id']);
      assert.notEqual(second.headers['webhook-timestamp'], first.headers['webhook-timestamp']);
      const { failingSince, lastFailure } = await read();
      assert.deepEqual({ failingSince, lastFailure }, { failingSince: null, lastFailure: null });
    });
  }

  it('that never answers is given up after five seconds, and delays no other', async () => {
    const silent = await startReceiver();
    silent.state.answer = () => {};
    const { read } = await newWebhook(['contest.changed'], { url: silent.url });
    await newWebhook(['contest.changed']);
    await newContest();
    const next = receiver.next();
    const sending = run();
    await next;
    assert.equal((await read()).lastFailure, null); // still waits
    await sending;
    assert.match((await read()).lastFailure, /5000 ms/);
  });

  it('that is dead for a day is paused, which it says; resumed, it gets what it missed', async () => {
    const { path, read, id } = await newWebhook(['contest.changed']);
    const { contest } = await newContest();
    await receiver.stop();
    const bound = upTo(20);
    while (bound() && (await read()).pausedAt === null) {
      await run();
      clock.advance(5 * hourMs);
    }
    const { pauseReason, failingSince, lastFailure } = await read();
    assert.deepEqual(
      { pauseReason, failingSince },
      { pauseReason: 'failing', failingSince: isoTime(startMs) },
    );
    assert.match(lastFailure, /ECONNREFUSED/);
    assert.ok(testApp.logged.some((line) => line.includes('a webhook was paused') && line.includes(id)));

    await core.contests.change(contest.id, { name: 'While it was paused' });
    await receiver.restart();
    await run();
    assert.deepEqual(receiver.take(), []);
    assert.equal((await admin.send(`PATCH ${path}`, { paused: false })).body.pausedAt, null);
    await run();
    assert.equal(receiver.take().length, 1);
    const replay = await admin.send(`POST ${path}/replay?since=2020-01-01T00:00:00.000Z`);
    assert.deepEqual(replay.body, { events: 2 });
    await run();
    assert.equal(receiver.take().length, 2);
  });

  it('is not called without its secret, which keeps no other from being called', async () => {
    const { id, read } = await newWebhook(['contest.changed']);
    await newWebhook(['contest.changed']);
    await kysely.updateTable('webhookEndpoints').set({ secret: 'v1.other' }).where('id', '=', id).execute();
    await newContest();
    await run();
    assert.equal(receiver.take().length, 1);
    assert.match((await read()).lastFailure, /Set LECTERN_AUTH_SECRET/);
  });

  it('that replies 410 is paused at once', async () => {
    const { read } = await newWebhook(['contest.changed']);
    await newContest();
    receiver.state.answer = (response) => void response.writeHead(410).end();
    await run();
    assert.equal((await read()).pauseReason, 'gone');
  });

  it('that fails gets one request at a time', async () => {
    await newWebhook(['contest.changed']);
    for (const _ of [1, 2, 3]) await newContest();
    receiver.state.answer = (response) => void response.writeHead(503).end();
    await run();
    const begun = receiver.take().length;
    clock.advance(6000);
    await run();
    assert.ok(begun >= 1);
    assert.equal(receiver.take().length, 1);
  });

  it('can be tried, also while it is paused', async () => {
    const { path, id } = await newWebhook(['contest.changed']);
    assert.equal((await admin.send(`PATCH ${path}`, { paused: true })).body.pauseReason, 'asked');
    const test = await admin.send(`POST ${path}/test`);
    assert.deepEqual(test.body, { delivered: true, status: 204, failure: null });
    const { type, data } = receiver.takeOne().body;
    assert.deepEqual({ type, data }, { type: 'webhook.test', data: { webhookId: id } });
    receiver.state.answer = (response) => void response.writeHead(404).end();
    const refused = await admin.send(`POST ${path}/test`);
    assert.deepEqual(refused.body, { delivered: false, status: 404, failure: 'replied 404' });
  });
});

describe('the deliveries of a webhook', () => {
  beforeEach(startAnew);

  it('show what arrived, what waits and what failed, newest first on pages, and are sent again one by one', async () => {
    const { path, read } = await newWebhook(['contest.changed']);
    const deliveries = async (query = '') => (await admin.send(`GET ${path}/deliveries${query}`)).body;
    assert.deepEqual(await deliveries(), { items: [], nextCursor: null });
    assert.equal((await read()).lastDeliveredAt, null);
    const { contest } = await newContest();
    await run();
    const [first] = (await deliveries()).items;
    const { headers } = receiver.takeOne();
    assert.deepEqual(first, {
      ...{ eventId: headers['webhook-id'], type: 'contest.changed', happenedAt: first.happenedAt },
      ...{ state: 'delivered', failedAttempts: 0, failure: null },
      ...{ lastAttemptAt: isoTime(startMs), nextAttemptAt: null },
    });
    assert.equal((await read()).lastDeliveredAt, isoTime(startMs));

    receiver.state.answer = (response) => void response.writeHead(500).end();
    await core.contests.change(contest.id, { name: 'Again' });
    await run();
    const page = await deliveries('?limit=1');
    const [{ eventId, nextAttemptAt, ...second }] = page.items;
    assert.partialDeepStrictEqual(second, { state: 'waiting', failedAttempts: 1, failure: 'replied 500' });
    assert.ok(Date.parse(nextAttemptAt) >= startMs + 5000);
    assert.deepEqual((await deliveries(`?limit=1&cursor=${page.nextCursor}`)).items, [first]);
    const bound = upTo(20);
    while (bound() && (await deliveries()).items[0].state === 'waiting') {
      clock.advance(11 * hourMs);
      await admin.send(`PATCH ${path}`, { paused: false });
      await run();
    }
    assert.equal((await deliveries()).items[0].state, 'failed');

    receiver.take();
    receiver.state.answer = accepts;
    assert.deepEqual((await admin.send(`POST ${path}/replay?eventId=${eventId}`)).body, { events: 1 });
    await run();
    assert.equal(receiver.takeOne().headers['webhook-id'], eventId);
    assert.equal((await deliveries()).items[0].state, 'delivered');
    assertProblem(await admin.send(`POST ${path}/replay?eventId=${newId()}`), 404, 'not-found');
    for (const query of ['', `?eventId=${eventId}&since=2030-01-01T00:00:00Z`]) {
      assertProblem(await admin.send(`POST ${path}/replay${query}`), 400, 'request-invalid');
    }
  });
});

describe('webhooks', () => {
  beforeEach(startAnew);

  it('belong to the key that made them, need its scopes, and end with it', async () => {
    const [judge, other] = [await program(['sync', 'read']), await program(['sync', 'read'])];
    const { path } = await newWebhook(['contest.changed'], { send: judge.send });
    assertProblem(await other.send(`GET ${path}`), 404, 'not-found');
    assert.equal((await judge.send('GET /api/v1/webhooks')).body.items.length, 1);
    assert.equal((await other.send('GET /api/v1/webhooks')).body.items.length, 0);
    const wanted = { url: receiver.url, events: ['contest.changed'] };
    for (const scopes of [['sync'], ['read', 'grant']] as const) {
      const refused = await (await program(scopes)).send('POST /api/v1/webhooks', wanted);
      assertProblem(refused, 403, 'insufficient-scope');
    }
    assertProblem(await teacher.send('POST /api/v1/webhooks', wanted), 403, 'forbidden');

    await admin.send(`DELETE /api/v1/api-keys/${judge.id}`);
    await newContest();
    await run();
    assert.deepEqual(receiver.take(), []);
    assertProblem(await admin.send(`GET ${path}`), 404, 'not-found');
    await sweep('prune-webhook-endpoints');
    assert.deepEqual(await kysely.selectFrom('webhookEndpoints').select('id').execute(), []);
  });

  it('are at most twenty, on pages', async () => {
    for (const _ of Array(20)) await newWebhook(['contest.changed']);
    const wanted = { url: receiver.url, events: ['contest.changed'] };
    const { body } = await admin.send('POST /api/v1/webhooks', wanted);
    assert.equal(body.reason, 'too-many-webhooks');
    const first = (await admin.send('GET /api/v1/webhooks?limit=15')).body;
    const rest = (await admin.send(`GET /api/v1/webhooks?limit=15&cursor=${first.nextCursor}`)).body;
    assert.deepEqual([first.items.length, rest.items.length, rest.nextCursor], [15, 5, null]);
  });

  it('forget what names a person whose account is deleted, and old events', async () => {
    await newWebhook(['access.ended', 'contest.changed']);
    await receiver.stop();
    const { reader, contest } = await newContest();
    await core.revocations.change(participantRemoval(contest.id, reader.id));
    await run();
    const body = `%"userId":"${reader.id}"%`;
    const named = () => kysely.selectFrom('webhookEvents').select('id').where('body', 'like', body).execute();
    assert.equal((await named()).length, 1);
    assert.equal((await admin.send(`DELETE /api/v1/accounts/${reader.id}`)).status, 200);
    await run();
    assert.deepEqual(await named(), []);
    const deliveries = () => kysely.selectFrom('webhookDeliveries').select('id').execute();
    assert.notDeepEqual(await deliveries(), []);
    clock.set(Date.now() + 8 * dayMs);
    await sweep('prune-webhooks');
    assert.deepEqual(await deliveries(), []);
    await receiver.restart();
  });

  it('are sent once by several instances', async () => {
    assert.ok(host);
    const another = openJobs(host);
    await newWebhook(['contest.changed']);
    for (const _ of [1, 2, 3, 4]) await newContest();
    await Promise.all([run(), another.run(), run(), another.run()]);
    await Promise.all([run(), another.run(), run(), another.run()]);
    const ids = receiver.take().map(({ headers }) => headers['webhook-id']);
    assert.equal(new Set(ids).size, 4);
    assert.equal(ids.length, 4);
  });
});

describe('a delivery', () => {
  beforeEach(startAnew);

  workQueueContract<Delivery>({ claimMs, newDatabase: testDatabaseOpener }, (database, clock) => {
    const queue = createDeliveryQueue({ database, clock });
    const endpointId = 'endpoint';
    return {
      async add() {
        const [id, eventId] = [newId(), newId()];
        const endpoint = {
          id: endpointId,
          url: receiver.url,
          events: ' key.rotated ',
          secret: '',
          createdAt: 0,
        };
        await insertRows(database.kysely, 'webhookEndpoints', [endpoint], { ifThere: 'keep' });
        const event = { id: eventId, at: 0, type: 'key.rotated', body: '{}' };
        await insertRows(database.kysely, 'webhookEvents', [event]);
        const delivery = { id, eventId, endpointId, attempts: 0, dueAt: clock.nowMs() };
        await insertRows(database.kysely, 'webhookDeliveries', [delivery]);
        return id;
      },
      claim: async (id) => (await queue.claim([id]))[0],
      async fail(claim) {
        const change = { attempts: claim.attempts + 1, dueAt: clock.nowMs() };
        await queue.release(database.kysely, claim, change);
      },
      failures: ({ attempts }) => attempts,
      end: async (claim) => void (await queue.release(database.kysely, claim, { dueAt: null })),
    };
  });
});
