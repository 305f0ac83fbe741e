import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createFileDriver } from '../../../src/storage/file/driver.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startFileServer, uploadTarget } from './start.ts';

describe('file server: PUT to a full disk', async () => {
  const disk = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]);
  after(() => execFileSync('umount', [disk]));
  const server = await startFileServer(createFileDriver(disk));
  const put = (body: Uint8Array) =>
    server.send(uploadTarget(body), {
      ...{ method: 'PUT', body },
      headers: { 'Content-Length': String(body.length) },
    });

  it('is 507 `storage-full`, leaves no part of the file, and accepts what fits', async () => {
    const refused = await put(randomBytes(3_000_000));
    assert.deepEqual([refused.status, refused.code], [507, 'storage-full']);
    assert.deepEqual(readdirSync(join(disk, 'incoming')), []);
    assert.equal((await put(randomBytes(1_000_000))).status, 201);
    assert.deepEqual(server.outcomes, ['upload storage-full', 'upload stored']);
  });
});
