import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Ground, type GroundKind, groundKinds } from '../../../src/core/decide/access-paths.ts';
import { decide } from '../../../src/core/decide/decide.ts';
import { explain } from '../../../src/core/decide/explain.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../../support/app.ts';
import { groundOf } from '../../support/ground.ts';
import { hourMs } from '../../support/settable-clock.ts';

const lectern = await openTestApp();
const { core, clock, person, task } = lectern;
const nowMs = clock.nowMs();

/** A ground whose window is given in seconds from now. */
function ground(kind: GroundKind, opens: number | null, closes: number | null): Ground {
  const time = (seconds: number | null) => (seconds === null ? null : nowMs + seconds * 1000);
  return groundOf(kind, time(opens) ?? 0, time(closes));
}

function explained(...grounds: ReadonlyArray<Ground>) {
  const reader = { id: 'user-1' };
  return explain(reader, decide(reader, 'task-1', grounds, nowMs), grounds, nowMs);
}

describe('an explanation', () => {
  for (const [title, grounds, message] of [
    ['reports that there is no ground', [], 'Has no access. For this account, the task does not exist.'],
    ['reports access without an end', [ground('admin', null, null)], 'May read it.'],
    [
      'reports until when it is allowed',
      [ground('contest', -10, 60)],
      'May read it until 2026-11-24T12:01:00Z.',
    ],
    [
      'reports when it opens',
      [ground('contest', 60, 90), ground('contest-archive', 90, null)],
      'May not read it yet: it opens at 2026-11-24T12:01:00Z.',
    ],
    ['reports that it has ended', [ground('contest', -60, -10)], 'May no longer read it.'],
  ] as const) {
    it(title, () => assert.equal(explained(...grounds).message, message));
  }

  for (const [opens, closes, state, message] of [
    [null, null, 'open', 'open'],
    [-60, null, 'open', 'open since 2026-11-24T11:59:00Z'],
    [-60, 60, 'open', 'open since 2026-11-24T11:59:00Z until 2026-11-24T12:01:00Z'],
    [60, null, 'upcoming', 'opens at 2026-11-24T12:01:00Z'],
    [60, 120, 'upcoming', 'opens at 2026-11-24T12:01:00Z until 2026-11-24T12:02:00Z'],
    [-120, -60, 'closed', 'closed since 2026-11-24T11:59:00Z'],
    [60, 60, 'closed', 'never opens: its opening time or an embargo is after its closing time'],
    [60, 30, 'closed', 'never opens: its opening time or an embargo is after its closing time'],
    [-30, -60, 'closed', 'never opens: its opening time or an embargo is after its closing time'],
  ] as const) {
    it(`writes a window from ${opens} s to ${closes} s as "${message}"`, () => {
      const [found] = explained(ground('contest', opens, closes)).grounds;
      assert.equal(found?.state, state);
      assert.equal(found.message, `takes part in a contest with the task: ${message}`);
    });
  }

  it('reports a window of less than a second as one that never opens', () => {
    const { decision, grounds } = explained(ground('contest', 60, 60.9));
    assert.deepEqual(decision, { allowed: false, reason: 'closed' });
    assert.equal(grounds[0]?.state, 'closed');
    assert.match(String(grounds[0]?.message), /never opens/);
  });

  it('gives a ground of every kind its own reason', () => {
    const reasons = groundKinds.map((kind) => explained(ground(kind, null, null)).grounds[0]?.message);
    assert.equal(new Set(reasons).size, groundKinds.length);
    for (const message of reasons) assert.match(String(message), /^\w.*: open$/);
  });
});

