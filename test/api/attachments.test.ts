import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { verifySignedUrl } from 'lectern-signing/embedded';
import type { Contest } from '../../src/domain/contests/contest.ts';
import type { Group } from '../../src/domain/groups/groups.ts';
import { maxAttachments } from '../../src/domain/tasks/attachments.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { endingOfKey } from '../../src/storage/file-types.ts';
import { parseObjectKey } from '../../src/storage/object-key.ts';
import { assertProblem, examplePdf, openTestApp, type Person, type Reply, sha256 } from '../support/app.ts';
import { attachAs, zip } from '../support/attachments.ts';
import { countQueries } from '../support/count-queries.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, publish, task } = testApp;
const owner = await person('teacher');
const admin = await person('admin');
const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const text = (content: string) => Buffer.from(content);
const { upload, attach } = attachAs(owner, core);

const listFor = async (reader: Pick<Person, 'send'>, taskId: string) =>
  (await reader.send(`GET /api/v1/tasks/${taskId}`)).body.attachments;

const urlFor = (reader: Pick<Person, 'send'>, taskId: string, attachmentId: string, body?: object) =>
  reader.send(`POST /api/v1/tasks/${taskId}/attachments/${attachmentId}/url`, body);

const contentOf = (url: string) => {
  const content = verifySignedUrl(url, core.config.filesUrl, core.keys.ring(), clock.nowMs());
  assert.ok('kind' in content && content.kind === 'download');
  return content;
};

const isRevoked = (url: string) => {
  const { correlation, objectKey } = contentOf(url);
  return core.revocations.isRevoked({ issueId: correlation?.value ?? '', objectKey });
};

let taskId: string;
let member: Person;
let group: Group;
const setUp = async () => {
  taskId = (await task(owner)).id;
  member = await person();
  group = await testApp.group(owner, { members: [member], tasks: [{ id: taskId }] });
};

