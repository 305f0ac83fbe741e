import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Schemas } from 'lectern-client';
import { createInvitations } from '../../../src/features/invitations/invitations.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import { rowsOf } from '../../properties/example-requests.ts';
import { allPages } from '../../support/all-pages.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, group: newGroup, contest: newContest } = await openTestApp();
const [teacher, stranger] = [await person('teacher'), await person('teacher')];

type Use = Schemas.InvitationUse;
const tokenOf = (url: string) => new URLSearchParams(new URL(url).hash.slice(1)).get('token') ?? '';
const join = (who: Person, token: string) => who.send('POST /api/v1/invitations/join', { token });

/** A group or a contest of the teacher, its people without its staff, and a way to invite. */
async function make(kind: 'group' | 'contest') {
  const { id } =
    kind === 'group'
      ? await newGroup(teacher, { name: 'Graphs' })
      : await newContest(teacher, { name: 'Graphs', startsAt: clock.nowMs() + hourMs, endsAt: null });
  const path = `/api/v1/${kind}s/${id}`;
  const invite = async (more: object = {}) => {
    const body = { endsAt: isoTime(clock.nowMs() + hourMs), maxUses: 30, ...more };
    return (await teacher.send(`POST ${path}/invitations`, body)).body;
  };
  const people = async () => {
    const list = kind === 'group' ? `${path}/members` : `${path}/participants`;
    const { items } = (await teacher.send(`GET ${list}`)).body;
    return items
      .map(({ userId }: { userId: string }) => userId)
      .filter((each: string) => each !== teacher.id);
  };
  const remove = (who: Person) =>
    teacher.send(`DELETE ${path}/${kind === 'group' ? 'members' : 'participants'}/${who.id}`);
  return { id, path, invite, people, remove };
}

