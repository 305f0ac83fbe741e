import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { hashBlob } from '../../client/src/index.ts';
import { createSha256 } from '../../client/src/sha256.ts';

const hex = (...chunks: ReadonlyArray<Uint8Array>) => {
  const sha256 = createSha256();
  for (const chunk of chunks) sha256.update(chunk);
  return sha256.digest();
};

describe('SHA-256 in chunks', () => {
  it('equals the examples of FIPS 180-4', () => {
    const text = (words: string) => new TextEncoder().encode(words);
    assert.equal(hex(text('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(
      hex(text('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')),
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
    assert.equal(hex(), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it("equals OpenSSL's for any length and any chunks", () => {
    for (let length = 0; length < 260; length += 1) {
      const bytes = randomBytes(length);
      const cut = Math.floor(length / 3);
      const expected = createHash('sha256').update(bytes).digest('hex');
      assert.equal(hex(bytes.subarray(0, cut), bytes.subarray(cut)), expected, `${length} bytes`);
    }
  });

  it("equals OpenSSL's for a blob, and reports its progress", async () => {
    const bytes = randomBytes(200_000);
    const steps: Array<number> = [];
    const hash = await hashBlob(new Blob([bytes]), { onProgress: (done) => steps.push(done) });
    assert.equal(hash, createHash('sha256').update(bytes).digest('hex'));
    assert.equal(steps.at(-1), bytes.length);
  });
});
