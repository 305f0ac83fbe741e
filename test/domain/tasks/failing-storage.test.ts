import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentVersion } from '../../../src/domain/tasks/document-versions.ts';
import { createMoveDocuments } from '../../../src/domain/tasks/move-documents.ts';
import { createPendingDeletions } from '../../../src/domain/tasks/pending-deletions.ts';
import { copyObjects } from '../../../src/features/backup/objects.ts';
import { features } from '../../../src/features/index.ts';
import type { StorageDriver } from '../../../src/storage/driver.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { openTestApp } from '../../support/app.ts';
import { failingStorage, type StorageFault } from '../../support/failing-storage.ts';
import { createMemoryDriver } from '../../support/memory-driver.ts';
import { hourMs } from '../../support/settable-clock.ts';
import { upTo } from '../../support/up-to.ts';
import { uploadsOver } from '../../support/uploads-over.ts';

const lectern = await openTestApp();
const { core, clock, person, task, upload } = lectern;
const { versions, driver, database } = core;
const teacher = await person('teacher');

/** The parts that move files, with a storage whose requests may fail. */
function over(storage: StorageDriver, isBoundToAbsence = true) {
  const pendingDeletions = createPendingDeletions({ database, driver: storage, clock });
  const uploads = uploadsOver(lectern, storage, { isBoundToAbsence });
  const parts = { database, versions, pendingDeletions, driver: storage, clock };
  return { uploads, moveDocuments: createMoveDocuments(parts) };
}

const keys = async () => (await Array.fromAsync(driver.list(''))).map(({ key }) => key).sort();
const completed = () =>
  database.kysely.selectFrom('documentVersions').selectAll().where('completedAt', 'is not', null).execute();

/** Asserts that a sweep two hours later removes all abandoned objects, and nothing else. */
async function assertNoOrphans(): Promise<void> {
  clock.advance(2 * hourMs);
  await over(driver).uploads.sweep();
  assert.deepEqual(await keys(), (await completed()).map(({ objectKey }) => objectKey).sort());
  assert.deepEqual(await database.kysely.selectFrom('discardedObjects').selectAll().execute(), []);
}

/** Runs a step once for each of its requests to the storage, with that request failing. */
async function tryAll(step: (fault: StorageFault) => Promise<boolean>): Promise<number> {
  let trials = 0;
  for (const loses of ['request', 'answer'] as const) {
    let nth = 0;
    let hasFailed = true;
    const bound = upTo(1000);
    while (hasFailed && bound()) {
      nth += 1;
      trials += 1;
      hasFailed = await step({ nth, loses });
    }
  }
  return trials;
}

const unavailable = (error: { code?: string }) => error.code === 'storage-unavailable';

describe('a storage of which any one request fails', () => {
  for (const isBoundToAbsence of [true, false]) {
    const where = isBoundToAbsence ? '' : ' where an upload URL could overwrite';
    it(`lets an upload be completed at the second attempt${where}`, async (test) => {
      const trials = await tryAll(async (fault) => {
        const { id } = await task(teacher);
        const version = await upload({ id }, teacher);
        const failing = failingStorage(driver, fault);
        const { uploads } = over(failing.driver, isBoundToAbsence);
        const first = await uploads
          .complete(id, version.id)
          .catch((error) => assert.ok(unavailable(error), error));
        assert.equal(
          (await completed()).some((each) => each.id === version.id),
          first !== undefined,
        );
        const again = await uploads.complete(id, version.id);
        assert.ok(await driver.head(parseObjectKey(again.objectKey)));
        return failing.hasFailed();
      });
      test.diagnostic(`${trials} faults`);
      await assertNoOrphans();
    });
  }

  it('never lets a file that is no PDF be completed', async () => {
    await tryAll(async (fault) => {
      const { id } = await task(teacher);
      const version = await upload({ id }, teacher, { bytes: Buffer.from('no PDF') });
      const failing = failingStorage(driver, fault);
      for (const storage of [failing.driver, driver]) {
        await assert.rejects(over(storage).uploads.complete(id, version.id));
      }
      return failing.hasFailed();
    });
    await assertNoOrphans();
  });

  it('keeps every document of a task whose documents move', async () => {
    await tryAll(async (fault) => {
      const { id } = await task(teacher);
      for (const language of ['en', 'pl']) {
        const version = await upload({ id }, teacher, { language });
        await core.uploads.complete(id, version.id);
      }
      const failing = failingStorage(driver, fault);
      await over(failing.driver)
        .moveDocuments(id)
        .catch((error) => assert.ok(unavailable(error), error));
      for (const { objectKey } of await versions.current([id])) {
        assert.ok(await driver.head(parseObjectKey(objectKey)), objectKey);
      }
      const moved = await versions.current([id]);
      assert.equal(await over(driver).moveDocuments(id), 2);
      for (const { objectKey } of moved) {
        assert.equal(await driver.head(parseObjectKey(objectKey)), undefined, 'the old URLs lead nowhere');
      }
      return failing.hasFailed();
    });
    await assertNoOrphans();
  });

  it('does not keep a sweep from removing the rest', async () => {
    await tryAll(async (fault) => {
      const { id } = await task(teacher);
      const before = (await keys()).length;
      for (const language of ['en', 'pl', 'de']) await upload({ id }, teacher, { language });
      const moved = await upload({ id }, teacher, { language: 'fr' });
      await core.uploads.complete(id, moved.id);
      await over(driver).moveDocuments(id);
      clock.advance(2 * hourMs);
      const failing = failingStorage(driver, fault);
      await over(failing.driver)
        .uploads.sweep()
        .catch((error) => assert.ok(unavailable(error), error));
      assert.ok((await keys()).length <= before + 2, 'all but one are gone');
      await over(driver).uploads.sweep();
      assert.equal((await keys()).length, before + 1);
      return failing.hasFailed();
    });
    await assertNoOrphans();
  });

  it('lets a transfer continue where it stopped', async () => {
    const source = await openTestApp();
    const owner = await source.person('teacher');
    const { id } = await source.task(owner);
    const objects: Array<DocumentVersion> = [];
    for (let at = 0; at < 3; at += 1) {
      const version = await source.upload({ id }, owner);
      objects.push(await source.core.uploads.complete(id, version.id));
    }
    const copy = (from: StorageDriver, to: StorageDriver) =>
      copyObjects(
        from,
        { features, database: source.core.database, driver: to },
        'copying objects',
        () => {},
      );
    for (const side of ['from', 'to'] as const) {
      await tryAll(async (fault) => {
        const target = createMemoryDriver();
        const failing = failingStorage(side === 'from' ? source.core.driver : target, fault);
        const ends = { from: source.core.driver, to: target, [side]: failing.driver };
        const first = await copy(ends.from, ends.to).catch((error) => assert.ok(unavailable(error), error));
        const again = await copy(source.core.driver, target);
        assert.deepEqual([again.count, again.problems], [objects.length, []]);
        for (const { objectKey } of objects) assert.ok(await target.head(parseObjectKey(objectKey)));
        assert.ok(first === undefined || first.count === objects.length);
        return failing.hasFailed();
      });
    }
  });
});