describe('an attachment of a task', () => {
  beforeEach(setUp);

  it('is listed for readers of the task, without a URL, once its upload is complete', async () => {
    const { attachmentId, versionId, complete } = await upload(taskId);
    assert.equal(await listFor(member, taskId), undefined);
    const completed = await owner.send(complete);
    assert.partialDeepStrictEqual(completed.body, { versionId, attachmentId, language: 'und', pages: null });
    const { body } = await member.send(`GET /api/v1/tasks/${taskId}`);
    assert.deepEqual(body.attachments, [
      {
        ...{ attachmentId, versionId, kind: 'attachment', fileName: 'samples.zip', size: zip.length },
        ...{ sha256: sha256(zip), isOpen: true, opensAt: null, updatedAt: isoTime(clock.nowMs()) },
      },
    ]);
    assert.deepEqual(body.documents, []);
    assert.equal(body.descriptionPdfUrl, null);
    const { body: listed } = await member.send(`GET /api/v1/tasks/${taskId}/attachments`);
    assert.deepEqual(listed, { attachments: body.attachments });
  });

  it('is not among the PDFs of the task', async () => {
    await attach(taskId, { fileName: 'notes.pdf', bytes: examplePdf() });
    assert.deepEqual((await member.send(`GET /api/v1/tasks/${taskId}/documents`)).body.documents, []);
    assert.deepEqual((await owner.send(`GET /api/v1/tasks/${taskId}/languages`)).body.items, []);
    assert.deepEqual(await core.versions.current([taskId]), []);
  });

  it('is read through a signed URL under the decision about the task, with a record', async () => {
    const { attachmentId, versionId } = await attach(taskId);
    const { status, body, headers } = await urlFor(member, taskId, attachmentId);
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
    assert.partialDeepStrictEqual(body, { attachmentId, fileName: 'samples.zip' });
    const { objectKey } = await core.versions.find(taskId, versionId);
    const content = contentOf(body.url);
    assert.partialDeepStrictEqual(content, { objectKey, fileName: 'samples.zip', disposition: 'attachment' });
    const [record] = await core.issuedUrls.ofIssue(content.correlation?.value ?? '');
    assert.partialDeepStrictEqual(record, {
      ...{ principalId: member.id, taskId, versionId, objectKey, ground: 'group' },
      ...{ disposition: 'attachment', expiresAt: Date.parse(body.urlExpiresAt) },
    });
    const traced = await core.trace(body.url);
    assert.ok('issues' in traced);
    assert.equal(traced.issues[0]?.email, member.email);

    const other = await task(owner);
    assertProblem(await urlFor(owner, other.id, attachmentId), 404, 'not-found');
  });

  it('does not count as the task in the list of the people of a group', async () => {
    const { attachmentId } = await attach(taskId);
    const firstIssued = async () => {
      const { body } = await owner.send(`GET /api/v1/groups/${group.id}/members`);
      return body.items.find(({ userId }: { userId: string }) => userId === member.id).firstIssuedAt;
    };
    assert.equal((await urlFor(member, taskId, attachmentId)).status, 200);
    assert.equal(await firstIssued(), null);
    await publish({ id: taskId }, owner);
    clock.advance(minuteMs);
    assert.equal((await member.send(`POST /api/v1/tasks/${taskId}/description-url`)).status, 200);
    assert.equal(await firstIssued(), isoTime(clock.nowMs()));
  });

  it('is shown by browsers only if it is a PDF or a picture', async () => {
    const jpeg = Buffer.from('ffd8ffe000', 'hex');
    for (const [fileName, bytes, disposition] of [
      ['a.pdf', examplePdf(), 'inline'],
      ['a.PNG', png, 'inline'],
      ['a.jpg', jpeg, 'inline'],
      ['a.jpeg', jpeg, 'inline'],
      ['a.svg', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'attachment'],
      ['a.txt', text('Zażółć'), 'attachment'],
      ['a.csv', text('a,b\n'), 'attachment'],
      ['a.zip', zip, 'attachment'],
    ] as const) {
      const { attachmentId, versionId } = await attach(taskId, { fileName, bytes });
      const { objectKey } = await core.versions.find(taskId, versionId);
      assert.equal(endingOfKey(objectKey), fileName.slice(2).toLowerCase());
      for (const asked of ['inline', 'attachment']) {
        const { body } = await urlFor(member, taskId, attachmentId, { disposition: asked });
        const expected = asked === 'inline' ? disposition : asked;
        assert.equal(contentOf(body.url).disposition, expected, `${fileName} ${asked}`);
      }
    }
  });

  it('must have one of the types, in its name and in its bytes', async () => {
    const long = `${'a'.repeat(200)}.zip`;
    for (const fileName of ['a.html', 'zip', 'a.zip/b', 'a.zip.', 'a\u202e.zip', long]) {
      const file = { fileName, size: 1, sha256: sha256(zip) };
      const refused = await owner.send(`POST /api/v1/tasks/${taskId}/attachments`, file);
      assert.equal(refused.status, 400, fileName);
    }
    for (const [fileName, bytes] of [
      ['a.zip', examplePdf()],
      ['a.png', zip],
      ['a.jpg', zip],
      ['a.txt', Buffer.from([0x5a, 0xbf])],
      ['a.csv', Buffer.from('ZaÅ', 'latin1')],
      ['a.svg', text('just a text')],
      ['a.svg', png],
      ['a.pdf', zip],
    ] as const) {
      const { complete } = await upload(taskId, { fileName, bytes });
      const code = fileName === 'a.pdf' ? 'not-a-pdf' : 'wrong-file-type';
      assertProblem(await owner.send(complete), 422, code);
    }
    assert.equal(await listFor(owner, taskId), undefined);
  });

  it('has immutable versions, which staff can read and restore', async () => {
    const old = await attach(taskId, { fileName: 'a.txt', bytes: text('old') });
    clock.advance(minuteMs);
    const next = await attach(taskId, { fileName: 'a.txt', bytes: text('new') });
    assert.equal(next.attachmentId, old.attachmentId);
    const path = `/api/v1/tasks/${taskId}/attachments/${old.attachmentId}`;
    const { items } = (await owner.send(`GET ${path}/versions`)).body;
    assert.partialDeepStrictEqual(items, [
      { versionId: next.versionId, replacedAt: null },
      { versionId: old.versionId, replacedAt: isoTime(clock.nowMs()) },
    ]);
    const older = { versionId: old.versionId };
    assert.equal((await owner.send(`POST /api/v1/tasks/${taskId}/description-url`, older)).status, 200);
    assertProblem(await member.send(`POST /api/v1/tasks/${taskId}/description-url`, older), 403, 'forbidden');

    assert.equal((await owner.send(`DELETE ${path}`)).status, 204);
    assert.equal(await listFor(member, taskId), undefined);
    assertProblem(await urlFor(member, taskId, old.attachmentId), 404, 'not-found');
    assertProblem(await owner.send(`DELETE ${path}`), 404, 'not-found');
    const restored = await owner.send(`POST /api/v1/tasks/${taskId}/documents/${old.versionId}/restore`);
    assert.equal(restored.status, 200);
    assert.equal((await listFor(member, taskId))[0].sha256, sha256(text('old')));
  });

  it('is not uploaded again if it is the same, and a dry run changes nothing', async () => {
    const file = { fileName: 'a.zip', size: zip.length, sha256: sha256(zip) };
    const path = `POST /api/v1/tasks/${taskId}/attachments`;
    assert.deepEqual((await owner.send(`${path}?dryRun=true`, file)).body, { outcome: 'different' });
    const version = await attach(taskId, { fileName: 'a.zip' });
    const unchanged = { outcome: 'unchanged', version };
    assert.partialDeepStrictEqual((await owner.send(path, file)).body, unchanged);
    assert.partialDeepStrictEqual((await owner.send(`${path}?dryRun=true`, file)).body, unchanged);
  });

  it('keeps other attachments of the same task current', async () => {
    await attach(taskId, { fileName: 'b.zip' });
    await attach(taskId, { fileName: 'a.zip' });
    const { id } = await task(owner);
    await attach(id, { fileName: 'a.zip' });
    const names = (await listFor(member, taskId)).map(({ fileName }: { fileName: string }) => fileName);
    assert.deepEqual(names, ['a.zip', 'b.zip']);
  });

  it('ends with the access: its URLs are revoked, and moved away by `lectern revoke`', async () => {
    const { attachmentId, versionId } = await attach(taskId);
    const { url } = (await urlFor(member, taskId, attachmentId)).body;
    const { objectKey } = contentOf(url);
    assert.equal(isRevoked(url), false);
    await core.tasks.remove(taskId);
    assert.equal(isRevoked(url), true);

    assert.equal(await core.moveDocuments(taskId), 1);
    const moved = await core.versions.find(taskId, versionId);
    assert.notEqual(moved.objectKey, objectKey);
    assert.equal(endingOfKey(moved.objectKey), 'zip');
    assert.equal(await core.driver.head(parseObjectKey(objectKey)), undefined);
  });

  it('is limited in number', async () => {
    const full = (await task(owner)).id;
    for (let at = 0; at < maxAttachments; at += 1) {
      const { versionId } = await upload(full, { fileName: `${at}.zip` });
      await core.uploads.publish(await core.versions.find(full, versionId));
    }
    const file = { fileName: 'more.zip', size: 1, sha256: sha256(zip) };
    const refused = await owner.send(`POST /api/v1/tasks/${full}/attachments`, file);
    assertProblem(refused, 409, 'conflict');
    assert.equal(refused.body.reason, 'too-many-attachments');
    await attach(full, { fileName: '0.zip', bytes: Buffer.concat([zip, zip]) });
  });

  it('has a limit of its own on its size', async () => {
    const app = await openTestApp({ MAX_PDF_BYTES: '2048', LECTERN_MAX_ATTACHMENT_BYTES: '4096' });
    const teacher = await app.person('teacher');
    const { id } = await app.task(teacher);
    const file = { fileName: 'data.zip', size: 4096, sha256: sha256(zip) };
    const add = `POST /api/v1/tasks/${id}/attachments`;
    assert.equal((await teacher.send(add, file)).status, 201);
    assertProblem(await teacher.send(add, { ...file, size: 4097 }), 413, 'body-too-large');
    const statement = { language: 'en', fileName: 'a.pdf', size: 2049, sha256: sha256(zip) };
    assertProblem(await teacher.send(`POST /api/v1/tasks/${id}/documents`, statement), 413, 'body-too-large');
  });
});

