import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { openPostgres } from '../../../src/database/postgres.ts';
import { uploadLimitsOf } from '../../../src/domain/tasks/upload-limits.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { assertProblem, examplePdf, openTestApp, type Person, sha256 } from '../../support/app.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';
import { sized } from '../../support/test-size.ts';
import { uploadsOver } from '../../support/uploads-over.ts';

const MiB = 1024 ** 2;
const settings = { MAX_PDF_BYTES: String(50 * MiB) };
const lectern = await openTestApp(settings);
const { core, clock, person, task, upload, environment } = lectern;
const { uploads, driver } = core;

const announcement = (taskId: string, uploadedBy: string, size = 1000) => ({
  ...{ taskId, uploadedBy, size },
  ...{ language: 'en', fileName: 'task.pdf', sha256: '0'.repeat(64) },
});
type Announcement = ReturnType<typeof announcement>;

const announceOver = (who: Person, { uploadedBy, taskId, ...body }: Announcement) =>
  who.send(`POST /api/v1/tasks/${taskId}/documents`, body);

/** A new person with a task, and this many pending uploads. */
async function uploader(pending: number) {
  const who = await person('teacher');
  const { id } = await task(who);
  const announced = [];
  for (let at = 0; at < pending; at += 1) announced.push(await uploads.announce(announcement(id, who.id)));
  return { who, id, announced: announced.map(({ version }) => version) };
}

/** Uploads that were not completed, and objects that a sweep has to delete. */
const pendingRows = async () => {
  const { kysely } = core.database;
  const uploaded = kysely.selectFrom('documentVersions').select('id').where('completedAt', 'is', null);
  const discarded = kysely.selectFrom('discardedObjects').select('objectKey as id');
  return (await uploaded.unionAll(discarded).execute()).length;
};

describe('the pending uploads of an account', () => {
  it('are a hundred at most, and a completed one makes room', async () => {
    const { who, id } = await uploader(99);
    const last = await upload({ id }, who);
    assertProblem(await announceOver(who, announcement(id, who.id)), 409, 'too-many-uploads');
    await uploads.complete(id, last.id);
    assert.equal((await announceOver(who, announcement(id, who.id))).status, 201);
    assertProblem(await announceOver(who, announcement(id, who.id)), 409, 'too-many-uploads');
  });

  it('have a gibibyte together at most', async () => {
    const { who, id } = await uploader(0);
    for (let at = 0; at < 20; at += 1) await uploads.announce(announcement(id, who.id, 50 * MiB));
    await uploads.announce(announcement(id, who.id, 24 * MiB));
    await assert.rejects(uploads.announce(announcement(id, who.id, 1)), {
      code: 'too-many-uploads',
      facts: { maxPending: 100, maxPendingBytes: 1024 ** 3 },
    });
  });

  it('count when they were cancelled or refused until their URL has expired', async () => {
    const { who, id, announced } = await uploader(99);
    const notAPdf = await upload({ id }, who, { bytes: Buffer.from('<html>') });
    await assert.rejects(uploads.complete(id, notAPdf.id), { code: 'not-a-pdf' });
    await uploads.cancel(id, announced[0]?.id ?? '');
    await assert.rejects(uploads.announce(announcement(id, who.id)), { code: 'too-many-uploads' });
    clock.advance(15 * minuteMs);
    await uploads.announce(announcement(id, who.id));
    await uploads.announce(announcement(id, who.id));
    await assert.rejects(uploads.announce(announcement(id, who.id)), { code: 'too-many-uploads' });
  });

  it('stay within the limit when many are announced at once, on two instances', async () => {
    const { who, id } = await uploader(95);
    const url = environment['DATABASE_URL'];
    const second = url === undefined ? core.database : openPostgres(url, { connections: 4 });
    if (second !== core.database) after(() => second.close());
    const other = uploadsOver(lectern, driver, {
      database: second,
      signer: core.storage.signer,
    });
    const outcomes = await Promise.allSettled(
      Array.from({ length: sized(24, 500) }, (_, at) =>
        (at % 2 === 0 ? uploads : other).announce(announcement(id, who.id)),
      ),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 5);
    const codes = new Set(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code));
    assert.deepEqual(codes, new Set([false, 'too-many-uploads']));
  });
});