describe('GET /api/v1/tasks/{taskId}/access', async () => {
  const [teacher, reader] = [await person('teacher'), await person()];
  const given = await task(teacher);
  const startsAt = nowMs + hourMs;
  const times = { startsAt, endsAt: startsAt + hourMs, afterEnd: 'participants' } as const;
  const ofReader = { participants: [reader], delaySeconds: 60, extraSeconds: 30 };
  const contest = await lectern.contest(teacher, { ...times, ...ofReader, tasks: [{ id: given.id }] });
  const ask = (atMs?: number, as = teacher) =>
    as.send(
      `GET /api/v1/tasks/${given.id}/access?userId=${reader.id}${atMs === undefined ? '' : `&at=${isoTime(atMs)}`}`,
    );

  it('gives every ground with its window and the decision, in fields and in message', async () => {
    const { status, body } = await ask();
    assert.equal(status, 200);
    const grounds = body.grounds.toSorted((a: Ground, b: Ground) => a.kind.localeCompare(b.kind));
    assert.deepEqual(
      { ...body, grounds },
      {
        taskId: given.id,
        userId: reader.id,
        taskExternalId: null,
        userExternalId: null,
        email: reader.email,
        at: '2026-11-24T12:00:00Z',
        decision: {
          allowed: false,
          reason: 'not-open-yet',
          ground: null,
          opensAt: '2026-11-24T13:01:00Z',
          validUntil: null,
        },
        canGetUrl: false,
        message: 'May not read it yet: it opens at 2026-11-24T13:01:00Z.',
        grounds: [
          {
            kind: 'contest',
            through: contest.id,
            throughExternalId: null,
            opensAt: '2026-11-24T13:01:00Z',
            closesAt: '2026-11-24T14:01:30Z',
            state: 'upcoming',
            inNetworksOnly: false,
            message:
              'takes part in a contest with the task: opens at 2026-11-24T13:01:00Z until 2026-11-24T14:01:30Z',
          },
          {
            kind: 'contest-archive',
            through: contest.id,
            throughExternalId: null,
            opensAt: '2026-11-24T14:00:00Z',
            closesAt: null,
            state: 'upcoming',
            inNetworksOnly: false,
            message: 'may read the tasks of a contest after its end: opens at 2026-11-24T14:00:00Z',
          },
        ],
        opened: 'no',
        firstReadAt: null,
      },
    );
  });

  it('accepts an address in place of an id, and exactly one of the two', async () => {
    const route = `GET /api/v1/tasks/${given.id}/access?`;
    const byAddress = await teacher.send(`${route}email=${reader.email.toUpperCase()}`);
    assert.deepEqual(byAddress.body, (await ask()).body);
    for (const wrong of ['', `userId=${reader.id}&email=${reader.email}`, 'email=reader']) {
      assertProblem(await teacher.send(`${route}${wrong}`), 400, 'request-invalid');
    }
    assertProblem(await teacher.send(`${route}email=nobody@example.org`), 404, 'not-found');
  });

  it('answers for any time as the task will answer the reader then', async () => {
    for (const atMs of [startsAt, startsAt + 60_000, startsAt + hourMs, startsAt + 5 * hourMs]) {
      const { decision } = (await ask(atMs)).body;
      clock.set(atMs);
      const { status, body } = await reader.send(`GET /api/v1/tasks/${given.id}`);
      clock.set(nowMs);
      assert.equal(status === 200, decision.allowed);
      if (status !== 200) assert.equal(body.opensAt, decision.opensAt);
      else assert.deepEqual(body.access, { ground: decision.ground, validUntil: decision.validUntil });
    }
  });

  it('shows only to admins who is an admin; others see an admin as a student', async () => {
    const admin = await person('admin');
    await core.contestPeople.putParticipants(contest, [admin.id], { delaySeconds: 60, extraSeconds: 30 });
    const answer = async (as: Person, about: Person, atMs: number, { id } = given) => {
      const route = `GET /api/v1/tasks/${id}/access?userId=${about.id}&at=${isoTime(atMs)}`;
      const { userId, email, ...told } = (await as.send(route)).body;
      return { ...told, grounds: new Set(told.grounds) };
    };
    for (const atMs of [nowMs, startsAt + 60_000, startsAt + 5 * hourMs]) {
      const ofStudent = await answer(teacher, reader, atMs);
      assert.deepEqual(await answer(teacher, admin, atMs), ofStudent);
      for (const asker of [admin, await person('admin')]) {
        const { decision, grounds } = await answer(asker, admin, atMs);
        assert.equal(decision.ground, 'admin');
        assert.equal(grounds.size, ofStudent.grounds.size + 1);
      }
    }
    const { decision, grounds } = await answer(teacher, admin, nowMs, await task(teacher));
    assert.equal(decision.reason, 'not-found');
    assert.deepEqual(grounds, new Set());
  });

  it('is about accounts that exist, and at a time', async () => {
    const route = `GET /api/v1/tasks/${given.id}/access`;
    assertProblem(await teacher.send(`${route}?userId=nobody`), 400, 'request-invalid');
    const stranger = await person();
    await core.accounts.change(stranger.id, { externalId: 'stranger' });
    for (const unrelated of [stranger.id, 'ext:stranger', 'ext:nobody']) {
      assertProblem(await teacher.send(`${route}?userId=${unrelated}`), 404, 'not-found');
    }
    assert.equal((await teacher.send(`${route}?email=${stranger.email}`)).body.email, stranger.email);
    assertProblem(await teacher.send(`${route}?userId=${reader.id}&at=soon`), 400, 'request-invalid');
  });
});
