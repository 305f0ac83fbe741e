import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fullFolderContract, limitMs, refusedAsFull } from '../contracts/full-folder-contract.ts';
import {
  assertAnswered,
  assertNothingLost,
  becomesReady,
  readiness,
  refusedForNow,
  succeeded,
} from '../support/after-fault.ts';
import { queryDatabase } from '../support/data-folder.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

describe('a disk that is full, under load', async () => {
  const disk = await mountSmallDisk(24);
  const dataDir = join(disk.folder, 'data');
  const server = await startServer('demo', { LECTERN_DATA_DIR: dataDir });
  after(async () => {
    await server.end();
    disk.unmount();
  });
  const { apiUrl, env } = server;
  const options = await prepareLoad(apiUrl);

  it('causes no URL without a record and no partial upload, and work resumes when there is room', async () => {
    await becomesReady(apiUrl, 200);
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 3 });
    disk.fillBytes();
    await becomesReady(apiUrl, 503);
    const isRefused = (...what: ReadonlyArray<string>) =>
      load.answers.some(
        (answer) => what.includes(answer.what) && (refusedForNow(answer) || refusedAsFull(answer)),
      );
    await waitUntil('readers to be refused', () => isRefused('fresh') && isRefused('stable'));
    await waitUntil('uploads to be refused', () => isRefused('announce', 'put', 'complete'));
    assert.equal(await readiness(apiUrl), 503);
    disk.makeRoom();
    await becomesReady(apiUrl, 200);
    await load.succeeds({ readings: 100, uploads: 3 });
    await load.stop();
    assertAnswered(load, limitMs, succeeded, refusedForNow, refusedAsFull);
    await assertNothingLost(load, env, options.uploads);
    assert.deepEqual(await readdir(join(dataDir, 'files/incoming')), [], 'no part of an upload');
    const [integrity] = queryDatabase<{ integrity_check: string }>(dataDir, 'pragma integrity_check');
    assert.equal(integrity?.integrity_check, 'ok');
  });

  // SQLite needs no new files: its log is there as long as the server runs.
  fullFolderContract('of names', ({ fillNames }) => fillNames(), {
    disk,
    server,
    options,
    revokedSubjects: async () =>
      queryDatabase<{ subject: string }>(dataDir, 'select "subject" from "revocations"').map(
        ({ subject }) => subject,
      ),
  });
});