describe('an editorial', () => {
  beforeEach(setUp);

  const secret = { fileName: 'segment-tree.pdf', kind: 'editorial' } as const;
  let contest: Contest;
  let participant: Person;
  let late: Person;
  let attachmentId: string;
  let path: string;

  /** The editorial as the reader sees it, in the list and in the reply to a request for its URL. */
  async function seenBy(reader: Person) {
    const [{ isOpen, opensAt, fileName, sha256: hash }] = await listFor(reader, taskId);
    const reply = await urlFor(reader, taskId, attachmentId);
    assert.deepEqual([fileName !== null, hash !== null, reply.status === 200], [isOpen, isOpen, isOpen]);
    if (!isOpen) assertProblem(reply, 403, opensAt === null ? 'forbidden' : 'not-open-yet');
    if (!isOpen) assert.equal(reply.body.opensAt ?? null, opensAt);
    return { isOpen, opensAt };
  }

  const inContest = (startsAt: number, endsAt: number | null, participants: ReadonlyArray<Person> = []) =>
    testApp.contest(owner, {
      ...{ startsAt, endsAt, afterEnd: 'participants' },
      ...{ participants, tasks: [{ id: taskId }] },
    });

  beforeEach(async () => {
    [participant, late] = [await person(), await person()];
    contest = await inContest(clock.nowMs(), clock.nowMs() + hourMs, [participant]);
    await core.contestPeople.putParticipants(contest, [late.id], { delaySeconds: 600, extraSeconds: 900 });
    ({ attachmentId } = await attach(taskId, { ...secret, bytes: examplePdf() }));
    path = `/api/v1/tasks/${taskId}/attachments/${attachmentId}`;
  });

  it('opens when the contest has ended for its reader, with delay and extra time', async () => {
    const end = contest.endsAt as number;
    clock.set(end - 1000);
    assert.deepEqual(await seenBy(participant), { isOpen: false, opensAt: isoTime(end) });
    const lateEnd = end + 1500 * 1000;
    assert.deepEqual(await seenBy(late), { isOpen: false, opensAt: isoTime(lateEnd) });
    assert.deepEqual(await seenBy(owner), { isOpen: true, opensAt: null });
    clock.set(end);
    assert.equal((await seenBy(participant)).isOpen, true);
    clock.set(lateEnd - 1);
    assert.equal((await seenBy(late)).isOpen, false);
    clock.set(lateEnd);
    assert.equal((await seenBy(late)).isOpen, true);
  });

  it('waits for the last of the running contests of a reader, and tells nothing of later ones', async () => {
    const [nowMs, end] = [clock.nowMs(), contest.endsAt as number];
    await inContest(nowMs, end + hourMs, [participant]);
    await inContest(end + 3 * hourMs, end + 5 * hourMs, [participant]);
    assert.deepEqual(await seenBy(participant), { isOpen: false, opensAt: isoTime(end + hourMs) });
    clock.set(end);
    assert.equal((await seenBy(participant)).isOpen, false);
    clock.set(end + hourMs);
    assert.equal((await seenBy(participant)).isOpen, true);
  });

  it('stays closed for readers without a contest, and in one without an end, unless it has a time', async () => {
    assert.deepEqual(await seenBy(member), { isOpen: false, opensAt: null });
    await inContest(clock.nowMs(), null, [participant]);
    clock.set(contest.endsAt as number);
    assert.deepEqual(await seenBy(participant), { isOpen: false, opensAt: null });

    const opensAt = isoTime(clock.nowMs() + minuteMs);
    assert.equal((await owner.send(`PATCH ${path}`, { opensAt })).status, 204);
    for (const isOpen of [false, true]) {
      for (const reader of [member, participant]) assert.deepEqual(await seenBy(reader), { isOpen, opensAt });
      clock.advance(minuteMs);
    }
  });

  it('is kept as one when a new version is uploaded, and its URLs end when it opens later', async () => {
    await attach(taskId, { ...secret, kind: 'attachment', bytes: examplePdf() });
    assert.equal((await listFor(participant, taskId))[0].kind, 'editorial');
    await owner.send(`PATCH ${path}`, { kind: 'attachment' });
    const { url } = (await urlFor(participant, taskId, attachmentId)).body;
    assert.equal(isRevoked(url), false);
    await owner.send(`PATCH ${path}`, { kind: 'editorial', opensAt: null });
    assert.equal(isRevoked(url), true);
    const { id: otherId } = await task(owner);
    for (const elsewhere of [`${path}unknown`, `/api/v1/tasks/${otherId}/attachments/${attachmentId}`]) {
      assertProblem(await owner.send(`PATCH ${elsewhere}`, { kind: 'attachment' }), 404, 'not-found');
    }
    assert.equal((await seenBy(participant)).isOpen, false);
  });

  it('may be uploaded again as another kind once it was removed', async () => {
    await owner.send(`DELETE ${path}`);
    await attach(taskId, { fileName: secret.fileName, bytes: examplePdf() });
    const again = { attachmentId, kind: 'attachment', fileName: secret.fileName };
    assert.partialDeepStrictEqual(await listFor(participant, taskId), [again]);
  });
});

