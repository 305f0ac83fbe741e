import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { DocumentVersion } from '../../src/domain/tasks/document-versions.ts';
import { parseObjectKey } from '../../src/storage/object-key.ts';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, examplePdf, openTestApp, sha256, store } from '../support/app.ts';
import { activePdfs, brokenPdfs, type HostilePdf } from '../support/hostile-pdfs.ts';
import { onePage } from '../support/plain-pdf.ts';

const {
  core,
  clock,
  dataDir,
  person,
  task,
  publish,
  upload,
  group: newGroup,
} = await openTestApp({
  MAX_PDF_BYTES: '4096',
});
const { groups, taskStaff } = core;
const [teacher, editor, reader, staff, member] = [
  await person('teacher'),
  await person(),
  await person(),
  await person(),
  await person(),
];
const group = await newGroup(teacher, { staff: [staff], members: [member] });

/** A task with an editor and a reader, assigned to the group. */
async function newTask() {
  const made = await task(teacher);
  await taskStaff.put(made.id, editor.id, 'editor');
  await taskStaff.put(made.id, reader.id, 'reader');
  await groups.assign(group.id, made.id, { opensAt: 0, closesAt: null });
  return { id: made.id, path: `/api/v1/tasks/${made.id}/documents` };
}

interface Listed {
  readonly versionId: string;
  readonly replacedAt: string | null;
}
/** Its versions in English, and whether they were replaced. */
async function listed(path: string): Promise<ReadonlyArray<string>> {
  const items = await allPages<Listed>(editor, `${path}/en/versions?limit=200`);
  return items.map(({ versionId, replacedAt }) => (replacedAt ? `${versionId} replaced` : versionId));
}

const bytes = examplePdf();
const announcement = { language: 'en', fileName: 'task.pdf', size: bytes.length, sha256: sha256(bytes) };

describe('the reason for a new version', () => {
  const reason = { en: '  Sample 2 was wrong. ', 'PL-pl': 'Drugi przykład był błędny.' };
  const canonical = { en: 'Sample 2 was wrong.', 'pl-PL': 'Drugi przykład był błędny.' };

  it('is stored with it, and shown to its readers and staff', async () => {
    const { id, path } = await newTask();
    await publish({ id }, editor);
    const version = await upload({ id }, editor);
    const completed = await editor.send(`POST ${path}/${version.id}/complete`, { reason });
    assert.deepEqual(completed.body.reason, canonical);
    for (const asked of [`GET /api/v1/tasks/${id}`, `GET ${path}`]) {
      const { documents } = (await member.send(asked)).body;
      assert.deepEqual([documents[0].versionId, documents[0].reason], [version.id, canonical], asked);
    }
    const { items } = (await staff.send(`GET ${path}/en/versions`)).body;
    assert.deepEqual(
      items.map((item: { reason: unknown }) => item.reason),
      [canonical, null],
    );
  });

  it('may be another one when a version is restored', async () => {
    const { id, path } = await newTask();
    const first = await upload({ id }, editor);
    await editor.send(`POST ${path}/${first.id}/complete`, { reason });
    await publish({ id }, editor);
    const again = { reason: { en: 'The correction was wrong.' } };
    assert.deepEqual(
      (await editor.send(`POST ${path}/${first.id}/restore`, again)).body.reason,
      again.reason,
    );
    await publish({ id }, editor);
    assert.equal((await editor.send(`POST ${path}/${first.id}/restore`)).body.reason, null);
  });

  it('is one line in each language', async () => {
    const { id, path } = await newTask();
    const version = await upload({ id }, editor);
    for (const refused of [{ '?': 'x' }, { en: ' ' }, { en: 'two\nlines' }]) {
      const reply = await editor.send(`POST ${path}/${version.id}/complete`, { reason: refused });
      assertProblem(reply, 400, 'request-invalid');
    }
    const { body } = await editor.send(`POST ${path}/${version.id}/complete`, { reason: {} });
    assert.equal(body.reason, null);
  });
});

