import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TaskDetail } from '../../../src/domain/tasks/task-detail.ts';
import { envelopeChecks } from '../../../src/features/envelopes/check-envelopes.ts';
import {
  createReadContents,
  filesOf,
  maxSealedAttachments,
} from '../../../src/features/envelopes/envelope-contents.ts';
import { createIssueEnvelopeKeyForOperator } from '../../../src/features/envelopes/issue-envelope-key.ts';
import { openEnvelopes } from '../../../src/features/envelopes/open.ts';
import { assertProblem, openTestApp, sha256 } from '../../support/app.ts';
import { attachAs, zip } from '../../support/attachments.ts';
import { countQueries } from '../../support/count-queries.ts';
import { pluck } from '../../support/pluck.ts';
import { createSealedContest, openByOthers } from '../../support/sealed-contest.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';
import { testDialect } from '../../support/test-database.ts';

const testApp = await openTestApp();
const { core, clock, person, dataDir } = testApp;
const envelopes = openEnvelopes(core);
const teacher = await person('teacher');
const { attach } = attachAs(teacher, core);
const text = (content: string) => Buffer.from(content);
const checkContest = envelopeChecks.open(core);

/** A contest that can be sealed now, with a task that has samples and an editorial. */
async function createWorld() {
  const made = await createSealedContest(testApp, teacher);
  const task = await made.add(['en']);
  const samples = await attach(task.id, { fileName: 'samples.zip' });
  const editorial = await attach(task.id, { fileName: 'a.txt', bytes: text('secret'), kind: 'editorial' });
  clock.set(made.prefetchFrom);
  const address = `/api/v1/contests/${made.contest.id}`;
  return {
    ...made,
    ...{ task, samples, editorial },
    async current(language = 'en') {
      const found = await envelopes.current(made.contest.id);
      return found.find((each) => each.language === language) ?? assert.fail(`no envelope in ${language}`);
    },
    /** Seals again, a minute later. */
    async sealLater() {
      clock.advance(minuteMs);
      return made.seal();
    },
    async findings() {
      const contest = (await core.contests.find(made.contest.id)) ?? assert.fail();
      return (await checkContest(contest)).map(({ code }) => code);
    },
    change: (attachmentId: string, opening: object) =>
      teacher.send(`PATCH /api/v1/tasks/${task.id}/attachments/${attachmentId}`, opening),
    async askKey(envelopeId: string, as = teacher) {
      return as.send(`POST ${address}/envelope-key`, { envelopeId });
    },
  };
}

const versionsOf = (files: ReadonlyArray<{ versionId: string }>) => files.map(({ versionId }) => versionId);