describe('cancelling an upload', () => {
  it('removes the uploaded bytes, and the upload cannot be completed or cancelled again', async () => {
    const { who, id } = await uploader(0);
    const version = await upload({ id }, who);
    const cancel = () => who.send(`POST /api/v1/tasks/${id}/documents/${version.id}/cancel`);
    assert.equal((await cancel()).status, 204);
    assert.equal(await driver.head(parseObjectKey(version.objectKey)), undefined);
    await assert.rejects(uploads.complete(id, version.id), { code: 'not-found' });
    assertProblem(await cancel(), 404, 'not-found');
  });

  it('leaves a completed version unchanged: `conflict`', async () => {
    const { who, id } = await uploader(0);
    const version = await upload({ id }, who);
    await uploads.complete(id, version.id);
    await assert.rejects(uploads.cancel(id, version.id), { code: 'conflict' });
    assert.ok(await driver.head(parseObjectKey(version.objectKey)));
  });

  it('and completing it at the same time ends in one of the two', async () => {
    const { who, id } = await uploader(0);
    for (let round = 0; round < sized(5, 200); round += 1) {
      const version = await upload({ id }, who);
      const [completed, cancelled] = await Promise.allSettled([
        uploads.complete(id, version.id),
        uploads.cancel(id, version.id),
      ]);
      assert.notEqual(completed.status, cancelled.status);
      const isStored = (await driver.head(parseObjectKey(version.objectKey))) !== undefined;
      assert.equal(isStored, completed.status === 'fulfilled');
    }
  });
});

describe('the sweep of uploads that were never completed', () => {
  beforeEach(async () => {
    clock.advance(hourMs + 1);
    await uploads.sweep(); // what other tests have announced
  });

  /** Announces without limits, and waits until these uploads are old. */
  async function abandon(count: number) {
    const who = await person('teacher');
    const { id } = await task(who);
    const room = { maxPending: count, maxPendingBytes: Number.MAX_SAFE_INTEGER };
    const limits = { ...uploadLimitsOf(core.config), ...room };
    const unlimited = uploadsOver(lectern, driver, { limits, signer: core.storage.signer });
    for (let at = 0; at < count; at += 1) await unlimited.announce(announcement(id, who.id));
    clock.advance(hourMs + 1);
  }

  it('removes all in one run, and lets requests run between its steps', async () => {
    const count = sized(1500, 20_000, 400);
    await abandon(count);
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 0);
    assert.ok((await uploads.sweep()) >= count);
    clearInterval(ticking);
    assert.equal(await pendingRows(), 0);
    assert.ok(ticks >= count / 100, `${ticks} ticks`);
  });

  it('ends when the server stops, and continues the next time', async () => {
    await abandon(250);
    const stopping = new AbortController();
    const own = { ...driver, delete: async () => stopping.abort() };
    const stopped = uploadsOver(lectern, own);
    await stopped.sweep(stopping.signal);
    const left = await pendingRows();
    assert.ok(left > 150 && left < 250, String(left));
    await uploads.sweep();
    assert.equal(await pendingRows(), 0);
  });

  it('removes the rest when the storage fails to delete some', async () => {
    await abandon(350);
    let failed = 0;
    const own = {
      ...driver,
      async delete(key: Parameters<typeof driver.delete>[0]) {
        failed += 1;
        if (failed <= 120) throw new Error('it stays');
        await driver.delete(key);
      },
    };
    const failing = uploadsOver(lectern, own);
    await assert.rejects(failing.sweep(), /it stays/);
    assert.equal(await pendingRows(), 120);
    assert.equal(await uploads.sweep(), 120);
  });
});

describe('the limit of the whole store', async () => {
  const small = await openTestApp({ LECTERN_MAX_STORED_BYTES: '10000' });

  it('counts completed, replaced and announced files, and refuses more with 507', async () => {
    const teacher = await small.person('teacher');
    const given = await small.task(teacher);
    const pdf = examplePdf();
    for (let at = 0; at < 2; at += 1) {
      const version = await small.upload(given, teacher, { bytes: pdf });
      await small.core.uploads.complete(given.id, version.id);
    }
    const left = 10_000 - 2 * pdf.length;
    const announce = (size: number) =>
      teacher.send(`POST /api/v1/tasks/${given.id}/documents`, {
        ...{ language: 'en', fileName: 'task.pdf', size, sha256: sha256(pdf) },
      });
    const refused = await announce(left + 1);
    assertProblem(refused, 507, 'storage-full');
    assert.equal(refused.body.maxStoredBytes, 10_000);
    assert.equal((await announce(left)).status, 201);
    assertProblem(await announce(1), 507, 'storage-full');
    small.clock.advance(hourMs + 1);
    await small.core.uploads.sweep();
    assert.equal((await announce(left)).status, 201);
  });
});