describe('uploading a document', () => {
  it('takes an editor three steps: announce, put and complete', async () => {
    clock.set(Date.UTC(2026, 10, 24, 12));
    const { id, path } = await newTask();
    const announced = await editor.send(`POST ${path}`, { ...announcement, language: 'EN-gb' });
    assert.equal(announced.status, 201);
    const { versionId, uploadUrl, uploadUrlExpiresAt } = announced.body;
    assert.equal(uploadUrlExpiresAt, '2026-11-24T12:15:00Z');
    assert.ok(uploadUrl.startsWith(`${core.config.filesUrl}/documents/`));
    assert.doesNotMatch(JSON.stringify(announced.headers), /sig=|location/);

    const complete = `POST ${path}/${versionId}/complete`;
    assertProblem(await editor.send(complete), 409, 'upload-missing');
    await store(core, await core.versions.find(id, versionId), bytes);
    const completed = await editor.send(complete);
    assert.equal(completed.status, 200);
    assert.deepEqual(completed.body, {
      ...announcement,
      versionId,
      attachmentId: null,
      language: 'en-GB',
      uploadedBy: editor.id,
      uploadedByExternalId: null,
      uploadedByName: editor.name,
      createdAt: '2026-11-24T12:00:00Z',
      completedAt: '2026-11-24T12:00:00Z',
      replacedAt: null,
      reason: null,
      pages: 1,
    });
    clock.advance(1000);
    assert.deepEqual((await editor.send(complete)).body, completed.body);
    assert.equal(
      (await member.send(`GET /api/v1/tasks/${id}`)).body.documents[0].sha256,
      announcement.sha256,
    );
  });

  it('may use the bytes of the current version, which restores a lost file', async () => {
    const { id, path } = await newTask();
    const lost = await core.uploads.publish(await upload({ id }, teacher, { bytes }));
    assert.equal(lost.sha256, announcement.sha256);
    await core.driver.delete(parseObjectKey(lost.objectKey));
    const announced = await editor.send(`POST ${path}`, announcement);
    assert.equal(announced.status, 201);
    const { versionId } = announced.body;
    await store(core, await core.versions.find(id, versionId), bytes);
    assert.equal((await editor.send(`POST ${path}/${versionId}/complete`)).status, 200);
    const [current] = await core.versions.current([id]);
    assert.equal(current?.id, versionId);
    assert.ok(await core.driver.head(parseObjectKey(current?.objectKey as string)));
  });

  for (const { name, bytes: broken, pages, finds } of brokenPdfs()) {
    const [code] = finds;
    if (pages) {
      it(`is accepted for a file with ${name}`, async () => {
        const { id, path } = await newTask();
        const version = await upload({ id }, teacher, { bytes: broken });
        assert.equal((await editor.send(`POST ${path}/${version.id}/complete`)).status, 200);
      });
      continue;
    }
    it(`is refused with 422 \`${code}\` for a file with ${name}, and the version before stays`, async () => {
      const { id, path } = await newTask();
      const before = await publish({ id }, teacher);
      const version = await upload({ id }, teacher, { bytes: broken });
      const refused = await editor.send(`POST ${path}/${version.id}/complete`);
      assertProblem(refused, 422, code as string);
      assert.match(refused.body.detail, /[Uu]pload it( again)?\.$/);
      assert.equal(await core.driver.head(parseObjectKey(version.objectKey)), undefined);
      assertProblem(await editor.send(`POST ${path}/${version.id}/complete`), 404, 'not-found');
      assert.deepEqual(await listed(path), [before.id]);
    });
  }
});

describe('the versions of a document', () => {
  it('are listed newest first, one page at a time', async () => {
    const { id, path } = await newTask();
    const made = [];
    for (let at = 0; at < 3; at++) {
      clock.advance(1);
      made.unshift((await publish({ id }, teacher)).id);
    }
    const items = await allPages<Listed>(reader, `${path}/EN/versions?limit=2`);
    assert.deepEqual(
      items.map(({ versionId, replacedAt }) => [versionId, replacedAt === null]),
      made.map((id, at) => [id, at === 0]),
    );
  });

  it('exist in the listed languages, including removed documents, one page at a time', async () => {
    const { id, path } = await newTask();
    for (const language of ['pl', 'en', 'de-AT']) await publish({ id }, teacher, language);
    await editor.send(`DELETE ${path}/en`);
    assert.deepEqual(await allPages(reader, `/api/v1/tasks/${id}/languages?limit=2`), [
      { language: 'de-AT', isCurrent: true },
      { language: 'en', isCurrent: false },
      { language: 'pl', isCurrent: true },
    ]);
  });

  it('name the uploader as long as the account exists', async () => {
    const { id, path } = await newTask();
    const leaver = await person('student', 'Ann');
    await taskStaff.put(id, leaver.id, 'editor');
    await publish({ id }, leaver);
    clock.advance(1);
    await publish({ id }, teacher);
    const names = async () =>
      (await teacher.send(`GET ${path}/en/versions`)).body.items.map(
        ({ uploadedByName }: { uploadedByName: string | null }) => uploadedByName,
      );
    assert.deepEqual(await names(), [teacher.name, 'Ann']);
    await core.database.kysely.deleteFrom('user').where('id', '=', leaver.id).execute();
    assert.deepEqual(await names(), [teacher.name, null]);
  });

  it('are restored by people who may upload: readers get the older one again, and no version is lost', async () => {
    const { id, path } = await newTask();
    const older = await publish({ id }, teacher);
    clock.advance(1);
    const newer = await publish({ id }, teacher);
    const restore = `POST ${path}/${older.id}/restore`;
    const currentIds = async () => (await core.versions.current([id])).map((version) => version.id);
    assert.deepEqual(await currentIds(), [newer.id]);

    const restored = await editor.send(restore);
    assert.equal(restored.status, 200);
    assert.equal(restored.body.versionId, older.id);
    assert.equal(restored.body.replacedAt, null);
    assert.deepEqual(await currentIds(), [older.id]);
    assert.deepEqual((await editor.send(restore)).body, restored.body, 'repeating it is harmless');
    assert.deepEqual(await listed(path), [`${newer.id} replaced`, older.id]);
    const { descriptionPdfUrl } = (await member.send(`GET /api/v1/tasks/${id}`)).body;
    assert.ok(descriptionPdfUrl.includes(older.objectKey.split('/').at(-1)), descriptionPdfUrl);
  });

  it('are restored after the document was removed, but not before they are complete', async () => {
    const { id, path } = await newTask();
    const version = await publish({ id }, teacher);
    await editor.send(`DELETE ${path}/en`);
    assert.equal((await editor.send(`POST ${path}/${version.id}/restore`)).status, 200);
    assert.equal((await core.versions.current([id]))[0]?.id, version.id);
    const pending = await upload({ id }, teacher);
    assertProblem(await editor.send(`POST ${path}/${pending.id}/restore`), 409, 'upload-missing');
    const other = await newTask();
    assertProblem(await editor.send(`POST ${other.path}/${version.id}/restore`), 404, 'not-found');
  });

  it('show the number of their pages once they are examined', async () => {
    const { id, path } = await newTask();
    const { id: versionId } = await upload({ id }, teacher);
    await editor.send(`POST ${path}/${versionId}/complete`);
    clock.advance(1);
    await publish({ id }, teacher);
    const { items } = (await editor.send(`GET ${path}/en/versions`)).body;
    assert.deepEqual(
      items.map(({ pages }: { pages: number | null }) => pages),
      [null, 1],
    );
  });
});