describe('attachments in the envelopes of a contest', () => {
  it('are in that of each language, after the statements, in the order of the tasks; editorials never are', async () => {
    const { add, seal, contest, task, samples } = await createWorld();
    const second = await add(['en', 'pl']);
    const late = await add(['en'], { opensAt: clock.nowMs() + 2 * hourMs });
    await attach(late.id);
    const notes = await attach(second.id, { fileName: 'notes.txt', bytes: text('Zażółć') });
    const data = await attach(second.id, { fileName: 'data.csv', bytes: text('a,b\n') });
    assert.equal(await seal(), 2);

    for (const envelope of await envelopes.current(contest.id)) {
      const { index, documents, attachments } = await openByOthers(testApp, envelope, envelope.key());
      assert.equal(documents.length, 2);
      assert.deepEqual(attachments, [zip, text('a,b\n'), text('Zażółć')]);
      const versionIds = versionsOf([samples, data, notes]);
      assert.deepEqual(versionsOf(index.attachments), versionIds);
      const { offset, ...facts } = index.attachments[0];
      assert.equal(offset, Buffer.concat(documents).length);
      assert.deepEqual(facts, {
        ...{ taskId: task.id, ...samples, fileName: 'samples.zip' },
        ...{ size: zip.length, sha256: sha256(zip) },
      });
      assert.deepEqual(versionsOf(envelope.parts), [...versionsOf(index.documents), ...versionIds]);
    }
  });

  it('do not change an envelope without them', async () => {
    const made = await createSealedContest(testApp, teacher);
    const task = await made.add(['en']);
    await attach(task.id, { kind: 'editorial' });
    clock.set(made.prefetchFrom);
    await made.seal();
    const [envelope] = await envelopes.current(made.contest.id);
    assert.ok(envelope);
    const { index } = await openByOthers(testApp, envelope, envelope.key());
    assert.deepEqual(Object.keys(index), ['format', 'contestId', 'language', 'documents']);
    const parts = [{ taskId: task.id, versionId: task.versions[0]?.id, isLeftOut: false }];
    assert.deepEqual(envelope.parts, parts);
  });

  it('are sealed of tasks without a statement too', async () => {
    const made = await createSealedContest(testApp, teacher);
    const { versionId } = await attach((await made.add([])).id);
    clock.set(made.prefetchFrom);
    await made.seal();
    const [envelope] = await envelopes.current(made.contest.id);
    assert.partialDeepStrictEqual(envelope, { language: 'und', parts: [{ versionId }] });
  });

  it('cause sealing again when one is replaced, added, removed, or becomes an editorial or an attachment', async () => {
    const { seal, sealLater, current, findings, change, task, samples, editorial } = await createWorld();
    await seal();
    assert.equal(await sealLater(), 0);
    const path = `/api/v1/tasks/${task.id}/attachments`;
    const opening = (kind: string) => change(editorial.attachmentId, { kind });
    const put = async (fileName: string, bytes: Buffer) =>
      (await attach(task.id, { fileName, bytes })).versionId;
    /** Makes a change, and returns the attachments that are sealed then. */
    async function after<Result>(happens: () => Promise<Result>) {
      assert.deepEqual(await findings(), ['envelope-sealed']);
      const result = await happens();
      assert.deepEqual(await findings(), ['envelope-stale']);
      assert.equal(await sealLater(), 1);
      const { parts } = await current();
      return { result, sealed: versionsOf(parts.filter(({ isAttachment }) => isAttachment)) };
    }
    const replaced = await after(() => put('samples.zip', Buffer.concat([zip, Buffer.from('00', 'hex')])));
    assert.deepEqual(replaced.sealed, [replaced.result]);
    const added = await after(() => put('z.txt', text('z')));
    assert.deepEqual(added.sealed, [replaced.result, added.result]);
    const opened = await after(() => opening('attachment'));
    assert.deepEqual(opened.sealed, [editorial.versionId, ...added.sealed]);
    assert.deepEqual((await after(() => opening('editorial'))).sealed, added.sealed);
    const removed = await after(() => teacher.send(`DELETE ${path}/${samples.attachmentId}`));
    assert.deepEqual(removed.sealed, [added.result]);
  });

  it('are left out where they are not stored as recorded, as statements are, without the rest', async () => {
    const { add, seal, sealLater, current, findings, task, samples } = await createWorld();
    const kept = await attach(task.id, { fileName: 'kept.txt', bytes: text('kept') });
    const damaged = await add();
    const stored = await core.versions.find(task.id, samples.versionId);
    for (const file of [stored, ...damaged.versions]) {
      writeFileSync(join(dataDir, 'files', 'objects', file.objectKey), Buffer.alloc(file.size));
    }
    await seal();
    const envelope = await current();
    const { documents, attachments } = await openByOthers(testApp, envelope, envelope.key());
    const [statement] = task.versions;
    assert.deepEqual([documents.map(sha256), attachments], [[statement?.sha256], [text('kept')]]);
    assert.deepEqual(
      envelope.parts.map(({ versionId, isLeftOut }) => [versionId, isLeftOut]),
      [
        [statement?.id, false],
        [damaged.versions[0]?.id, true],
        [kept.versionId, false],
        [samples.versionId, true],
      ],
    );
    assert.deepEqual(await findings(), ['envelope-sealed']);
    assert.equal(await sealLater(), 0, 'they would be omitted again');
  });

  it('are added while they fit after all statements, and at most 200 of them', async () => {
    const { contest, task, samples, add } = await createWorld();
    const second = await add(['en']);
    const small = await attach(second.id);
    const sizes = new Map([
      [task.versions[0]?.id, 20 * 2 ** 20],
      [second.versions[0]?.id, 60 * 2 ** 20],
      [samples.versionId, 48 * 2 ** 20],
    ]);
    const resized = <File extends { id: string; size: number }>(file: File): File => ({
      ...file,
      size: sizes.get(file.id) ?? file.size,
    });
    const changed = (change: (detail: TaskDetail) => TaskDetail) =>
      createReadContents({
        ...core,
        taskDetails: {
          ...core.taskDetails,
          async ofMany(ids) {
            const found = await core.taskDetails.ofMany(ids);
            return new Map([...found].map(([id, detail]) => [id, change(detail)]));
          },
        },
      });
    const [large] = await changed(({ documents, attachments, ...detail }) => ({
      ...{ ...detail, documents: documents.map(resized), attachments: attachments.map(resized) },
    }))(contest);
    assert.ok(large);
    const fitting = [task.versions[0]?.id, second.versions[0]?.id, small.versionId];
    assert.deepEqual(pluck(filesOf(large), 'id'), fitting);

    const many = Array.from({ length: 250 }, (_, at) => `${String(at).padStart(3, '0')}.txt`);
    const [full] = await changed((detail) => ({
      ...detail,
      attachments: detail.attachments.flatMap((file) => many.map((fileName) => ({ ...file, fileName }))),
    }))(contest);
    assert.equal(full?.documents.length, 2);
    assert.equal(full?.attachments.length, maxSealedAttachments);
  });
});

