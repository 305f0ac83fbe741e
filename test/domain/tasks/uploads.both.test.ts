import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { verifySignedUrl } from 'lectern-signing/embedded';
import { type DocumentVersion, statementIn } from '../../../src/domain/tasks/document-versions.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { examplePdf, openTestApp, sha256, store } from '../../support/app.ts';
import { pluck } from '../../support/pluck.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const maxPdfBytes = 4096;
const { core, clock, person, task, upload, publish } = await openTestApp({
  MAX_PDF_BYTES: String(maxPdfBytes),
});
const { uploads, versions, driver, taskDetails } = core;
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
    ['file-name-invalid', { fileName: `${'ż'.repeat(101)}.pdf` }],
    ['file-name-invalid', { fileName: 'a\u0085\u2028\ud800.pdf' }],
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
  it('gives all concurrent requests the same answer', async () => {
    const { id } = await task(teacher);
    const version = await upload({ id }, teacher);
    const answers = await Promise.all([1, 2, 3].map(() => uploads.complete(id, version.id)));
    for (const answer of answers) assert.deepEqual({ ...answer }, { ...answers[0] });
    assert.equal((await listed(id)).length, 1);
  });

  it('names the wrong end of a PDF, and accepts what viewers accept', async () => {
    const complete = async (bytes: Buffer) => {
      const { id } = await task(teacher);
      return uploads.complete(id, (await upload({ id }, teacher, { bytes })).id);
    };
    const [pdf, unreadable] = [
      examplePdf(),
      { code: 'pdf-unreadable', message: /end of the PDF is missing/ },
    ];
    await assert.rejects(complete(Buffer.concat([Buffer.alloc(1020, ' '), pdf])), { code: 'not-a-pdf' });
    await assert.rejects(complete(Buffer.concat([pdf, Buffer.alloc(1100)])), unreadable);
    for (const before of ['\uFEFF', '\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n']) {
      const version = await complete(Buffer.concat([Buffer.from(before), pdf]));
      const found = await core.examinations.find(version);
      assert.partialDeepStrictEqual(found, { pages: 1, findings: [] });
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
});

describe('versions of a document', () => {
  it('replace each other in a language, stay listed newest first, and their bytes stay', async () => {
    const created = await task(teacher);
    const first = await publish(created, teacher);
    const polish = await publish(created, teacher, 'pl');
    clock.advance(1000);
    const second = await publish(created, teacher);
    const detail = await taskDetails.of(created.id);
    assert.deepEqual(pluck(detail?.documents, 'id'), [second.id, polish.id]);
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
});
