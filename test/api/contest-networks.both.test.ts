import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openBooklets } from '../../src/features/booklets/parts.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { createSealedContest } from '../support/sealed-contest.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';

const app = await openTestApp({ LECTERN_TRUSTED_PROXIES: '127.0.0.1' });
const { core, clock, person, program, task, publish } = app;
const [teacher, admin] = [await person('teacher'), await person('admin')];
const noonMs = clock.nowMs();
const [inside, outside] = ['192.0.2.7', '198.51.100.7'];
const lab = [
  { network: '192.0.2.0/24', room: 'Lab 1' },
  { network: '2001:db8:1::/64', room: null },
];

type Asker = Pick<Person, 'send'>;
const from = (address: string, { send }: Asker): Asker['send'] => {
  const headers = { 'x-forwarded-for': address };
  return (route, body) => send(route, body, headers);
};

/** A contest in the lab that began an hour ago, with a task and a participant. */
async function contestInLab(changes: object = {}) {
  const [{ id: taskId }, student] = [await task(teacher), await person()];
  await publish({ id: taskId }, teacher);
  const contest = await app.contest(teacher, {
    ...{ startsAt: noonMs - hourMs, endsAt: noonMs + hourMs, networks: JSON.stringify(lab), ...changes },
    ...{ participants: [student], tasks: [{ id: taskId }] },
  });
  return { contest, path: `/api/v1/contests/${contest.id}`, taskId, student };
}

/** The titles of a list, or the code of the error. */
async function listed(send: Asker['send'], path: string) {
  const { status, body } = await send(`GET ${path}`);
  return status === 200 ? body.items.map(({ taskId }: { taskId: string }) => taskId) : body.code;
}

