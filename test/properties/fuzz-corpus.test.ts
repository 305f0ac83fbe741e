import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bytesOf, openCorpus } from '../support/fuzz-corpus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A corpus of one file, and a fuzz test that fails for some bytes. */
function startFuzz() {
  const root = temporaryFolder();
  const folder = join(root, 'texts');
  mkdirSync(folder);
  writeFileSync(join(folder, 'old.txt'), 'old');
  const bytes = fc.uint8Array({ maxLength: 9 }).map((each) => Buffer.from(each));
  return {
    folder,
    run(find: (input: Buffer) => void, grows = true) {
      const corpus = openCorpus(bytesOf('txt'), { root, name: 'texts', grows });
      fc.assert(fc.property(bytes, find), corpus.parameters(100));
    },
  };
}
const failAt = (fails: (input: Buffer) => boolean) => (input: Buffer) => assert.ok(!fails(input));
const isLong = (input: Buffer) => input.length > 4;

describe('the corpus of a fuzz test', () => {
  it('is tried first, then random inputs', () => {
    const tried: Array<string> = [];
    startFuzz().run((input) => void tried.push(input.toString()));
    assert.equal(tried[0], 'old');
    assert.equal(tried.length, 101);
  });

  it('gains the simplest random input that fails, which is tried from then on', () => {
    const { folder, run } = startFuzz();
    assert.throws(() => run(failAt(isLong)), /It was saved: commit /);
    assert.equal(readdirSync(folder).length, 2);
    const tried: Array<Buffer> = [];
    run((input) => void tried.push(input));
    assert.ok(tried.slice(0, 2).some((input) => input.equals(Buffer.alloc(5))));
  });

  it('gains no input that it has, and none outside the long size', () => {
    const { folder, run } = startFuzz();
    assert.throws(() => run(failAt((input) => input.toString() === 'old')), /Property failed/);
    assert.throws(() => run(failAt(isLong), false), /Property failed/);
    assert.deepEqual(readdirSync(folder), ['old.txt']);
  });
});