describe('an examination of a document', () => {
  const [script] = activePdfs();
  const path = (taskId: string, language = 'en') =>
    `GET /api/v1/tasks/${taskId}/documents/${language}/examination`;

  const fileOf = ({ objectKey }: DocumentVersion) => join(dataDir, 'files/objects', objectKey);

  async function published(given: Buffer) {
    const { id } = await newTask();
    const version = await upload({ id }, teacher, { bytes: given });
    await core.uploads.complete(id, version.id);
    return { id, file: fileOf(version), versionId: version.id };
  }

  it('shows its findings to those who manage an accepted document, and is stored', async () => {
    const { id, file, versionId } = await published(script?.bytes as Buffer);
    const expected = {
      versionId,
      pages: 1,
      findings: [
        {
          severity: 'warning',
          code: 'pdf-scripts',
          facts: {},
          message: 'it has scripts, which some viewers run',
        },
      ],
    };
    const { status, body } = await reader.send(path(id));
    assert.deepEqual([status, body], [200, expected]);
    await rm(file);
    assert.deepEqual((await staff.send(path(id, 'EN'))).body, expected);
  });

  it('is about the current version', async () => {
    const { id } = await published(script?.bytes as Buffer);
    await editor.send(path(id));
    const version = await upload({ id }, teacher, { bytes: onePage() });
    await core.uploads.complete(id, version.id);
    const { body } = await editor.send(path(id));
    assert.deepEqual(body, { versionId: version.id, pages: 1, findings: [] });
    assertProblem(await editor.send(path(id, 'pl')), 404, 'not-found');
  });

  it('is made when the upload is completed, and then needs no file', async () => {
    const { id, file, versionId } = await published(onePage());
    await rm(file);
    assert.deepEqual((await editor.send(path(id))).body, { versionId, pages: 1, findings: [] });
  });

  it('of an upload that was not examined shows that, and later what cannot be opened', async () => {
    const { id } = await newTask();
    const locked = brokenPdfs().find(({ finds }) => finds.includes('pdf-password')) as HostilePdf;
    await core.uploads.publish(await upload({ id }, teacher, { bytes: locked.bytes }));
    assert.partialDeepStrictEqual((await editor.send(path(id))).body, {
      pages: null,
      findings: [{ severity: 'warning', code: 'pdf-not-examined-yet' }],
    });
    await core.examineLater(new AbortController().signal);
    assert.partialDeepStrictEqual((await editor.send(path(id))).body, {
      pages: null,
      findings: [{ code: 'pdf-password' }],
    });
  });

  it('reports a missing file, and asks the storage again the next time', async () => {
    const { id } = await newTask();
    const version = await upload({ id }, teacher);
    await core.uploads.publish(version);
    await rm(fileOf(version));
    await core.examineLater(new AbortController().signal);
    for (let time = 0; time < 2; time += 1) {
      const { body } = await editor.send(path(id));
      assert.partialDeepStrictEqual(body, {
        pages: null,
        findings: [{ severity: 'failed', code: 'file-missing', facts: {} }],
      });
    }
  });
});