describe('the URLs of an editorial, when its contest has ended', () => {
  beforeEach(setUp);

  let contest: Contest;
  let other: Person;
  let path: string;
  let attachmentId: string;
  let end: number;

  /** Readers have the task through a group too, and the contest is closed after its end, so they keep the task. */
  beforeEach(async () => {
    other = await person();
    await core.groups.putMembers(group.id, [other.id], 'member');
    end = clock.nowMs() + hourMs;
    contest = await testApp.contest(owner, {
      ...{ startsAt: clock.nowMs(), endsAt: end, afterEnd: 'closed' },
      ...{ participants: [member], groups: [group], tasks: [{ id: taskId }] },
    });
    const given = { fileName: 'editorial.pdf', kind: 'editorial', bytes: examplePdf() } as const;
    ({ attachmentId } = await attach(taskId, given));
    path = `/api/v1/contests/${contest.id}`;
    clock.set(end);
  });

  async function editorialFor(reader: Person): Promise<string> {
    const { status, body } = await urlFor(reader, taskId, attachmentId);
    assert.deepEqual([status, isRevoked(body.url)], [200, false]);
    return body.url;
  }
  const isOpenFor = async (reader: Person) => (await listFor(reader, taskId))[0].isOpen;

  for (const [what, times] of [
    ['is extended', () => ({ endsAt: isoTime(end + hourMs) })],
    ['no longer has an end', () => ({ endsAt: null })],
    ['starts later', () => ({ startsAt: isoTime(end + hourMs), endsAt: isoTime(end + 2 * hourMs) })],
  ] as const) {
    it(`end when it ${what}, and not in a dry run`, async () => {
      const urls = [await editorialFor(member), await editorialFor(other)];
      const tried = await owner.send(`PATCH ${path}?dryRun=true`, times());
      // They keep the task.
      assert.deepEqual([tried.status, tried.body.losesAccess.count], [200, 0]);
      assert.deepEqual(urls.map(isRevoked), [false, false]);
      assert.equal((await owner.send(`PATCH ${path}`, times())).status, 200);
      assert.deepEqual(urls.map(isRevoked), [true, true]);
      assert.deepEqual([await isOpenFor(member), await isOpenFor(other)], [false, false]);
    });
  }

  it('end for one reader who gets more time, individually or at first through a group', async () => {
    const urls = [await editorialFor(member), await editorialFor(other)];
    const more = { extraSeconds: 1800 };
    assert.equal((await owner.send(`PATCH ${path}/participants/${member.id}`, more)).status, 200);
    assert.deepEqual(urls.map(isRevoked), [true, false]);
    assert.deepEqual([await isOpenFor(member), await isOpenFor(other)], [false, true]);

    await core.contestPeople.putParticipants(contest, [other.id], { delaySeconds: 0, extraSeconds: 60 });
    assert.equal(await isOpenFor(other), false);
    assert.deepEqual(urls.map(isRevoked), [true, true]);
  });

  it('stay valid when a contest that has not ended is extended, for everyone or for one', async () => {
    clock.set(end - 1);
    await core.contestPeople.changeTimes(contest.id, member.id, { delaySeconds: 0, extraSeconds: 600 });
    const samples = await attach(taskId);
    const urlOf = async (reader: Person) => (await urlFor(reader, taskId, samples.attachmentId)).body.url;
    const urls = [await urlOf(member), await urlOf(other)];
    assert.equal((await owner.send(`PATCH ${path}`, { endsAt: isoTime(end + minuteMs) })).status, 200);
    assert.deepEqual(urls.map(isRevoked), [false, false]);
    clock.set(end + minuteMs); // over for others, but not for the member, with extra time
    await owner.send(`PATCH ${path}/participants/${member.id}`, { extraSeconds: 900 });
    assert.equal(isRevoked(urls[0]), false);
  });

  /** How a reader comes into another contest with the task, which runs; by its path or the path of this one. */
  const joins = {
    'takes part in a copy': async () =>
      admin.send(`POST ${path}/copies`, { name: 'Again', startsAt: isoTime(end), participants: true }),
    'takes part when it begins earlier': async (rerun: string) => {
      await admin.send(`PATCH ${rerun}`, { startsAt: isoTime(end + 2 * hourMs) });
      await admin.send(`POST ${rerun}/participants`, { emails: [member.email] });
      assert.equal(await isOpenFor(member), true);
      return admin.send(`PATCH ${rerun}`, { startsAt: isoTime(end) });
    },
  };
  for (const [name, join] of Object.entries(joins)) {
    it(`end when another contest with the task runs, and the reader ${name}`, async () => {
      const { id } = await testApp.contest(owner, { startsAt: end, tasks: [{ id: taskId }] });
      const url = await editorialFor(member);
      const { status, text } = await join(`/api/v1/contests/${id}`);
      assert.ok(status < 300, text);
      assert.equal(await isOpenFor(member), false);
      assert.equal(isRevoked(url), true);
    });
  }

  it('stay open to readers outside of another contest with the task, which they could infer otherwise', async () => {
    const runs = { startsAt: end, endsAt: end + hourMs, afterEnd: 'signed-in' } as const;
    await testApp.contest(owner, { ...runs, tasks: [{ id: taskId }] });
    for (const atMs of [end, end + hourMs]) {
      clock.set(atMs); // at last they may read its archive, too
      assert.equal(await isOpenFor(member), true);
    }
  });

  it('expire when the next contest of the reader starts, with or without the task, so that they reveal nothing', async () => {
    const next = await testApp.contest(owner, { startsAt: end + minuteMs });
    await core.contestPeople.putParticipants(next, [member.id], { delaySeconds: 60, extraSeconds: 0 });
    const samples = await attach(taskId);
    const timed = await attach(taskId, {
      ...{ fileName: 'timed.pdf', kind: 'editorial', opensAt: isoTime(end), bytes: examplePdf() },
    });
    const endsFor = async (reader: Person, attachmentId: string) => {
      const one = (await urlFor(reader, taskId, attachmentId)).body.urlExpiresAt;
      const items = [{ taskId, attachmentId }];
      const { body } = await reader.send('POST /api/v1/attachment-urls', { items });
      assert.equal(body.items[0].urlExpiresAt, one);
      return Date.parse(one) - end;
    };
    const ttlMs = core.ttlSeconds * 1000;
    for (const [reader, attachment, lifetimeMs] of [
      [member, attachmentId, 2 * minuteMs],
      [other, attachmentId, ttlMs],
      [owner, attachmentId, ttlMs],
      [member, timed.attachmentId, 2 * minuteMs],
      [member, samples.attachmentId, ttlMs],
    ] as const) {
      assert.equal(await endsFor(reader, attachment), lifetimeMs);
    }
  });

  it('stay valid when the editorial has a time', async () => {
    const opening = { opensAt: isoTime(end) };
    await owner.send(`PATCH /api/v1/tasks/${taskId}/attachments/${attachmentId}`, opening);
    const url = await editorialFor(member);
    assert.equal((await owner.send(`PATCH ${path}`, { endsAt: isoTime(end + hourMs) })).status, 200);
    assert.equal(isRevoked(url), false);
    assert.equal(await isOpenFor(member), true);
  });
});

