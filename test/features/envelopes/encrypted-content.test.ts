import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import * as ece from 'http_ece';
import { encrypt, encryptedSize } from '../../../src/features/envelopes/encrypted-content.ts';

/** The bytes in chunks of this size. */
async function* chunksOf(bytes: Buffer, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const sealed = (content: Buffer, key: Buffer, salt = randomBytes(16)) =>
  buffer(encrypt(chunksOf(content), { key, salt }));

/** Content without two equal records; a record holds 65,519 bytes of it. */
const contentOf = (size: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(size / 32) }, (_, at) => createHash('sha256').update(`${at}`).digest()),
  ).subarray(0, size);
const record = 65_536;

describe('encrypted content', () => {
  it('equals the example of RFC 8188 §3.1', async () => {
    const key = Buffer.from('yqdlZ-tYemfogSmv7Ws5PQ', 'base64url');
    const salt = Buffer.from('I1BsxtFttlv3u_Oo94xnmw', 'base64url');
    const text = Buffer.from('I am the walrus');
    const expected = 'I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg';
    assert.equal(
      (await buffer(encrypt(chunksOf(text), { key, salt }, 4096))).toString('base64url'),
      expected,
    );
  });

  for (const size of [0, 1, 65_518, 65_519, 65_520, 2 * 65_519, 200_000]) {
    it(`equals http_ece's for ${size} bytes, byte for byte, and has the announced length`, async () => {
      const [key, salt, content] = [randomBytes(16), randomBytes(16), contentOf(size)];
      const encrypted = await sealed(content, key, salt);
      assert.ok(encrypted.equals(ece.encrypt(content, { version: 'aes128gcm', key, salt, rs: record })));
      assert.ok(ece.decrypt(encrypted, { version: 'aes128gcm', key }).equals(content));
      assert.equal(encrypted.length, encryptedSize(size));
    });
  }
});