describe('a contest with networks', () => {
  beforeEach(() => clock.set(noonMs));

  it('is open to participants in its networks only, however they ask', async () => {
    const { contest, path, taskId, student } = await contestInLab();
    const { booklets, bookletMaker } = openBooklets(core);
    const booklet = await booklets.request({
      ...{ owner: { kind: 'contest', id: contest.id }, language: 'en' },
      ...{ askedBy: teacher.id, oddPages: false, includesUpcoming: false, timeZone: 'UTC' },
    });
    await bookletMaker.make(booklet, new AbortController().signal);
    const { body: issued } = await from(inside, student)(`POST /api/v1/tasks/${taskId}/description-url`);
    const issueId = new URL(issued.descriptionPdfUrl).searchParams.get('issue');

    for (const [address, isInside] of [
      [inside, true],
      ['::ffff:192.0.2.7', true],
      ['2001:db8:1::99', true],
      [outside, false],
      ['2001:db8:1:1::99', false],
      // A participant's own claim does not count: the trusted proxy adds the last address.
      [`${inside}, ${outside}`, false],
    ] as const) {
      const send = from(address, student);
      for (const route of [
        `GET /api/v1/tasks/${taskId}`,
        `GET /api/v1/tasks/${taskId}/documents`,
        `GET /api/v1/tasks/${taskId}/changes`,
        `GET /api/v1/issued-urls/${issueId}/task`,
        `POST /api/v1/tasks/${taskId}/description-url`,
        `POST ${path}/booklet-url`,
      ]) {
        const reply = await send(route);
        if (isInside) assert.equal(reply.status, 200, `${route} from ${address}`);
        else assertProblem(reply, 403, 'wrong-place');
      }
      const seen = isInside ? [taskId] : [];
      assert.deepEqual(await listed(send, '/api/v1/tasks'), seen);
      assert.deepEqual(await listed(send, `/api/v1/tasks?contestId=${contest.id}`), seen);
      assert.deepEqual(await listed(send, `${path}/tasks`), seen);
      assert.equal((await send(`GET ${path}/booklets`)).body.items.length, isInside ? 1 : 0);
      const { body } = await send('POST /api/v1/description-urls', { taskIds: [taskId] });
      assert.equal(body.items[0].problem?.code, isInside ? undefined : 'wrong-place');
    }
  });

  it('tells a participant outside the address that it sees, and nothing of the task', async () => {
    const { taskId, student } = await contestInLab();
    const { body } = await from(outside, student)(`GET /api/v1/tasks/${taskId}`);
    const { requestId: _, ...problem } = body;
    assert.deepEqual(problem, {
      type: 'about:blank',
      title: 'The contest is not open at your address',
      status: 403,
      code: 'wrong-place',
      detail:
        'The contest is open in its networks only, and you come from 198.51.100.7. If you are where it takes place, tell its staff this address.',
      address: outside,
    });
  });

  it('shows participants whether they are inside, before it starts too, and its networks only to staff', async () => {
    const { path, student } = await contestInLab({ startsAt: noonMs + 1000, afterEnd: 'signed-in' });
    for (const [address, isInside] of [
      [inside, true],
      [outside, false],
    ] as const) {
      const { body } = await from(address, student)(`GET ${path}`);
      assert.deepEqual([body.networks, body.yourPlace], [null, { address, isInside }]);
      const { body: list } = await from(address, student)('GET /api/v1/contests');
      assert.deepEqual(list.items[0].yourPlace, { address, isInside });
    }
    for (const staff of [teacher, admin]) {
      const { body } = await from(outside, staff)(`GET ${path}`);
      assert.deepEqual([body.networks, body.yourPlace], [lab, null]);
    }
    clock.set(noonMs + 2 * hourMs);
    const { body } = await from(outside, await person())(`GET ${path}`);
    assert.deepEqual([body.networks, body.yourPlace], [null, null]);
  });

  it('binds no reader for whom a platform asks', async () => {
    const { taskId } = await contestInLab();
    const { key } = await program(['grant']);
    const granted = await app.send(
      'POST /api/v1/granted-urls',
      { items: [{ taskId, reader: { externalId: '7' } }] },
      { authorization: `Bearer ${key}`, 'x-forwarded-for': outside },
    );
    assert.equal(granted.body.items[0].problem, undefined);
  });

  it('lets sealed statements be fetched anywhere, and their key only inside', async () => {
    const sealed = await createSealedContest(app, teacher);
    const student = await person();
    await sealed.add();
    await sealed.join(student);
    await core.contests.change(sealed.contest.id, { networks: JSON.stringify(lab) });
    clock.set(sealed.prefetchFrom);
    await sealed.seal();
    const path = `/api/v1/contests/${sealed.contest.id}`;
    const fetched = await from(outside, student)(`POST ${path}/envelope-url`);
    assert.equal(fetched.status, 200, fetched.text);
    const { envelopeId } = fetched.body;
    clock.set(sealed.startsAt);
    const askKey = (address: string) => from(address, student)(`POST ${path}/envelope-key`, { envelopeId });
    assertProblem(await askKey(outside), 403, 'wrong-place');
    assert.equal((await askKey(inside)).status, 200);
  });

  it('explains and previews access at an address, and otherwise wherever people are', async () => {
    const { path, taskId, student } = await contestInLab();
    const since = `takes part in a contest with the task: open since ${isoTime(noonMs - hourMs)} until ${isoTime(noonMs + hourMs)}`;
    for (const [query, allowed, state, message] of [
      ['', true, 'open', `${since}, in the networks of the contest only`],
      [`&address=${inside}`, true, 'open', since],
      [`&address=${outside}`, false, 'elsewhere', `${since}, but not at this address`],
    ] as const) {
      const who = `userId=${student.id}${query}`;
      const { body } = await teacher.send(`GET /api/v1/tasks/${taskId}/access?${who}`);
      assert.deepEqual(
        [body.decision.allowed, body.decision.reason, body.grounds],
        [allowed, allowed ? null : 'wrong-place', [{ ...body.grounds[0], kind: 'contest', state, message }]],
      );
      const preview = await teacher.send(`GET ${path}/preview?${who}`);
      assert.equal(preview.body.tasks[0].decision.allowed, allowed);
    }
    const wrong = `userId=${student.id}&address=lab`;
    assertProblem(await teacher.send(`GET /api/v1/tasks/${taskId}/access?${wrong}`), 400, 'request-invalid');
  });

  it('is changed, copied and put with its networks, in canonical form', async () => {
    const { path } = await contestInLab();
    const networks = [{ network: '2001:0DB8::/32', room: ' Lab 2 ' }, { network: '192.0.2.9/32' }];
    const stored = [
      { network: '2001:db8::/32', room: 'Lab 2' },
      { network: '192.0.2.9', room: null },
    ];
    const { body: before } = await teacher.send(`GET ${path}`);
    const { status, body } = await teacher.send(`PATCH ${path}`, { networks }, { 'if-match': before.etag });
    assert.deepEqual([status, body.networks], [200, stored]);
    assert.notEqual(body.etag, before.etag);
    const copy = await teacher.send(`POST ${path}/copies`, { name: 'Again', startsAt: isoTime(noonMs) });
    assert.deepEqual(copy.body.networks, stored);
    const platform = await program(['sync']);
    const draft = { name: 'Finals', startsAt: isoTime(noonMs), networks };
    const put = await platform.send('PUT /api/v1/contests/ext:finals', draft);
    assert.deepEqual([put.status, put.body.networks], [201, stored]);
    const again = await platform.send('PUT /api/v1/contests/ext:finals', draft);
    assert.equal(again.body.outcome, 'unchanged');
    assert.equal((await teacher.send(`PATCH ${path}`, { networks: null })).body.networks, null);
  });

  for (const [networks, message] of [
    [[{ network: '192.0.2.7/24' }], /has bits after its prefix. Use 192\.0\.2\.0\/24/],
    [[{ network: '192.0.2.7' }, { network: '192.0.2.7/32' }], /has 192\.0\.2\.7 twice/],
    [[{ network: '192.0.2.7', room: 'a\nb' }], /one line/],
  ] as const) {
    it(`refuses ${JSON.stringify(networks).slice(0, 60)}`, async () => {
      const draft = { name: 'Finals', startsAt: isoTime(noonMs), networks };
      const reply = await teacher.send('POST /api/v1/contests', draft);
      assertProblem(reply, 400, 'request-invalid');
      assert.match(reply.body.detail, message);
    });
  }
});

