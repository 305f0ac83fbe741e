import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import {
  type Allowed,
  assertAnswered,
  assertNothingLost,
  readiness,
  refusedForNow,
  succeeded,
} from '../support/after-fault.ts';
import { createOpenTask, pdfOfSize, signIn, upload } from '../support/api-client.ts';
import { type LoadOptions, startLoad } from '../support/load.ts';
import { type ServerProcess, waitUntil } from '../support/server-process.ts';
import type { SmallDisk } from '../support/small-disk.ts';

export const refusedAsFull: Allowed = ({ status, code }) => status === 507 && code === 'storage-full';

/** Nothing here waits for another machine; a busy one takes several seconds. */
export const limitMs = 20_000;

/**
 * What a server does when its data folder is full, but not its database.
 * @param fault how the folder is full: `of bytes`
 * @param revokedSubjects everything that the database has as revoked
 */
export function fullFolderContract(
  fault: string,
  fill: (disk: SmallDisk) => void,
  parts: {
    readonly disk: SmallDisk;
    readonly server: ServerProcess;
    readonly options: Required<LoadOptions>;
    readonly revokedSubjects: () => Promise<ReadonlyArray<string>>;
  },
): void {
  const { disk, server, options, revokedSubjects } = parts;
  const { apiUrl, dataDir } = server;

  it(`full ${fault}, gives URLs and ends them, refuses uploads and keys, and recovers when there is room`, async () => {
    const [admin, teacher] = [await signIn(apiUrl, 'admin'), await signIn(apiUrl, 'teacher')];
    const closing = await createOpenTask(teacher, 'Closes');
    await upload(teacher, closing, pdfOfSize(10_000));
    const url = await teacher.freshUrl(closing);
    const keys = async () => (await admin.get<object>('/api/v1/signing-keys')).text;
    const before = await keys();

    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 3 });
    fill(disk);
    await waitUntil('uploads to be refused', () => load.answers.some(refusedAsFull));
    const rotated = await admin.post('/api/v1/signing-keys');
    assert.ok([503, 507].includes(rotated.status), rotated.text);
    assert.equal(await keys(), before);
    assert.equal((await teacher.request('DELETE', `/api/v1/tasks/${closing}`)).status, 204);
    assert.equal((await fetch(url)).status, 403);
    await load.succeeds({ readings: 100 });
    assert.equal(await readiness(apiUrl), 200);

    disk.makeRoom();
    assert.equal((await admin.post('/api/v1/signing-keys')).status, 201);
    const revoked = await revokedSubjects();
    assert.ok(revoked.length > 0);
    await waitUntil('the folder for nginx to have all that is revoked', async () => {
      const names = await readdir(join(dataDir, 'revoked')).catch((): Array<string> => []);
      return revoked.every((subject) => names.includes(subject));
    });
    await load.succeeds({ readings: 100, uploads: 3 });
    await load.stop();
    const isReading: Allowed = ({ what }) => what === 'fresh' || what === 'stable';
    assertAnswered(
      load,
      limitMs,
      succeeded,
      (answer) => !isReading(answer) && (refusedAsFull(answer) || refusedForNow(answer)),
    );
    await assertNothingLost(load, server.env, options.uploads);
    assert.deepEqual(await readdir(join(dataDir, 'files/incoming')), [], 'no part of an upload');
  });
}