for (const kind of ['group', 'contest'] as const) {
  describe(`an invitation to a ${kind}`, () => {
    it('lets people with an account in, each once, and records who and when', async () => {
      const { id, path, invite, people, remove } = await make(kind);
      const { url, invitationId, ...made } = await invite();
      assert.equal(new URL(url).pathname, '/join');
      const nowMs = clock.nowMs();
      assert.deepEqual(made, {
        ...{ endsAt: isoTime(nowMs + hourMs), maxUses: 30, uses: 0, emailDomains: [] },
        ...{ state: 'open', createdAt: isoTime(nowMs), revokedAt: null },
      });
      const [ann, bob] = [await person('student', 'Ann'), await person('student', 'Bob')];
      for (const [who, alreadyThere] of [
        [ann, false],
        [ann, true],
        [bob, false],
        [teacher, true],
      ] as const) {
        const { status, body } = await join(who, tokenOf(url));
        assert.deepEqual([status, body], [200, { kind, id, name: 'Graphs', alreadyThere }]);
        clock.advance(1);
      }
      assert.deepEqual((await people()).toSorted(), [ann.id, bob.id].toSorted());
      const uses = await allPages<Use>(teacher, `${path}/invitation-uses?limit=1`);
      assert.deepEqual(
        uses.map((use) => [use.name, use.joinedAt, use.invitationId]),
        [
          ['Bob', isoTime(nowMs + 2), invitationId],
          ['Ann', isoTime(nowMs), invitationId],
        ],
      );
      assert.equal((await remove(bob)).status, 204);
      const { items } = (await teacher.send(`GET ${path}/invitation-uses`)).body;
      assert.deepEqual(
        items.map(({ name }: Use) => name),
        ['Ann'], // the teacher may no longer see Bob
      );
      const listed = await allPages(teacher, `${path}/invitations?limit=1`);
      assert.deepEqual(listed, [{ invitationId, ...made, uses: 2 }]);
    });

    it('says the same for every token that lets no one in, and nothing happens', async () => {
      const { path, invite, people, remove } = await make(kind);
      const student = await person();
      const refuse = async (token: string) => {
        const { status, body } = await join(student, token);
        const { requestId: _, ...problem } = body;
        return JSON.stringify([status, problem]);
      };
      const ended = await invite({ endsAt: isoTime(clock.nowMs() + 1) });
      clock.advance(1);
      const usedUp = await invite({ maxUses: 1 });
      assert.equal((await join(await person(), tokenOf(usedUp.url))).status, 200);
      const revoked = await invite();
      for (const status of [204, 404]) {
        const route = `DELETE ${path}/invitations/${revoked.invitationId}`;
        assert.equal((await teacher.send(route)).status, status);
      }
      const deleted = await make(kind);
      const { url } = await deleted.invite();
      assert.equal((await teacher.send(`DELETE ${deleted.path}`)).status, 204);
      const removed = await invite();
      assert.equal((await join(student, tokenOf(removed.url))).status, 200);
      assert.equal((await remove(student)).status, 204);
      const other = await invite({ emailDomains: ['elsewhere.org'], endsAt: isoTime(clock.nowMs() + 1) });
      clock.advance(1);
      const before = await people();
      const replies = [];
      for (const token of [
        'guess',
        ...[ended, usedUp, revoked, { url }, removed, other].map((each) => tokenOf(each.url)),
      ]) {
        replies.push(await refuse(token));
      }
      assert.equal(new Set(replies).size, 1, replies.join('\n'));
      assert.match(replies[0] ?? '', /^\[404,.*Ask your teacher for a new one/);
      assert.deepEqual(await people(), before);
      const states = (await teacher.send(`GET ${path}/invitations`)).body.items.map(
        ({ state }: { state: string }) => state,
      );
      assert.deepEqual(states, ['ended', 'open', 'revoked', 'used-up', 'ended']);
    });

    it('has no more uses than allowed, however many come at once', async () => {
      const { invite, people } = await make(kind);
      const { url } = await invite({ maxUses: 3 });
      const everyone = await Promise.all(Array.from({ length: 8 }, () => person()));
      const replies = await Promise.all(everyone.map((who) => join(who, tokenOf(url))));
      assert.deepEqual(replies.map(({ status }) => status).toSorted(), [
        200,
        200,
        200,
        ...Array(5).fill(404),
      ]);
      assert.equal((await people()).length, 3);
    });

    it('may be for verified addresses of some domains, which only those with the link learn', async () => {
      const { invite, people } = await make(kind);
      const { url } = await invite({ emailDomains: ['School.example'] });
      const outside = await person();
      const { status, body } = await join(outside, tokenOf(url));
      assert.deepEqual(
        [status, body.code, body.reason, body.emailDomains],
        [403, 'forbidden', 'email-domain', ['school.example']],
      );
      const inside = await person();
      const changeEmail = (email: string, isVerified: boolean) =>
        core.database.kysely
          .updateTable('user')
          .set({ email, emailVerified: (isVerified ? 1 : 0) as never })
          .where('id', '=', inside.id)
          .execute();
      for (const [email, isVerified, expected] of [
        [`a.${inside.id}@sub.school.example`, true, 403],
        [`a.${inside.id}@notschool.example`, true, 403],
        [`school.example@x${inside.id}.org`, true, 403],
        [`a.${inside.id}@school.example`, true, 200],
      ] as const) {
        await changeEmail(email, isVerified);
        assert.equal((await join(inside, tokenOf(url))).status, expected, email);
      }
      assert.deepEqual(await people(), [inside.id]);
    });

    it('is for its staff alone to make, see and revoke', async () => {
      const { path, invite } = await make(kind);
      const { invitationId } = await invite();
      const elsewhere = await make(kind);
      const body = { endsAt: isoTime(clock.nowMs() + hourMs), maxUses: 1 };
      for (const route of [
        `GET ${path}/invitations`,
        `GET ${path}/invitation-uses`,
        `POST ${path}/invitations`,
        `DELETE ${path}/invitations/${invitationId}`,
      ]) {
        assert.equal(
          (await stranger.send(route, route.startsWith('POST') ? body : undefined)).status,
          404,
          route,
        );
      }
      const misplaced = `DELETE ${elsewhere.path}/invitations/${invitationId}`;
      assert.equal((await teacher.send(misplaced)).status, 404);
    });
  });
}

describe('an invitation', () => {
  it('shows its link once: the database has only a hash of it', async () => {
    const { invite } = await make('group');
    const token = tokenOf((await invite()).url);
    assert.equal(Buffer.from(token, 'base64url').length, 32);
    assert.equal((await rowsOf(core)).includes(token), false);
  });

  it('ends within 180 days, has at most 5,000 uses, and domains that are some', async () => {
    const { path } = await make('group');
    const dayMs = 24 * hourMs;
    const inMs = (ms: number) => isoTime(clock.nowMs() + ms);
    for (const [more, status] of [
      [{ endsAt: inMs(0) }, 400],
      [{ endsAt: inMs(180 * dayMs) }, 201],
      [{ endsAt: inMs(180 * dayMs + 1) }, 400],
      [{ maxUses: 0 }, 400],
      [{ maxUses: 5000 }, 201],
      [{ maxUses: 5001 }, 400],
      [{ emailDomains: ['@school.example'] }, 400],
      [{ emailDomains: ['a b.org'] }, 400],
      [{ emailDomains: ['school'] }, 400],
    ] as const) {
      const body = { endsAt: inMs(hourMs), maxUses: 1, ...more };
      assert.equal(
        (await teacher.send(`POST ${path}/invitations`, body)).status,
        status,
        JSON.stringify(more),
      );
    }
  });

  it('never lets a person be more than they are: staff stay staff', async () => {
    const { id, invite } = await make('group');
    const { url } = await invite();
    assert.equal((await join(teacher, tokenOf(url))).body.alreadyThere, true);
    assert.equal((await core.groups.member(id, teacher.id)).role, 'staff');
  });

  it('is guessed at most a thousand times in five minutes by an account', async () => {
    const guesser = await person();
    const statuses = new Set<number>();
    for (let at = 0; at < 1001; at += 1) statuses.add((await join(guesser, `guess-${at}`)).status);
    assert.deepEqual([...statuses], [404, 429]);
  });
});

describe('joining while the database does not answer', () => {
  it('is refused as such, and not as an invitation that does not work', async () => {
    const { invite } = await make('group');
    const token = tokenOf((await invite()).url);
    const failure = new LecternError('unavailable', 'The database does not answer.');
    const groups = { ...core.groups, findFor: () => Promise.reject(failure) };
    const student = await person();
    await assert.rejects(createInvitations({ ...core, groups }).join(student, token), failure);
  });
});