const bound = await openTestApp({
  LECTERN_TRUSTED_PROXIES: '127.0.0.1',
  LECTERN_BIND_URLS: 'networks',
});
const owner = await bound.person('teacher');
const student = await bound.person();
const given = await bound.task(owner);
await bound.publish(given, owner);
const startsAt = bound.clock.nowMs() - hourMs;
const contest = await bound.contest(owner, {
  ...{ startsAt, endsAt: startsAt + 2 * hourMs, afterEnd: 'participants', networks: JSON.stringify(lab) },
  ...{ participants: [student], tasks: [{ id: given.id }] },
});

/** The parameter `for` of the URL that someone gets from an address. */
async function boundTo(asker: Asker, address: string, route = `GET /api/v1/tasks/${given.id}`) {
  const { body, text } = await from(address, asker)(route);
  assert.ok(body.descriptionPdfUrl, text);
  return new URL(body.descriptionPdfUrl).searchParams.get('for');
}

describe('with LECTERN_BIND_URLS=networks, a URL', () => {
  it('of a participant works only from the address that asked, stable for each', async () => {
    for (const route of [`GET /api/v1/tasks/${given.id}`, `POST /api/v1/tasks/${given.id}/description-url`]) {
      assert.equal(await boundTo(student, inside, route), inside);
      assert.equal(await boundTo(student, '::ffff:192.0.2.9', route), '192.0.2.9');
      assert.equal(await boundTo(student, '2001:db8:1::7', route), '20010db800010000');
    }
    const urlFrom = async (address: string) =>
      (await from(address, student)(`GET /api/v1/tasks/${given.id}`)).body.descriptionPdfUrl;
    assert.equal(await urlFrom(inside), await urlFrom(inside));
    assert.notEqual(await urlFrom(inside), await urlFrom('192.0.2.8'));
  });

  it('of staff, or of a participant with other access, works everywhere', async () => {
    assert.equal(await boundTo(owner, inside), null);
    const member = await bound.person();
    await bound.core.contestPeople.putParticipants(contest, [member.id], {});
    const closesAt = startsAt + 90 * minuteMs;
    await bound.group(owner, { members: [member], tasks: [{ id: given.id }], closesAt });
    assert.equal(await boundTo(member, inside), null);
    bound.clock.set(startsAt + 100 * minuteMs);
    assert.equal(await boundTo(member, inside), inside);
    bound.clock.set(startsAt + 3 * hourMs);
    assert.equal(await boundTo(member, inside), null);
    bound.clock.set(startsAt + hourMs);
  });
});
