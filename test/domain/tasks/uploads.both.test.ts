import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { verifySignedUrl } from 'lectern-signing/embedded';
import {
  type DocumentVersion,
  fileRemoval,
  statementIn,
} from '../../../src/domain/tasks/document-versions.ts';
import type { PdfExamination } from '../../../src/pdf/pdf-examination.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { examplePdf, openTestApp, sha256, store } from '../../support/app.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';
import { uploadsOver } from '../../support/uploads-over.ts';

const maxPdfBytes = 4096;
const { core, clock, person, task, upload, publish } = await openTestApp({
  MAX_PDF_BYTES: String(maxPdfBytes),
});
const { uploads, versions, driver, revocations, taskDetails } = core;
const teacher = await person('teacher');

const bytes = examplePdf();
const announcement = (taskId: string) => ({
  taskId,
  language: 'en',
  fileName: 'task.pdf',
  size: bytes.length,
  sha256: sha256(bytes),
  uploadedBy: teacher.id,
});

const languagesOf = async (taskId: string) =>
  (await taskDetails.of(taskId))?.documents.map(({ language }) => language);
const isStored = async ({ objectKey }: DocumentVersion) =>
  (await driver.head(parseObjectKey(objectKey))) !== undefined;
const listed = (taskId: string) => versions.list(statementIn(taskId, 'en'), { after: undefined, limit: 100 });

async function storedKeys(): Promise<ReadonlyArray<string>> {
  const keys = [];
  for await (const { key } of driver.list('')) keys.push(key);
  return keys.sort();
}

describe('announcing an upload', () => {
  it('gives a URL that is valid only for these bytes, for a quarter of an hour', async () => {
    clock.set(Math.ceil(clock.nowMs() / 1000) * 1000); // URLs expire at whole seconds
    const { id } = await task(teacher);
    const { version, signed } = await uploads.announce(announcement(id));
    assert.deepEqual(verifySignedUrl(signed.url, core.config.filesUrl, core.keys.ring(), clock.nowMs()), {
      kind: 'upload',
      objectKey: version.objectKey,
      size: bytes.length,
      sha256: sha256(bytes),
      keyId: core.keys.ring()[0].id,
      expiresAtMs: clock.nowMs() + 15 * minuteMs,
    });
    assert.match(version.objectKey, /^documents\/[a-z2-7]{2}\/[a-z2-7]{30}\.pdf$/);
  });

  it('shows nothing to readers yet', async () => {
    const { id } = await task(teacher);
    await uploads.announce(announcement(id));
    assert.deepEqual(await languagesOf(id), []);
    assert.deepEqual(await listed(id), []);
    assert.deepEqual(await versions.languages(id, { after: undefined, limit: 9 }), []);
  });

  for (const [code, wrong] of [
    ['body-too-large', { size: maxPdfBytes + 1 }],
    ['file-name-invalid', { fileName: '../task.pdf' }],
    ['file-name-invalid', { fileName: 'a\r\nSet-Cookie: b.pdf' }],
    ['file-name-invalid', { fileName: 'fdp.\u202Eexe' }],
    ['file-name-invalid', { fileName: 'statement.hta' }],
    ['file-name-invalid', { fileName: 'statement.pdf.html' }],
    ['file-name-invalid', { fileName: 'statement.pdf ' }],
    ['file-name-invalid', { fileName: 'statement.pdf.' }],
    ['file-name-invalid', { fileName: 'statement' }],
    ['request-invalid', { language: 'english language' }],
  ] as const) {
    it(`refuses ${JSON.stringify(wrong)}: \`${code}\`, and stores nothing`, async () => {
      const { id } = await task(teacher);
      await assert.rejects(uploads.announce({ ...announcement(id), ...wrong }), { code });
      const rows = core.database.kysely.selectFrom('documentVersions').where('taskId', '=', id).selectAll();
      assert.deepEqual(await rows.execute(), []);
    });
  }

  it('accepts a PDF of exactly the largest size', async () => {
    const { id } = await task(teacher);
    const { version } = await uploads.announce({ ...announcement(id), size: maxPdfBytes });
    assert.equal(version.size, maxPdfBytes);
  });
});

