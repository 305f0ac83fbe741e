import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentVersion } from '../../../src/domain/tasks/document-versions.ts';
import { createPendingDeletions } from '../../../src/domain/tasks/pending-deletions.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { openTestApp, store } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';
import { uploadsOver } from '../../support/uploads-over.ts';

/** A new Lectern for each test, because all stored objects are counted. */
async function openLectern() {
  const lectern = await openTestApp();
  const { core, clock } = lectern;
  const { versions, driver, database } = core;
  const pendingDeletions = createPendingDeletions({ database, driver, clock });
  /** Uploads to a storage whose upload URLs can overwrite. */
  const uploadsTo = (to: typeof driver) =>
    uploadsOver(lectern, to, { isBoundToAbsence: false, pendingDeletions });
  const storedKeys = async () => (await Array.fromAsync(driver.list(''))).map(({ key }) => key).sort();
  const teacher = await lectern.person('teacher');
  const uploads = uploadsTo(driver);
  return {
    ...lectern,
    teacher,
    driver,
    versions,
    database,
    pendingDeletions,
    uploadsTo,
    uploads,
    storedKeys,
  };
}

const keysOf = (...of: ReadonlyArray<DocumentVersion>) => of.map(({ objectKey }) => objectKey).sort();

describe('completing an upload whose URL could overwrite', () => {
  it('moves the file to another key, and a later file at the first key is swept', async () => {
    const { core, clock, teacher, task, upload, uploads, storedKeys } = await openLectern();
    const { id } = await task(teacher);
    const version = await upload({ id }, teacher);
    const completed = await uploads.complete(id, version.id);
    assert.notEqual(completed.objectKey, version.objectKey);
    assert.deepEqual(await storedKeys(), keysOf(completed));
    assert.deepEqual(await uploads.complete(id, version.id), completed);

    await store(core, version, Buffer.from('too late'));
    clock.set(clock.nowMs() + hourMs);
    await uploads.sweep();
    assert.deepEqual(await storedKeys(), keysOf(completed));
  });

  it('closes every file that it opened', async () => {
    const { core, clock, teacher, task, upload, driver, versions, uploads, uploadsTo } = await openLectern();
    const { id } = await task(teacher);
    let [opened, closed] = [0, 0];
    const counting: typeof driver = {
      ...driver,
      async open(key) {
        const object = await driver.open(key);
        if (!object) return undefined;
        opened += 1;
        const close = () => {
          closed += 1;
          return object.close();
        };
        return { ...object, close };
      },
    };
    for (const stored of [undefined, 'other bytes', 'another size']) {
      const version = await upload({ id }, teacher);
      if (stored) {
        await driver.delete(parseObjectKey(version.objectKey));
        await store(core, version, Buffer.alloc(version.size + (stored === 'another size' ? 1 : 0)));
      }
      const completing = uploadsTo(counting).complete(id, version.id);
      await (stored ? assert.rejects(completing, { code: /^upload-/ }) : completing);
    }
    assert.deepEqual([opened, closed], [3, 3]);
    clock.advance(2 * hourMs);
    await uploads.sweep();
    const [current] = await versions.current([id]);
    await driver.delete(parseObjectKey(current?.objectKey ?? ''));
  });
});

describe('sweeping discarded objects', () => {
  it('continues with the next hundred when the storage fails, and returns how many it removed', async () => {
    const { clock, database, pendingDeletions, driver } = await openLectern();
    for (let count = 0; count < 101; count += 1) await pendingDeletions.reserve();
    clock.advance(2 * hourMs);
    let failures = 0;
    const away: typeof driver = {
      ...driver,
      async delete() {
        failures += 1;
        throw new Error('the storage is down');
      },
    };
    await assert.rejects(createPendingDeletions({ database, driver: away, clock }).sweep(), /down/);
    assert.equal(failures, 101);
    assert.equal(await pendingDeletions.sweep(), 101);
  });
});
