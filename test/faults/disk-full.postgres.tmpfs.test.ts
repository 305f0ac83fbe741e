import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fullFolderContract, refusedAsFull } from '../contracts/full-folder-contract.ts';
import { startPostgres } from '../servers/postgres.ts';
import {
  assertAnswered,
  assertNothingLost,
  databaseLimitMs,
  refusedForNow,
  succeeded,
} from '../support/after-fault.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { createPostgresDatabase, runOnPostgres } from '../support/test-database.ts';

describe('the disk of the data folder, next to PostgreSQL', async () => {
  const disk = await mountSmallDisk(24);
  const url = await createPostgresDatabase();
  const dataDir = join(disk.folder, 'data');
  const server = await startServer('demo', { DATABASE_URL: url, LECTERN_DATA_DIR: dataDir });
  after(async () => {
    await server.end();
    disk.unmount();
  });
  const options = await prepareLoad(server.apiUrl);
  const revokedSubjects = async () =>
    (await runOnPostgres(url, 'select "subject" from "revocations"')).map(({ subject }) => subject);
  const parts = { disk, server, options, revokedSubjects };

  fullFolderContract('of bytes', ({ fillBytes }) => fillBytes(), parts);
  fullFolderContract('of names', ({ fillNames }) => fillNames(), parts);
});

describe('the disk of PostgreSQL, when it is full, under load', async () => {
  const disk = await mountSmallDisk(160);
  const postgres = await startPostgres({ parent: disk.folder, mayCrash: true });
  const server = await startServer('demo', { DATABASE_URL: `${postgres.url}/postgres` });
  after(async () => {
    await server.end();
    await postgres.end();
    disk.unmount();
  });
  const options = await prepareLoad(server.apiUrl);

  it('causes no URL without a record, leaves issued URLs open, and needs no restart of anything', async () => {
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 3 });
    disk.fillBytes();
    await waitUntil('readers to be refused', () => load.answers.some(refusedForNow));
    const [issued] = load.urls;
    assert.equal((await fetch(issued as string)).status, 200);
    disk.makeRoom();
    await load.succeeds({ readings: 100, uploads: 3 });
    await load.stop();
    assertAnswered(load, databaseLimitMs, succeeded, refusedForNow, refusedAsFull);
    await assertNothingLost(load, server.env, options.uploads);
  });
});