describe('the key of an envelope with attachments', () => {
  it('is recorded for each of them, and they count neither as readers nor as statements', async () => {
    const { seal, add, join, current, askKey, startsAt, contest, task, samples } = await createWorld();
    const bare = await add([]);
    const data = await attach(bare.id, { fileName: 'data.txt', bytes: text('data') });
    const student = await person();
    await join(student);
    await seal();
    clock.set(startsAt);
    const envelope = await current();
    assert.equal((await askKey(envelope.id, student)).status, 200);
    const key = await createIssueEnvelopeKeyForOperator(core.issuing)(envelope);
    assert.deepEqual(key, envelope.key());

    const recorded = [
      [task.id, task.versions[0]?.id],
      [task.id, samples.versionId],
      [bare.id, data.versionId],
    ];
    const records = await core.issuedUrls.list({ contestId: contest.id, after: undefined, limit: 50 });
    for (const [principalId, ground] of [
      [student.id, 'contest'],
      [null, 'operator'],
    ]) {
      const own = records.filter((record) => record.principalId === principalId);
      assert.deepEqual(own.map(({ taskId, versionId }) => [taskId, versionId]).sort(), recorded.toSorted());
      assert.deepEqual(new Set(own.map((record) => record.ground)), new Set([ground]));
      assert.equal(new Set(own.map(({ issueId }) => issueId)).size, 3);
    }
    const { items } = (await teacher.send(`GET /api/v1/contests/${contest.id}/people`)).body;
    const states = items[0].tasks.map((each: { taskId: string; state: string }) => [each.taskId, each.state]);
    assert.deepEqual(
      new Map(states),
      new Map([
        [task.id, 'unknown'],
        [bare.id, 'none'],
      ]),
    );
    const place = { kind: 'contest', id: contest.id } as const;
    const [reader] = await core.issuedUrls.withFirstIssued(place, [{ userId: student.id }]);
    assert.equal(reader?.firstIssuedAt, startsAt);
  });

  it('takes statements that concurrent requests share, on PostgreSQL', async () => {
    const { seal, join, current, askKey, startsAt } = await createWorld();
    const students = await Promise.all(Array.from({ length: 20 }, () => person()));
    for (const student of students) await join(student);
    await seal();
    const { id } = await current();
    clock.set(startsAt);
    const askAll = () => Promise.all(students.map((student) => askKey(id, student)));
    const { result, queries } = await countQueries(askAll);
    assert.ok(result.every(({ status }) => status === 200));
    assert.ok(testDialect === 'sqlite' || queries <= 9, `${queries} statements`);
  });

  it('is withheld from everyone once one has become an editorial, and given for an envelope without it', async () => {
    const { seal, sealLater, join, current, change, askKey, startsAt, samples } = await createWorld();
    const student = await person();
    await join(student);
    await seal();
    const old = await current();
    await change(samples.attachmentId, { kind: 'editorial' });
    for (const reader of [teacher, student]) {
      clock.set(Math.max(clock.nowMs(), reader === student ? startsAt : 0));
      assertProblem(await askKey(old.id, reader), 404, 'not-found');
    }
    clock.set(startsAt - hourMs / 2);
    await sealLater();
    const anew = await current();
    assert.notEqual(anew.id, old.id);
    clock.set(startsAt);
    assert.equal((await askKey(anew.id, student)).status, 200);
    assertProblem(await askKey(old.id, student), 404, 'not-found');
  });

  it('is still given when one was replaced or removed', async () => {
    const { seal, join, current, askKey, startsAt, task, samples } = await createWorld();
    const student = await person();
    await join(student);
    await seal();
    const { id } = await current();
    await attach(task.id, { bytes: Buffer.concat([zip, Buffer.from('00', 'hex')]) });
    clock.set(startsAt);
    assert.equal((await askKey(id, student)).status, 200);
    await teacher.send(`DELETE /api/v1/tasks/${task.id}/attachments/${samples.attachmentId}`);
    assert.equal((await askKey(id, student)).status, 200);
  });
});
