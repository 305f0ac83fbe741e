import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  type Allowed,
  assertAnswered,
  assertNothingLost,
  becomesReady,
  readiness,
  refusedForNow,
  succeeded,
} from '../support/after-fault.ts';
import { queryDatabase } from '../support/data-folder.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { newFolder, startServer, waitUntil } from '../support/server-process.ts';

const refusedAsFull: Allowed = ({ status, code }) => status === 507 && code === 'storage-full';

/** Nothing here waits for another machine. */
const limitMs = 5_000;

describe('a disk that is full, under load', async () => {
  const disk = await newFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'none', disk]);
  const dataDir = join(disk, 'data');
  const server = await startServer('demo', { LECTERN_DATA_DIR: dataDir });
  after(async () => {
    await server.end();
    execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  });
  const { apiUrl, env } = server;
  const options = await prepareLoad(apiUrl);
  const ballast = join(disk, 'ballast');

  /** Fills the disk to the last block. */
  const fill = () => execFileSync('sh', ['-c', `cat /dev/zero >> ${ballast} 2> /dev/null || true`]);

  it('causes no URL without a record and no partial upload, and work resumes when there is room', async () => {
    await becomesReady(apiUrl, 200);
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 3 });
    fill();
    await becomesReady(apiUrl, 503);
    const isRefused = (...what: ReadonlyArray<string>) =>
      load.answers.some(
        (answer) => what.includes(answer.what) && (refusedForNow(answer) || refusedAsFull(answer)),
      );
    await waitUntil('readers to be refused', () => isRefused('fresh') && isRefused('stable'));
    await waitUntil('uploads to be refused', () => isRefused('announce', 'put', 'complete'));
    assert.equal(await readiness(apiUrl), 503);
    await rm(ballast);
    await becomesReady(apiUrl, 200);
    await load.succeeds({ readings: 100, uploads: 3 });
    await load.stop();
    assertAnswered(load, limitMs, succeeded, refusedForNow, refusedAsFull);
    await assertNothingLost(load, env, options.uploads);
    assert.deepEqual(await readdir(join(dataDir, 'files/incoming')), [], 'no part of an upload');
    const [integrity] = queryDatabase<{ integrity_check: string }>(dataDir, 'pragma integrity_check');
    assert.equal(integrity?.integrity_check, 'ok');
  });
});
