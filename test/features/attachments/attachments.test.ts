import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { verifySignedUrl } from 'lectern-signing/embedded';
import { createFileServer } from '../../../src/core/redeem/server.ts';
import type { ContestWithRole } from '../../../src/domain/contests/contest.ts';
import { maxAttachments } from '../../../src/features/attachments/attachments.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { endingOfKey } from '../../../src/storage/file-types.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { ampleLimits } from '../../core/redeem/start.ts';
import {
  assertProblem,
  examplePdf,
  openTestApp,
  type Person,
  type Reply,
  sha256,
} from '../../support/app.ts';
import { attachAs, zip } from '../../support/attachments.ts';
import { countQueries } from '../../support/count-queries.ts';
import { contestDraft, contestTaskDraft } from '../../support/drafts.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const { core, clock, group: newGroup, person, program, publish, send, task } = await openTestApp();
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

let taskId: string;
let member: Person;
beforeEach(async () => {
  taskId = (await task(owner)).id;
  member = await person();
  await newGroup(owner, { members: [member], tasks: [{ id: taskId }] });
});

describe('an attachment of a task', () => {
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

    const outsider = await person();
    assertProblem(await urlFor(outsider, taskId, attachmentId), 404, 'not-found');
    assertProblem(await urlFor(member, taskId, 'unknown'), 404, 'not-found');
    const other = await task(owner);
    assertProblem(await urlFor(owner, other.id, attachmentId), 404, 'not-found');
  });

  it('does not count as the task in the list of the people of a group', async () => {
    const { attachmentId } = await attach(taskId);
    const group = await core.groups.create({ name: 'Class' }, owner.id);
    await core.groups.putMembers(group.id, [member.id], 'member');
    await core.groups.assign(group.id, taskId, { opensAt: 0, closesAt: null });
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
    for (const fileName of [
      'a.html',
      'a.exe',
      'zip',
      'a.zip/b',
      'a.zip.',
      'a\u202e.zip',
      `${'a'.repeat(200)}.zip`,
    ]) {
      const file = { fileName, size: 1, sha256: sha256(zip) };
      const refused = await owner.send(`POST /api/v1/tasks/${taskId}/attachments`, file);
      assert.equal(refused.status, 400, fileName);
    }
    for (const [fileName, bytes, code] of [
      ['a.zip', examplePdf(), 'wrong-file-type'],
      ['a.png', zip, 'wrong-file-type'],
      ['a.jpg', zip, 'wrong-file-type'],
      ['a.txt', Buffer.from([0x5a, 0xbf]), 'wrong-file-type'],
      ['a.csv', Buffer.from('ZaÅ', 'latin1'), 'wrong-file-type'],
      ['a.svg', text('just a text'), 'wrong-file-type'],
      ['a.svg', png, 'wrong-file-type'],
      ['a.pdf', zip, 'not-a-pdf'],
    ] as const) {
      const { complete } = await upload(taskId, { fileName, bytes });
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
    const versions = async () =>
      (await owner.send(`GET ${path}/versions`)).body.items.map(
        ({ versionId, replacedAt }: { versionId: string; replacedAt: string | null }) => [
          versionId,
          replacedAt !== null,
        ],
      );
    assert.deepEqual(await versions(), [
      [next.versionId, false],
      [old.versionId, true],
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
    const { correlation, objectKey } = contentOf(url);
    const issueId = correlation?.value ?? '';
    assert.equal(core.revocations.isRevoked({ issueId, objectKey }), false);
    await core.tasks.remove(taskId);
    assert.equal(core.revocations.isRevoked({ issueId, objectKey }), true);

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
      await core.pendingUploads.complete(await core.versions.find(full, versionId));
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

  it('is added by programs whose key may upload', async () => {
    const { send } = await program(['read']);
    const file = { fileName: 'a.zip', size: 1, sha256: sha256(zip) };
    assertProblem(await send(`POST /api/v1/tasks/${taskId}/attachments`, file), 403, 'insufficient-scope');
    const { send: pusher } = await program(['upload']);
    assert.equal((await pusher(`POST /api/v1/tasks/${taskId}/attachments`, file)).status, 201);
  });
});

describe('an editorial', () => {
  const secret = { fileName: 'segment-tree.pdf', kind: 'editorial' } as const;
  let contest: ContestWithRole;
  let participant: Person;
  let late: Person;

  /** The editorial as the reader sees it, and the status of a request for its URL. */
  async function seenBy(reader: Person) {
    const [seen] = await listFor(reader, taskId);
    const { status } = await urlFor(reader, taskId, seen.attachmentId);
    assert.equal(status === 200, seen.isOpen);
    assert.equal(seen.fileName !== null, seen.isOpen);
    assert.equal(seen.sha256 !== null, seen.isOpen);
    return { isOpen: seen.isOpen, opensAt: seen.opensAt };
  }

  const inContest = async (startsAt: number, endsAt: number | null) => {
    const draft = contestDraft({ startsAt, endsAt, afterEnd: 'participants' });
    const { id } = await core.contests.create(draft, owner.id);
    const made = await core.contests.findFor(owner.id, id);
    await core.contestTasks.put(made, contestTaskDraft({ taskId }));
    return made;
  };

  beforeEach(async () => {
    [participant, late] = [await person(), await person()];
    contest = await inContest(clock.nowMs(), clock.nowMs() + hourMs);
    await core.contestPeople.putParticipants(contest, [participant.id], { delaySeconds: 0, extraSeconds: 0 });
    await core.contestPeople.putParticipants(contest, [late.id], { delaySeconds: 600, extraSeconds: 900 });
    await attach(taskId, { ...secret, bytes: examplePdf() });
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
    assert.equal((await seenBy(late)).isOpen, false);
    clock.set(lateEnd - 1);
    assert.equal((await seenBy(late)).isOpen, false);
    clock.set(lateEnd);
    assert.equal((await seenBy(late)).isOpen, true);
  });

  it('is refused with its time before it opens', async () => {
    const [{ attachmentId }] = await listFor(participant, taskId);
    const refused = await urlFor(participant, taskId, attachmentId);
    assertProblem(refused, 403, 'not-open-yet');
    assert.equal(refused.body.opensAt, isoTime(contest.endsAt as number));
  });

  it('waits for the last of the running contests of a reader, and tells nothing of later ones', async () => {
    const [nowMs, end] = [clock.nowMs(), contest.endsAt as number];
    const longer = await inContest(nowMs, end + hourMs);
    const later = await inContest(end + 3 * hourMs, end + 5 * hourMs);
    const both = { delaySeconds: 0, extraSeconds: 0 };
    for (const each of [longer, later]) {
      await core.contestPeople.putParticipants(each, [participant.id], both);
    }
    assert.deepEqual(await seenBy(participant), { isOpen: false, opensAt: isoTime(end + hourMs) });
    clock.set(end);
    assert.equal((await seenBy(participant)).isOpen, false);
    clock.set(end + hourMs);
    assert.equal((await seenBy(participant)).isOpen, true);
  });

  it('stays closed for readers without a contest, and in one without an end, unless it has a time', async () => {
    assert.deepEqual(await seenBy(member), { isOpen: false, opensAt: null });
    const endless = await inContest(clock.nowMs(), null);
    await core.contestPeople.putParticipants(endless, [participant.id], { delaySeconds: 0, extraSeconds: 0 });
    clock.set(contest.endsAt as number);
    assert.deepEqual(await seenBy(participant), { isOpen: false, opensAt: null });
    const [{ attachmentId }] = await listFor(owner, taskId);
    assertProblem(await urlFor(participant, taskId, attachmentId), 403, 'forbidden');

    const opensAt = isoTime(clock.nowMs() + minuteMs);
    const path = `/api/v1/tasks/${taskId}/attachments/${attachmentId}`;
    assert.equal((await owner.send(`PATCH ${path}`, { opensAt })).status, 204);
    for (const reader of [member, participant])
      assert.deepEqual(await seenBy(reader), { isOpen: false, opensAt });
    clock.advance(minuteMs);
    for (const reader of [member, participant])
      assert.deepEqual(await seenBy(reader), { isOpen: true, opensAt });
  });

  it('is kept as one when a new version is uploaded, and its URLs end when it opens later', async () => {
    await attach(taskId, { ...secret, kind: 'attachment', bytes: examplePdf() });
    const [{ attachmentId, kind }] = await listFor(participant, taskId);
    assert.equal(kind, 'editorial');
    const path = `/api/v1/tasks/${taskId}/attachments/${attachmentId}`;
    const isRevoked = (url: string) => {
      const { correlation, objectKey } = contentOf(url);
      return core.revocations.isRevoked({ issueId: correlation?.value ?? '', objectKey });
    };
    await owner.send(`PATCH ${path}`, { kind: 'attachment' });
    const { url } = (await urlFor(participant, taskId, attachmentId)).body;
    assert.equal(isRevoked(url), false);
    await owner.send(`PATCH ${path}`, { kind: 'editorial', opensAt: null });
    assert.equal(isRevoked(url), true);
    assert.equal((await seenBy(participant)).isOpen, false);
    const { id: otherId } = await task(owner);
    for (const elsewhere of [`${path}unknown`, `/api/v1/tasks/${otherId}/attachments/${attachmentId}`]) {
      assertProblem(await owner.send(`PATCH ${elsewhere}`, { kind: 'attachment' }), 404, 'not-found');
    }
    assert.equal((await seenBy(participant)).isOpen, false);
  });

  it('may be uploaded again as another kind once it was removed', async () => {
    const [{ attachmentId }] = await listFor(owner, taskId);
    await owner.send(`DELETE /api/v1/tasks/${taskId}/attachments/${attachmentId}`);
    await attach(taskId, { fileName: secret.fileName, bytes: examplePdf() });
    assert.partialDeepStrictEqual(await listFor(participant, taskId), [
      { attachmentId, kind: 'attachment', fileName: secret.fileName },
    ]);
  });
});

describe('the URLs of an editorial, when its contest has ended', () => {
  let statusOf: (url: string) => Promise<string>;
  let close: () => Promise<void>;
  let contest: ContestWithRole;
  let other: Person;
  let path: string;
  const end = () => contest.endsAt as number;
  const onTime = { delaySeconds: 0, extraSeconds: 0 };

  before(async () => {
    const files = createFileServer({
      ...core,
      ring: core.keys.ring,
      isRevoked: core.revocations.isRevoked,
      maxBytes: core.config.maxAttachmentBytes,
      publicUrl: core.config.filesUrl,
      appUrl: core.publicUrl,
      limits: ampleLimits,
    });
    const { port } = await files.listen('127.0.0.1', 0);
    close = () => files.close(0);
    statusOf = async (url) => {
      const { pathname, search } = new URL(url);
      const reply = await fetch(`http://127.0.0.1:${port}${pathname}${search}`);
      const body = await reply.text();
      return reply.status === 200 ? 'delivered' : JSON.parse(body).code;
    };
  });
  after(() => close());

  /** Readers have the task through a group too, and the contest is closed after its end, so they keep the task. */
  beforeEach(async () => {
    other = await person();
    const group = await core.groups.create({ name: 'Course' }, owner.id);
    await core.groups.putMembers(group.id, [member.id, other.id], 'member');
    await core.groups.assign(group.id, taskId, { opensAt: 0, closesAt: null });
    const draft = contestDraft({
      startsAt: clock.nowMs(),
      endsAt: clock.nowMs() + hourMs,
      afterEnd: 'closed',
    });
    const { id } = await core.contests.create(draft, owner.id);
    contest = await core.contests.findFor(owner.id, id);
    await core.contestTasks.put(contest, contestTaskDraft({ taskId }));
    await core.contestPeople.putGroup(id, group.id);
    await core.contestPeople.putParticipants(contest, [member.id], onTime);
    await attach(taskId, { fileName: 'editorial.pdf', kind: 'editorial', bytes: examplePdf() });
    path = `/api/v1/contests/${id}`;
  });

  /** A URL of the editorial, or of the statement. */
  async function editorialFor(reader: Person): Promise<string> {
    const [{ attachmentId }] = await listFor(owner, taskId);
    const { status, body } = await urlFor(reader, taskId, attachmentId);
    assert.equal(status, 200);
    assert.equal(await statusOf(body.url), 'delivered');
    return body.url;
  }
  const isOpenFor = async (reader: Person) => (await listFor(reader, taskId))[0].isOpen;

  for (const endsAt of [hourMs, null]) {
    it(`are refused when the contest ${endsAt ? 'is extended' : 'no longer has an end'}`, async () => {
      clock.set(end());
      const urls = [await editorialFor(member), await editorialFor(other)];
      const changed = { endsAt: endsAt && isoTime(end() + endsAt) };
      const tried = await owner.send(`PATCH ${path}?dryRun=true`, changed);
      // They keep the task.
      assert.deepEqual([tried.status, tried.body.losesAccess.count], [200, 0]);
      for (const url of urls) assert.equal(await statusOf(url), 'delivered');

      assert.equal((await owner.send(`PATCH ${path}`, changed)).status, 200);
      for (const url of urls) assert.equal(await statusOf(url), 'url-revoked');
      for (const reader of [member, other]) assert.equal(await isOpenFor(reader), false);
    });
  }

  it('are refused when it starts and ends later, as if it had not been', async () => {
    clock.set(end());
    const url = await editorialFor(member);
    const later = { startsAt: isoTime(end() + hourMs), endsAt: isoTime(end() + 2 * hourMs) };
    assert.equal((await owner.send(`PATCH ${path}`, later)).status, 200);
    assert.equal(await statusOf(url), 'url-revoked');
  });

  it('are refused for one reader who gets more time, individually or at first through a group', async () => {
    clock.set(end());
    const urls = [await editorialFor(member), await editorialFor(other)];
    const more = { extraSeconds: 1800 };
    assert.equal((await owner.send(`PATCH ${path}/participants/${member.id}`, more)).status, 200);
    assert.deepEqual(await Promise.all(urls.map(statusOf)), ['url-revoked', 'delivered']);
    assert.deepEqual([await isOpenFor(member), await isOpenFor(other)], [false, true]);

    await core.contestPeople.putParticipants(contest, [other.id], { ...onTime, extraSeconds: 60 });
    assert.equal(await isOpenFor(other), false);
    assert.deepEqual(await Promise.all(urls.map(statusOf)), ['url-revoked', 'url-revoked']);
  });

  it('stay valid when a contest that has not ended is extended, for everyone or for one', async () => {
    await core.contestPeople.changeTimes(contest.id, member.id, { ...onTime, extraSeconds: 600 });
    clock.set(end() - 1);
    const statement = await attach(taskId, { fileName: 'samples.zip' });
    const [url, others] = await Promise.all(
      [member, other].map(async (reader) => (await urlFor(reader, taskId, statement.attachmentId)).body.url),
    );
    const extended = { endsAt: isoTime(end() + minuteMs) };
    assert.equal((await owner.send(`PATCH ${path}`, extended)).status, 200);
    assert.deepEqual(await Promise.all([url, others].map(statusOf)), ['delivered', 'delivered']);
    clock.set(end() + minuteMs); // over for others, but not for the member, with extra time
    await owner.send(`PATCH ${path}/participants/${member.id}`, { extraSeconds: 900 });
    assert.equal(await statusOf(url), 'delivered');
  });

  /** Another contest with the task, which runs, and a group; both as yet without the reader. */
  interface Rerun {
    readonly contest: string;
    readonly group: string;
    /** A contest that runs, with the reader but as yet without the task. */
    readonly empty: string;
  }
  type Join = (rerun: Rerun) => readonly [route: string, body?: unknown];
  const invited: Join = ({ contest, group }) => [`PUT ${contest}/${group}`];
  const joined: Join = ({ group }) => [`POST /api/v1/${group}/members`, { emails: [member.email] }];
  const joins: Readonly<Record<string, readonly [first: Join | undefined, then: Join]>> = {
    'is added to it': [
      undefined,
      ({ contest }) => [`POST ${contest}/participants`, { emails: [member.email] }],
    ],
    'is in a list of its participants': [
      undefined,
      ({ contest }) => [`PUT ${contest}/participants`, { participants: [{ userId: member.id }] }],
    ],
    'joins a group of it': [invited, joined],
    'is in a list of the members of a group of it': [
      invited,
      ({ group }) => [
        `PUT /api/v1/${group}/members`,
        { members: [owner, member].map(({ id }, at) => ({ userId: id, role: at ? 'member' : 'staff' })) },
      ],
    ],
    'belongs to a group that is added to it': [joined, invited],
    'belongs to a group in a list of its groups': [
      joined,
      ({ contest, group }) => [`PUT ${contest}/groups`, { groups: [{ groupId: group.split('/')[1] }] }],
    ],
    'takes part when it gets the task': [
      undefined,
      ({ empty }) => [`PUT ${empty}/tasks/${taskId}`, { label: 'A' }],
    ],
    'takes part when tasks are added to it': [
      undefined,
      ({ empty }) => [`POST ${empty}/tasks`, { taskIds: [taskId] }],
    ],
    'takes part in a copy': [
      undefined,
      () => [`POST ${path}/copies`, { name: 'Again', startsAt: isoTime(clock.nowMs()), participants: true }],
    ],
    'takes part when it begins earlier': [
      ({ contest }) => [`PATCH ${contest}`, { startsAt: isoTime(clock.nowMs() + 2 * hourMs) }],
      ({ contest }) => [`PATCH ${contest}`, { startsAt: isoTime(clock.nowMs()) }],
    ],
  };
  for (const [name, [first, then]] of Object.entries(joins)) {
    it(`are refused when another contest with the task runs, and the reader ${name}`, async () => {
      clock.set(end());
      const made = async (body: object) => (await owner.send('POST /api/v1/contests', body)).body.contestId;
      const runs = { name: 'Rerun', startsAt: isoTime(end()) };
      const [id, emptyId] = [await made(runs), await made(runs)];
      await owner.send(`PUT /api/v1/contests/${id}/tasks/${taskId}`, { label: 'A' });
      await owner.send(`POST /api/v1/contests/${emptyId}/participants`, { emails: [member.email] });
      const team = await core.groups.create({ name: 'Team' }, owner.id);
      const rerun: Rerun = {
        contest: `/api/v1/contests/${id}`,
        group: `groups/${team.id}`,
        empty: `/api/v1/contests/${emptyId}`,
      };
      if (first) assert.ok((await owner.send(...first(rerun))).status < 300);
      if (name.includes('earlier'))
        await owner.send(`POST ${rerun.contest}/participants`, { emails: [member.email] });
      const url = await editorialFor(member);
      const { status, text } = await admin.send(...then(rerun));
      assert.ok(status < 300, text);
      assert.equal(await isOpenFor(member), false);
      assert.equal(await statusOf(url), 'url-revoked');
    });
  }

  it('stay open to readers outside of another contest with the task, which they could infer otherwise', async () => {
    clock.set(end());
    const url = await editorialFor(member);
    const runs = { startsAt: end(), endsAt: end() + hourMs, afterEnd: 'signed-in' } as const;
    const id = await core.contests.create(contestDraft(runs), owner.id);
    await owner.send(`PUT /api/v1/contests/${id}/tasks/${taskId}`, { label: 'A' });
    assert.equal(await isOpenFor(member), true);
    clock.set(end() + hourMs); // they may read its archive, too
    assert.equal(await isOpenFor(member), true);
    assert.notEqual(await statusOf(url), 'delivered');
  });

  it('expire when the next contest of the reader starts, with or without the task, so that they reveal nothing', async () => {
    clock.set(end());
    const startsAt = end() + minuteMs;
    const next = await core.contests.create(contestDraft({ startsAt }), owner.id);
    await core.contestPeople.putParticipants(next, [member.id], { ...onTime, delaySeconds: 60 });
    const samples = await attach(taskId, { fileName: 'samples.zip' });
    const timed = await attach(taskId, {
      ...{ fileName: 'timed.pdf', kind: 'editorial', opensAt: isoTime(end()), bytes: examplePdf() },
    });
    const editorial = (await listFor(owner, taskId)).find(
      ({ fileName }: { fileName: string }) => fileName === 'editorial.pdf',
    );
    const endsFor = async (reader: Person, { attachmentId }: { attachmentId: string }) => {
      const one = (await urlFor(reader, taskId, attachmentId)).body.urlExpiresAt;
      const { body } = await reader.send('POST /api/v1/attachment-urls', {
        items: [{ taskId, attachmentId }],
      });
      assert.equal(body.items[0].urlExpiresAt, one);
      return Date.parse(one) - end();
    };
    const ttlMs = core.ttlSeconds * 1000;
    assert.deepEqual(
      [await endsFor(member, editorial), await endsFor(other, editorial), await endsFor(owner, editorial)],
      [2 * minuteMs, ttlMs, ttlMs],
    );
    assert.deepEqual([await endsFor(member, timed), await endsFor(member, samples)], [2 * minuteMs, ttlMs]);
  });

  it('stay valid when the editorial has a time, and URLs of other tasks always', async () => {
    clock.set(end());
    const [{ attachmentId }] = await listFor(owner, taskId);
    const opening = { opensAt: isoTime(end()) };
    await owner.send(`PATCH /api/v1/tasks/${taskId}/attachments/${attachmentId}`, opening);
    const url = await editorialFor(member);
    assert.equal((await owner.send(`PATCH ${path}`, { endsAt: isoTime(end() + hourMs) })).status, 200);
    assert.equal(await statusOf(url), 'delivered');
    assert.equal(await isOpenFor(member), true);
  });
});

describe('POST /api/v1/attachment-urls', () => {
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
    const group = await core.groups.create({ name: 'Geometry' }, owner.id);
    await core.groups.putMembers(group.id, [member.id], 'member');
    await core.groups.assign(group.id, other, { opensAt: 0, closesAt: null });
    const items = [
      { taskId: other, ...(await attach(other, { fileName: 'a.pdf', bytes: examplePdf() })) },
      { taskId, ...(await attach(taskId)) },
      { taskId: other, ...(await attach(other, { fileName: 'b.txt', bytes: text('b') })) },
    ];
    const asked = items.map(({ taskId, attachmentId }) => ({ taskId, attachmentId }));
    const { status, body, headers } = await ask(member, asked);
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
    assert.partialDeepStrictEqual(
      body.items,
      ['a.pdf', 'samples.zip', 'b.txt'].map((fileName, at) => ({
        ...{ outcome: 'issued', ...asked[at], taskExternalId: null, fileName },
      })),
    );
    for (const [at, { url, urlExpiresAt }] of body.items.entries()) {
      const { correlation, fileName, disposition } = contentOf(url);
      assert.deepEqual(
        [fileName, disposition],
        [body.items[at].fileName, at === 0 ? 'inline' : 'attachment'],
      );
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
    const names = ['timed.pdf', 'waiting.pdf'];
    const [timed, waiting] = await Promise.all(
      [opensAt, null].map((opensAt, at) =>
        attach(taskId, { fileName: names[at] as string, kind: 'editorial', opensAt, bytes: examplePdf() }),
      ),
    );
    const items = [
      { taskId: foreign, attachmentId: theirs.attachmentId },
      { taskId: 'ext:unknown', attachmentId: mine.attachmentId },
      { taskId, attachmentId: theirs.attachmentId },
      { taskId: foreign, attachmentId: mine.attachmentId },
      { taskId, attachmentId: timed?.attachmentId as string },
      { taskId, attachmentId: waiting?.attachmentId as string },
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

  it('opens an editorial when the contest has ended for its reader, like a single request', async () => {
    const draft = { startsAt: clock.nowMs(), endsAt: clock.nowMs() + hourMs, afterEnd: 'closed' } as const;
    const { id } = await core.contests.create(contestDraft(draft), owner.id);
    const contest = await core.contests.findFor(owner.id, id);
    await core.contestTasks.put(contest, contestTaskDraft({ taskId }));
    await core.contestPeople.putParticipants(contest, [member.id], { delaySeconds: 0, extraSeconds: 60 });
    const { attachmentId } = await attach(taskId, {
      ...{ fileName: 'e.pdf', kind: 'editorial', bytes: examplePdf() },
    });
    const item = { taskId, attachmentId };
    clock.set(draft.endsAt + minuteMs - 1);
    assert.deepEqual(outcomesOf(await ask(member, [item])), ['not-open-yet']);
    clock.set(draft.endsAt + minuteMs);
    assert.deepEqual(outcomesOf(await ask(member, [item])), ['issued']);
  });

  it('finds only the tasks of a limited API key, by any id, and refuses strangers', async () => {
    const [limited, other] = [(await task(owner)).id, (await task(owner)).id];
    await core.database.kysely
      .updateTable('tasks')
      .set({ externalId: 'knapsack' })
      .where('id', '=', limited)
      .execute();
    const items = [];
    for (const id of [limited, other]) {
      items.push({ taskId: id, attachmentId: (await attach(id)).attachmentId });
    }
    const key = await program(['read'], 'One task', { taskIds: [limited] });
    assert.deepEqual(outcomesOf(await ask(key, items)), ['issued', 'not-found']);
    const byExternalId = items.map((item, at) => ({ ...item, taskId: at === 0 ? 'ext:knapsack' : 'ext:no' }));
    const reply = await ask(key, byExternalId);
    assert.deepEqual(outcomesOf(reply), ['issued', 'not-found']);
    assert.partialDeepStrictEqual(reply.body.items[0], { taskId: limited, taskExternalId: 'knapsack' });
    assertProblem(await ask(await program(['grant']), items), 403, 'insufficient-scope');
    assertProblem(await ask({ send }, items), 401, 'unauthenticated');
  });

  it('counts each item against the limit of fresh URLs, over five minutes', async () => {
    const small = await openTestApp({ LECTERN_FRESH_URLS_PER_MINUTE: '20' });
    const [reader, given] = [await small.person('teacher'), 'any'];
    const items = Array.from({ length: 100 }, (_, at) => ({ taskId: given, attachmentId: `${at}` }));
    assert.equal((await ask(reader, items)).status, 200);
    assertProblem(await ask(reader, items.slice(0, 1)), 429, 'rate-limited');
  });

  it('takes 1 to 100 different items', async () => {
    const { attachmentId } = await attach(taskId);
    const item = { taskId, attachmentId };
    const many = Array.from({ length: 101 }, (_, at) => ({ taskId, attachmentId: `${at}` }));
    for (const items of [[], [item, item], many, [{ taskId }]]) {
      assert.equal((await ask(member, items as ReadonlyArray<typeof item>)).status, 400);
    }
    assert.equal((await ask(member, many.slice(1))).status, 200);
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