describe('completing an upload', () => {
  it('makes the version current, and repeats the same answer', async () => {
    const { id } = await task(teacher);
    const version = await upload({ id }, teacher);
    const completed = await uploads.complete(id, version.id);
    assert.equal(completed.completedAt, clock.nowMs());
    assert.deepEqual(await languagesOf(id), ['en']);
    clock.advance(1000);
    assert.deepEqual({ ...(await uploads.complete(id, version.id)) }, { ...completed });
  });

  it('gives all concurrent requests the same answer', async () => {
    const { id } = await task(teacher);
    const version = await upload({ id }, teacher);
    const answers = await Promise.all([1, 2, 3].map(() => uploads.complete(id, version.id)));
    for (const answer of answers) assert.deepEqual({ ...answer }, { ...answers[0] });
    assert.equal((await listed(id)).length, 1);
  });

  it('needs the bytes first: `upload-missing`, and then it works', async () => {
    const { id } = await task(teacher);
    const { version } = await uploads.announce(announcement(id));
    await assert.rejects(uploads.complete(id, version.id), { code: 'upload-missing' });
    await store(core, version, bytes);
    assert.equal((await uploads.complete(id, version.id)).id, version.id);
  });

  it('is `not-found` for an unknown version, and for one of another task', async () => {
    const [one, other] = [await task(teacher), await task(teacher)];
    const version = await upload(one, teacher);
    await assert.rejects(uploads.complete(one.id, 'unknown'), { code: 'not-found' });
    await assert.rejects(uploads.complete(other.id, version.id), { code: 'not-found' });
  });

  it('refuses what is not a PDF, and leaves nothing behind', async () => {
    const { id } = await task(teacher);
    const version = await upload({ id }, teacher, { bytes: Buffer.from('<html>not a PDF</html>') });
    await assert.rejects(uploads.complete(id, version.id), { code: 'not-a-pdf' });
    assert.equal(await isStored(version), false);
    assert.deepEqual(await languagesOf(id), []);
    await assert.rejects(uploads.complete(id, version.id), { code: 'not-found' });
  });

  it('names the wrong end of a PDF, and accepts what viewers accept', async () => {
    const pdf = examplePdf();
    for (const [bytes, refusal] of [
      [
        Buffer.concat([Buffer.alloc(1020, ' '), pdf]),
        { code: 'not-a-pdf', message: /1024 bytes do not contain %PDF-/ },
      ],
      [
        pdf.subarray(0, pdf.lastIndexOf('%%EOF')),
        { code: 'pdf-unreadable', message: /end of the PDF is missing/ },
      ],
      [
        Buffer.concat([pdf, Buffer.alloc(1100)]),
        { code: 'pdf-unreadable', message: /more than 1024 bytes follow/ },
      ],
    ] as const) {
      const { id } = await task(teacher);
      const version = await upload({ id }, teacher, { bytes });
      await assert.rejects(uploads.complete(id, version.id), refusal);
    }
    for (const before of ['\uFEFF', '\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n']) {
      const { id } = await task(teacher);
      const version = await upload({ id }, teacher, { bytes: Buffer.concat([Buffer.from(before), pdf]) });
      assert.equal((await uploads.complete(id, version.id)).id, version.id);
      const { pages, findings } = (await core.examinations.find(version)) as PdfExamination;
      assert.deepEqual({ pages, findings }, { pages: 1, findings: [] });
    }
  });

  it('leaves nothing behind either when the refused bytes are put to the same URL once more', async () => {
    const { id } = await task(teacher);
    const notAPdf = Buffer.from('<html>still not a PDF</html>');
    const version = await upload({ id }, teacher, { bytes: notAPdf });
    await assert.rejects(uploads.complete(id, version.id), { code: 'not-a-pdf' });
    await store(core, version, notAPdf); // as the file server does: the upload URL is valid for 15 minutes
    clock.advance(hourMs + 1);
    await uploads.sweep();
    assert.equal(await isStored(version), false);
  });

  for (const [code, stored] of [
    ['upload-size-mismatch', examplePdf('longer than announced')],
    ['upload-hash-mismatch', Buffer.from(bytes).fill('x', 12, 20)],
  ] as const) {
    it(`refuses other bytes than announced, however they got there: \`${code}\``, async () => {
      const { id } = await task(teacher);
      const { version } = await uploads.announce(announcement(id));
      await store(core, version, stored);
      await assert.rejects(uploads.complete(id, version.id), { code });
      assert.equal(await isStored(version), false);
      assert.deepEqual(await languagesOf(id), []);
    });
  }

  it('changes the time of the task', async () => {
    const { id } = await task(teacher);
    clock.advance(5000);
    await publish({ id }, teacher);
    assert.equal((await taskDetails.of(id))?.updatedAt, clock.nowMs());
  });
});

