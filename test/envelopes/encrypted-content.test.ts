import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as ece from 'http_ece';
import { decrypt, encrypt, encryptedSize } from '../../src/envelopes/encrypted-content.ts';

/** The bytes in chunks of a size. */
async function* chunksOf(bytes: Buffer, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const sealed = (content: Buffer, key: Buffer, salt = randomBytes(16)) =>
  buffer(encrypt(chunksOf(content), { key, salt }));
const opened = (encrypted: Buffer, key: Buffer) => buffer(decrypt(chunksOf(encrypted), key));

/** Content without two records alike; a record holds 65,519 bytes of it. */
const contentOf = (size: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(size / 32) }, (_, at) => createHash('sha256').update(`${at}`).digest()),
  ).subarray(0, size);
const [record, header] = [65_536, 21];

describe('encrypted content', () => {
  it('is that of the example in RFC 8188 §3.1', async () => {
    const key = Buffer.from('yqdlZ-tYemfogSmv7Ws5PQ', 'base64url');
    const salt = Buffer.from('I1BsxtFttlv3u_Oo94xnmw', 'base64url');
    const text = Buffer.from('I am the walrus');
    const expected = 'I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg';
    assert.equal(
      (await buffer(encrypt(chunksOf(text), { key, salt }, 4096))).toString('base64url'),
      expected,
    );
    assert.deepEqual(await opened(Buffer.from(expected, 'base64url'), key), text);
  });

  it('opens as that of RFC 8188 §3.2 does, with two padded records and the id of a key', async () => {
    const key = Buffer.from('BO3ZVPxUlnLORbVGMpbT1Q', 'base64url');
    const encrypted =
      'uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA';
    assert.equal(String(await opened(Buffer.from(encrypted, 'base64url'), key)), 'I am the walrus');
  });

  for (const size of [0, 1, 65_518, 65_519, 65_520, 2 * 65_519, 200_000]) {
    it(`is that of http_ece for ${size} bytes, byte for byte, and as long as was said before`, async () => {
      const [key, salt, content] = [randomBytes(16), randomBytes(16), contentOf(size)];
      const encrypted = await sealed(content, key, salt);
      assert.ok(encrypted.equals(ece.encrypt(content, { version: 'aes128gcm', key, salt, rs: record })));
      assert.ok(ece.decrypt(encrypted, { version: 'aes128gcm', key }).equals(content));
      assert.ok((await opened(encrypted, key)).equals(content));
      assert.equal(encrypted.length, encryptedSize(size));
    });
  }

  it('is refused when any byte was changed, or when it was cut anywhere', async () => {
    const [key, content] = [randomBytes(16), contentOf(150_000)];
    const encrypted = await sealed(content, key);
    await fc.assert(
      fc.asyncProperty(fc.nat(encrypted.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = Buffer.from(encrypted);
        changed[at] = (changed[at] as number) ^ bits;
        await assert.rejects(opened(changed, key), { name: 'OperatorError' });
        await assert.rejects(opened(encrypted.subarray(0, at), key), { name: 'OperatorError' });
      }),
      {
        numRuns: 60,
        examples: [
          [20, 1],
          [header, 1],
          [header + record, 1],
          [header + 2 * record, 1],
        ],
      },
    );
  });

  it('is refused when records were swapped, replayed, left out, added or taken from another envelope', async () => {
    const [key, salt] = [randomBytes(16), randomBytes(16)];
    const encrypted = await sealed(contentOf(300_000), key, salt);
    const [first, ...records] = [encrypted.subarray(0, header), ...recordsOf(encrypted)];
    const others = recordsOf(await sealed(contentOf(300_000), key));
    const put = (at: number, what: Buffer) => records.with(at, what);
    const [a, b, , , last] = records as [Buffer, Buffer, Buffer, Buffer, Buffer];
    const forged: Record<string, ReadonlyArray<Buffer>> = {
      swapped: put(0, b).with(1, a),
      replayed: put(1, a),
      'left out': records.toSpliced(2, 1),
      'without the last': records.slice(0, -1),
      'with the last twice': [...records, last],
      'with the last too early': [a, last],
      'from another salt': put(1, others[1] as Buffer),
    };
    for (const [how, list] of Object.entries(forged)) {
      await assert.rejects(
        opened(Buffer.concat([first as Buffer, ...list]), key),
        { name: 'OperatorError' },
        how,
      );
    }
    await assert.rejects(opened(encrypted, randomBytes(16)), /this is not its key/);
    await assert.rejects(opened(Buffer.from('%PDF-1.7'), key), /not a sealed envelope/);
  });
});

const recordsOf = (encrypted: Buffer): ReadonlyArray<Buffer> =>
  Array.from({ length: Math.ceil((encrypted.length - header) / record) }, (_, at) =>
    encrypted.subarray(header + at * record, header + (at + 1) * record),
  );