describe('POST /api/v1/attachment-urls', () => {
  beforeEach(setUp);

  const ask = (
    { send }: Pick<Person, 'send'>,
    items: ReadonlyArray<{ taskId: string; attachmentId: string }>,
    choice = {},
  ) => send('POST /api/v1/attachment-urls', { items, ...choice });
  /** Of each item, its outcome: `issued`, or the code of the problem. */
  const outcomesOf = ({ body }: Reply) =>
    body.items.map(({ outcome, problem }: { outcome: string; problem?: { code: string } }) =>
      outcome === 'refused' ? problem?.code : outcome,
    );

  it('gives a URL for each attachment that the reader may open, with a record, in the order of the request', async () => {
    const other = (await task(owner)).id;
    await testApp.group(owner, { members: [member], tasks: [{ id: other }] });
    const items = [
      { taskId: other, ...(await attach(other, { fileName: 'a.pdf', bytes: examplePdf() })) },
      { taskId, ...(await attach(taskId)) },
      { taskId: other, ...(await attach(other, { fileName: 'b.txt', bytes: text('b') })) },
    ];
    const asked = items.map(({ taskId, attachmentId }) => ({ taskId, attachmentId }));
    const { status, body, headers } = await ask(member, asked);
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
    for (const [at, { url, urlExpiresAt, ...item }] of body.items.entries()) {
      const name = ['a.pdf', 'samples.zip', 'b.txt'][at];
      const issued = { outcome: 'issued', taskExternalId: null, fileName: name };
      assert.partialDeepStrictEqual(item, { ...issued, ...asked[at] });
      const { correlation, fileName, disposition } = contentOf(url);
      assert.deepEqual([fileName, disposition], [name, at === 0 ? 'inline' : 'attachment']);
      const [record] = await core.issuedUrls.ofIssue(correlation?.value ?? '');
      assert.partialDeepStrictEqual(record, {
        ...{ principalId: member.id, taskId: items[at]?.taskId, versionId: items[at]?.versionId },
        ...{ ground: 'group', expiresAt: Date.parse(urlExpiresAt) },
      });
    }
    const saved = await ask(member, asked.slice(0, 1), { disposition: 'attachment' });
    assert.equal(contentOf(saved.body.items[0].url).disposition, 'attachment');
    assert.notEqual(contentOf(saved.body.items[0].url).correlation, contentOf(body.items[0].url).correlation);
  });

  it('refuses single items: foreign and unknown tasks, attachments of other tasks, and closed editorials', async () => {
    const foreign = (await task(owner)).id;
    const mine = await attach(taskId);
    const theirs = await attach(foreign);
    const opensAt = isoTime(clock.nowMs() + hourMs);
    const editorial = { kind: 'editorial', bytes: examplePdf() } as const;
    const timed = await attach(taskId, { ...editorial, fileName: 'timed.pdf', opensAt });
    const waiting = await attach(taskId, { ...editorial, fileName: 'waiting.pdf' });
    const items = [
      { taskId: foreign, attachmentId: theirs.attachmentId },
      { taskId: 'ext:unknown', attachmentId: mine.attachmentId },
      { taskId, attachmentId: theirs.attachmentId },
      { taskId: foreign, attachmentId: mine.attachmentId },
      { taskId, attachmentId: timed.attachmentId },
      { taskId, attachmentId: waiting.attachmentId },
      { taskId, attachmentId: mine.attachmentId },
    ];
    const reply = await ask(member, items);
    const notFound = Array(4).fill('not-found');
    assert.deepEqual(outcomesOf(reply), [...notFound, 'not-open-yet', 'forbidden', 'issued']);
    assert.equal(reply.body.items[4].problem.opensAt, opensAt);
    assert.partialDeepStrictEqual(reply.body.items, items);
    // As for a task that doesn't exist: nothing tells that it does.
    const [hidden, unknown] = reply.body.items;
    assert.equal(hidden.problem.detail, unknown.problem.detail);
    assert.ok(!reply.text.includes('timed.pdf'));
    const asStaff = await ask(owner, items);
    const staffSees = ['issued', 'not-found', 'not-found', 'not-found', 'issued', 'issued', 'issued'];
    assert.deepEqual(outcomesOf(asStaff), staffSees);
  });

  it('counts each item against the limit of fresh URLs, over five minutes', async () => {
    const small = await openTestApp({ LECTERN_FRESH_URLS_PER_MINUTE: '20' });
    const [reader, given] = [await small.person('teacher'), 'ext:any'];
    const items = Array.from({ length: 100 }, (_, at) => ({ taskId: given, attachmentId: `${at}` }));
    assert.equal((await ask(reader, items)).status, 200);
    assertProblem(await ask(reader, items.slice(0, 1)), 429, 'rate-limited');
  });

  it('asks PostgreSQL as often for fifty attachments as for two', async () => {
    const items: Array<{ taskId: string; attachmentId: string }> = [];
    for (let at = 0; at < 50; at += 1) {
      const { id } = await task(owner);
      items.push({ taskId: id, attachmentId: (await attach(id)).attachmentId });
    }
    const countFor = async (some: typeof items) => {
      const { result, queries } = await countQueries(() => ask(owner, some));
      assert.deepEqual(outcomesOf(result), Array(some.length).fill('issued'));
      return queries;
    };
    const [few, many] = [await countFor(items.slice(0, 2)), await countFor(items.slice(2))];
    // SQLite needs no round trips, and keeps the rows of each task.
    if (core.database.dialect === 'postgres') assert.equal(many, few);
    else assert.ok((await countFor(items)) <= few);
  });
});
