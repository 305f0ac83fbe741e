import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { after, before, describe, it, mock } from 'node:test';
import type { Core } from '../../../src/core/open-core.ts';
import { participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import { memberRemoval } from '../../../src/domain/groups/groups.ts';
import { fileRemoval, statementIn, versionRestore } from '../../../src/domain/tasks/document-versions.ts';
import { tickEveryMs } from '../../../src/features/document-changes/change-streams.ts';
import { type Changes, createChanges } from '../../../src/features/document-changes/changes.ts';
import { openChanges } from '../../../src/features/document-changes/feature.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { featuresWith } from '../../support/features-with.ts';
import { freePorts } from '../../support/ports.ts';
import { waitUntil } from '../../support/server-process.ts';
import { openSilentCore } from '../../support/silent-core.ts';

const [port, filesPort] = await freePorts();
let changes: Changes | undefined;
const testApp = await openTestApp(
  {
    LECTERN_PORT: String(port),
    LECTERN_FILES_PORT: String(filesPort),
    LECTERN_MAX_CONCURRENT_REQUESTS: '50',
  },
  featuresWith({
    async 'document-changes'(host) {
      changes = createChanges(host);
      return openChanges(host, changes);
    },
  }),
);
const { app, clock, environment, person, task, publish, upload } = testApp;
const { groups } = testApp.core;

describe('changes', () => {
  let other: Core;
  let teacher: Person;
  let members: ReadonlyArray<Person>;
  let groupId: string;
  before(async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    await app.start();
    // Another instance with the same database.
    other = await openSilentCore(environment, { clock });
    teacher = await person('teacher');
    members = await Promise.all(Array.from({ length: 10 }, () => person()));
    ({ id: groupId } = await testApp.group(teacher, { members }));
  });
  after(async () => {
    await other.close();
    await app.stop(); // its jobs would run during other suites
    mock.timers.reset();
  });

  /** Ticks every second until the condition holds. */
  const tickUntil = (what: string, condition: () => boolean | Promise<boolean>) =>
    waitUntil(what, async () => {
      if (await condition()) return true;
      mock.timers.tick(tickEveryMs);
      return false;
    });

  /** A task that members may read, with a current version whose event was already sent. */
  async function openTask() {
    const made = await task(teacher);
    await groups.assign(groupId, made.id, { opensAt: 0, closesAt: null });
    let isTold = false;
    const stop = changes?.listen(made.id, () => {
      isTold = true;
    });
    const current = await publish(made, teacher);
    await tickUntil('the version to be known', () => isTold);
    stop?.();
    return { id: made.id, current };
  }

  async function newMember(): Promise<Person> {
    const member = await person();
    await groups.putMembers(groupId, [member.id], 'member');
    return member;
  }

  const counted = async (count: number) =>
    new RegExp(`^lectern_change_streams ${count}$`, 'm').test((await testApp.send('GET /metrics')).text);
  const noStreams = () => counted(0);

  /** Opens a stream as a browser does, and waits for its first bytes. */
  async function watch({ token }: Person, path: string, at = port) {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const headers = { authorization: `Bearer ${token}` };
    const sent = get({ port: at, path: `/api/v1/${path}`, headers, agent: false }, resolve);
    sent.on('error', reject);
    const reply = await promise;
    const stream = { reply, text: '', isOver: false, leave: () => void sent.destroy() };
    reply.setEncoding('utf8');
    const { promise: isBegun, resolve: begin } = Promise.withResolvers<void>();
    reply.on('data', (chunk) => {
      stream.text += chunk;
      begin();
    });
    reply.on('error', () => {});
    reply.on('close', () => {
      stream.isOver = true;
    });
    await isBegun;
    return stream;
  }

  type Watched = Awaited<ReturnType<typeof watch>>;
  const hasEvent = ({ text }: { text: string }) => /\n\nevent: changed\ndata: \{\}\n\n/.test(text);

  it('reach 500 readers of one process, whichever process made them', async () => {
    await waitUntil('streams of other tests to be closed', noStreams);
    const { id, current } = await openTask();
    const streams: Array<Watched> = [];
    for (let round = 0; round < 50; round += 1) {
      const path = `tasks/${id}/changes?versionId=${current.id}`;
      streams.push(...(await Promise.all(members.map((member) => watch(member, path)))));
    }
    assert.equal(streams[0]?.reply.headers['content-type'], 'text/event-stream');
    assert.equal(streams[0]?.reply.headers['x-accel-buffering'], 'no');
    assert.equal(streams[0]?.reply.headers['cache-control'], 'no-store');
    await waitUntil('all streams to be counted', () => counted(500));
    // Ten times the limit of concurrent requests: streams do not count as requests.
    const [member] = members as [Person];
    assert.equal((await member.send(`GET /api/v1/tasks/${id}/documents`)).status, 200);

    assert.ok(!streams.some(hasEvent));
    const next = await upload({ id }, teacher);
    await other.uploads.complete(id, next.id, JSON.stringify({ en: 'Sample 2 was wrong.' }));
    await tickUntil('all readers to know', () => streams.every(hasEvent));
    const { body } = await member.send(`GET /api/v1/tasks/${id}/documents`);
    assert.equal(body.documents[0].versionId, next.id);
    assert.deepEqual(body.documents[0].reason, { en: 'Sample 2 was wrong.' });

    for (const stream of streams) stream.leave();
    await waitUntil('them to be closed', noStreams);
    const lines = testApp.logged.filter((line) => line.includes(`/tasks/${id}/changes"`));
    assert.equal(lines.length, 500);
    assert.ok(lines.every((line) => JSON.parse(line).msg === 'request'));
  });

  it('are sent immediately to readers of another version, and when a PDF is removed or restored', async () => {
    const { id, current } = await openTask();
    const [member] = members as [Person];
    const stale = await watch(member, `tasks/${id}/changes?versionId=another`);
    await waitUntil('the event', () => hasEvent(stale));
    for (const change of [fileRemoval(statementIn(id, 'en')), versionRestore(id, current.id)]) {
      const stream = await watch(member, `tasks/${id}/changes`);
      await other.revocations.change<unknown>(change);
      await tickUntil('the event', () => hasEvent(stream));
      stream.leave();
    }
    stale.leave();
  });

  it('are not sent to people who have signed out, though nothing was revoked', async () => {
    const { id } = await openTask();
    const [signedOut, stays] = [await newMember(), await newMember()];
    const streams = await Promise.all([signedOut, stays].map((each) => watch(each, `tasks/${id}/changes`)));
    const [first, second] = streams as [Watched, Watched];
    await signedOut.send('POST /api/auth/sign-out', {});
    await publish({ id }, teacher);
    await tickUntil('the stream to end', () => first.isOver && hasEvent(second));
    assert.ok(!hasEvent(first) && !second.isOver);
    second.leave();
  });

  it('do not keep a server from stopping', async () => {
    const [ownPort, ownFilesPort] = await freePorts();
    const own = await openTestApp({ LECTERN_PORT: `${ownPort}`, LECTERN_FILES_PORT: `${ownFilesPort}` });
    await own.app.start();
    const author = await own.person('teacher');
    const { id } = await own.task(author);
    const streams = await Promise.all(
      Array.from({ length: 5 }, () => watch(author, `tasks/${id}/changes`, ownPort)),
    );
    await own.app.stop();
    await waitUntil('the streams to end', () => streams.every(({ isOver }) => isOver));
    assert.ok(streams.every(({ reply }) => reply.complete));
  });

  it('of a contest are sent to all who belong to it, and end the streams of people who no longer do', async () => {
    const [stays, removed, inGroup, stranger] = [
      await person(),
      await person(),
      await newMember(),
      await person(),
    ];
    const finals = await testApp.contest(teacher, {
      participants: [stays, removed],
      groups: [{ id: groupId }],
    });
    const path = `contests/${finals.id}/changes`;
    assert.equal((await stranger.send(`GET /api/v1/${path}`)).status, 404);

    const people = [stays, removed, inGroup, teacher];
    const read = async (each = stays) => (await each.send(`GET /api/v1/contests/${finals.id}`)).body;
    const { revision } = await read();
    const streams = await Promise.all(
      people.map(async (each) => watch(each, `${path}?revision=${(await read(each)).revision}`)),
    );
    const [first, ofRemoved, ofMember, ofStaff] = streams as [Watched, Watched, Watched, Watched];
    assert.ok(!streams.some(hasEvent));

    await other.contests.change(finals.id, { endsAt: clock.nowMs() + 600_000 });
    await tickUntil('all to know', () => streams.every(hasEvent));
    assert.notEqual((await read()).revision, revision);
    const late = await watch(stays, `${path}?revision=${revision}`);
    await waitUntil('the event that was missed', () => hasEvent(late));

    for (const stream of streams) stream.text = '\n\n';
    const before = (await read()).revision;
    const beforeOfRemoved = (await read(removed)).revision;
    await other.contestPeople.changeTimes(finals.id, removed.id, { extraSeconds: 600 });
    await tickUntil('the person and the staff to know', () => [ofRemoved, ofStaff].every(hasEvent));
    assert.ok(!hasEvent(first) && !hasEvent(ofMember));
    assert.equal((await read()).revision, before);
    assert.notEqual((await read(removed)).revision, beforeOfRemoved);

    for (const stream of streams) stream.text = '\n\n';
    await other.revocations.change(participantRemoval(finals.id, removed.id));
    await tickUntil('the stream to end', () => ofRemoved.isOver && hasEvent(ofStaff));
    assert.ok(!hasEvent(first) && !hasEvent(ofMember) && !hasEvent(ofRemoved));
    assert.equal((await read()).revision, before);
    ofStaff.text = '\n\n';
    await other.groups.putMembers(groupId, [stranger.id], 'member');
    await tickUntil('the staff to know', () => hasEvent(ofStaff));
    await other.revocations.change(memberRemoval(groupId, inGroup.id));
    await tickUntil('the stream to end', () => ofMember.isOver);
    assert.ok(!hasEvent(first) && !hasEvent(ofMember) && !first.isOver && !ofStaff.isOver);
    assert.equal((await read()).revision, before);
    for (const stream of [first, ofStaff, late]) stream.leave();
  });

  it('of a contest are sent to those who lose their own times there, but stay in it through a group', async () => {
    const inBoth = await newMember();
    const finals = await testApp.contest(teacher, { participants: [inBoth], groups: [{ id: groupId }] });
    const path = `contests/${finals.id}`;
    await other.contests.change(finals.id, { endsAt: clock.nowMs() + 600_000 });
    const { revision } = (await inBoth.send(`GET /api/v1/${path}`)).body;
    const stream = await watch(inBoth, `${path}/changes?revision=${revision}`);
    await other.revocations.change(participantRemoval(finals.id, inBoth.id));
    await tickUntil('the stream to end', () => stream.isOver);
    const next = await watch(inBoth, `${path}/changes?revision=${revision}`);
    await waitUntil('the event', () => hasEvent(next));
    next.leave();
  });
});