describe('versions of a document', () => {
  it('replace each other in a language, stay listed newest first, and their bytes stay', async () => {
    const created = await task(teacher);
    const first = await publish(created, teacher);
    const polish = await publish(created, teacher, 'pl');
    clock.advance(1000);
    const second = await publish(created, teacher);
    const detail = await taskDetails.of(created.id);
    assert.deepEqual(
      detail?.documents.map(({ id }) => id),
      [second.id, polish.id],
    );
    assert.deepEqual(
      (await listed(created.id)).map(({ id, replacedAt }) => ({ id, replacedAt })),
      [
        { id: second.id, replacedAt: null },
        { id: first.id, replacedAt: clock.nowMs() },
      ],
    );
    assert.ok(await isStored(first));
  });

  it('have one current version when several are completed at the same time', async () => {
    const created = await task(teacher);
    const uploaded = await Promise.all([1, 2, 3, 4].map(() => upload(created, teacher)));
    await Promise.all(uploaded.map(({ id }) => uploads.complete(created.id, id)));
    const all = await listed(created.id);
    assert.equal(all.length, 4);
    assert.equal(all.filter(({ replacedAt }) => replacedAt === null).length, 1);
  });

  it('are distinguished by language in its canonical form', async () => {
    const created = await task(teacher);
    await publish(created, teacher, 'EN-gb');
    await publish(created, teacher, 'en-GB');
    assert.deepEqual(await languagesOf(created.id), ['en-GB']);
  });

  it('stay listed after the document is removed, which can be done once', async () => {
    const created = await task(teacher);
    await publish(created, teacher);
    await revocations.change(fileRemoval(statementIn(created.id, 'en')));
    assert.deepEqual(await languagesOf(created.id), []);
    assert.equal((await listed(created.id)).length, 1);
    assert.deepEqual(await versions.languages(created.id, { after: undefined, limit: 9 }), [
      { language: 'en', isCurrent: false },
    ]);
    await assert.rejects(revocations.change(fileRemoval(statementIn(created.id, 'en'))), {
      code: 'not-found',
    });
  });

  it('that are current are read for many tasks together', async () => {
    const created = [await task(teacher), await task(teacher), await task(teacher)];
    const [first, second] = created as [(typeof created)[0], (typeof created)[0]];
    for (const each of [first, second, second]) await publish(each, teacher);
    const current = await versions.current(created.map(({ id }) => id));
    assert.deepEqual(current.map(({ taskId }) => taskId).sort(), [first.id, second.id].sort());
    assert.deepEqual(await versions.current([]), []);
  });
});

describe('the sweep', () => {
  beforeEach(async () => {
    clock.advance(hourMs + 1);
    await uploads.sweep(); // what other tests have announced
  });

  it('removes an upload that was not completed within an hour, with its bytes, and nothing else', async () => {
    const created = await task(teacher);
    const completed = await publish(created, teacher);
    const uploaded = await upload(created, teacher);
    const { version: announced } = await uploads.announce(announcement(created.id));
    const before = await storedKeys();
    clock.advance(hourMs);
    const young = await upload(created, teacher);
    assert.equal(await uploads.sweep(), 0);
    clock.advance(1);
    assert.equal(await uploads.sweep(), 2);
    assert.equal(await uploads.sweep(), 0);
    assert.deepEqual(
      await storedKeys(),
      [...before.filter((key) => key !== uploaded.objectKey), young.objectKey].sort(),
    );
    for (const { id } of [uploaded, announced]) {
      await assert.rejects(uploads.complete(created.id, id), { code: 'not-found' });
    }
    assert.equal((await uploads.complete(created.id, young.id)).id, young.id);
    assert.ok(await isStored(completed));
  });

  it('never removes the bytes of an upload that is completed at the same time', async () => {
    const created = await task(teacher);
    const version = await upload(created, teacher);
    clock.advance(hourMs + 1);
    const [completed] = await Promise.allSettled([uploads.complete(created.id, version.id), uploads.sweep()]);
    assert.equal(await isStored(version), completed.status === 'fulfilled');
    assert.equal((await listed(created.id)).length, completed.status === 'fulfilled' ? 1 : 0);
  });

  it('continues after a storage failure, and forgets nothing before its bytes are gone', async () => {
    const created = await task(teacher);
    const version = await upload(created, teacher);
    clock.advance(hourMs + 1);
    const failing = { ...driver, delete: () => Promise.reject(new Error('the storage is down')) };
    const broken = uploadsOver({ core, clock }, failing);
    await assert.rejects(broken.sweep(), /down/);
    assert.ok(await isStored(version));
    assert.equal(await uploads.sweep(), 1);
    assert.equal(await isStored(version), false);
  });
});
