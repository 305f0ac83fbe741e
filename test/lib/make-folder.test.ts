import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../../src/lib/durable-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('making a folder', () => {
  const root = temporaryFolder();

  it('makes missing parents with the same mode, and returns the first folder made', () => {
    assert.equal(makeFolder(join(root, 'a/b/c'), 0o700), join(root, 'a'));
    for (const made of ['a', 'a/b', 'a/b/c']) assert.equal(statSync(join(root, made)).mode & 0o777, 0o700);
    assert.equal(makeFolder(join(root, 'a/b/d'), 0o700), join(root, 'a/b/d'));
  });

  it('returns undefined for an existing folder', () => {
    assert.equal(makeFolder(root, 0o700), undefined);
  });

  it("throws the system's error for a file in its place, or above it", () => {
    writeFileSync(join(root, 'file'), '');
    assert.throws(() => makeFolder(join(root, 'file'), 0o700), { code: 'EEXIST' });
    assert.throws(() => makeFolder(join(root, 'file/below'), 0o700), { code: 'ENOTDIR' });
  });

  // Node's own mkdir with `recursive` would never return here.
  it('gives up where a folder exists in which nothing can be created', () => {
    assert.throws(() => makeFolder('/proc/lectern/data', 0o700), { code: 'ENOENT' });
  });
});
