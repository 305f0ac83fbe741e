import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  adoptKeyRing,
  generateSigningKey,
  parseKeyRing,
  parseKeyRingVariable,
  removeFromKeyRing,
  rotateKeyRing,
  serializeKeyRing,
} from '../../signing/key-ring.ts';
import { exampleKey, exampleRing, exampleSecret } from './example.ts';

const secret = exampleSecret.toString('base64url');
const second = generateSigningKey(Date.UTC(2026, 0, 1));

describe('key ring', () => {
  it('creates keys of 32 random bytes with a valid id', () => {
    assert.match(second.id, /^[A-Za-z0-9_-]{1,32}$/);
    assert.equal(second.secret.symmetricKeySize, 32);
    assert.notDeepEqual(second.secret.export(), generateSigningKey(0).secret.export());
  });

  it('puts a new key first and keeps the others', () => {
    assert.deepEqual(rotateKeyRing(exampleRing, second), [second, exampleKey]);
  });

  it('refuses a second key with the same id', () => {
    assert.throws(() => rotateKeyRing(exampleRing, { ...second, id: exampleKey.id }), {
      code: 'key-conflict',
    });
  });

  it('removes a key, but not an unknown one and not the last', () => {
    assert.deepEqual(removeFromKeyRing([second, exampleKey], second.id), [exampleKey]);
    assert.throws(() => removeFromKeyRing(exampleRing, 'nope'), {
      code: 'key-unknown',
      message: /"nope"/,
    });
    assert.throws(() => removeFromKeyRing(exampleRing, exampleKey.id), {
      code: 'key-conflict',
      message: /rotate first/,
    });
  });

  it('adopts the keys of another ring: they come first, and common keys occur once', () => {
    const third = generateSigningKey(0);
    assert.deepEqual(adoptKeyRing([exampleKey, third], [second, third]), [second, third, exampleKey]);
    assert.throws(() => adoptKeyRing(exampleRing, [{ ...second, id: exampleKey.id }]), {
      code: 'key-conflict',
    });
  });

  it('reads what it wrote', () => {
    const ring = parseKeyRing(serializeKeyRing([second, exampleKey]));
    assert.deepEqual(
      ring.map(({ id, createdAtMs }) => ({ id, createdAtMs })),
      [
        { id: second.id, createdAtMs: Date.UTC(2026, 0, 1) },
        { id: 'key-1', createdAtMs: 0 },
      ],
    );
    assert.ok(ring[0].secret.equals(second.secret));
  });

  it('reads the environment format, with blanks after the commas', () => {
    const [first, other] = parseKeyRingVariable(
      `new:${second.secret.export().toString('base64url')}, old:${secret}`,
    );
    assert.equal(first.id, 'new');
    assert.equal(other?.id, 'old');
    assert.ok(other?.secret.equals(exampleKey.secret));
    assert.equal(first.createdAtMs, null);
  });

  const keyFile = (key: object) => JSON.stringify({ version: 1, keys: [key] });
  for (const [parse, title, text] of [
    [parseKeyRingVariable, 'no key', ''],
    [parseKeyRingVariable, 'no secret', 'id'],
    [parseKeyRingVariable, 'an id with other characters', `a b:${secret}`],
    [parseKeyRingVariable, 'an id of 33 characters', `${'i'.repeat(33)}:${secret}`],
    [parseKeyRingVariable, 'a secret of 31 bytes', `id:${Buffer.alloc(31).toString('base64url')}`],
    [parseKeyRingVariable, 'a secret in base64 with padding', `id:${exampleSecret.toString('base64')}`],
    [parseKeyRingVariable, 'a stray character', `id:${secret.slice(0, 20)}!${secret.slice(20)}`],
    [parseKeyRingVariable, 'three parts', `id:${secret}:x`],
    [parseKeyRing, 'invalid JSON', secret],
    [parseKeyRing, 'another version', '{"version": 2, "keys": []}'],
    [parseKeyRing, 'no keys', '{"version": 1, "keys": []}'],
    [parseKeyRing, 'a key that is no object', '{"version": 1, "keys": [null]}'],
    [parseKeyRing, 'a key without secret', keyFile({ id: 'a' })],
    [parseKeyRing, 'an invalid time', keyFile({ id: 'a', secret, createdAt: 'soon' })],
  ] as const) {
    it(`refuses ${title}, without quoting a secret: ${parse.name}`, () => {
      const isSafe = ({ code, message }: Error & { code?: string }) =>
        code === 'key-invalid' && !message.includes(secret.slice(0, 8));
      assert.throws(() => parse(text), isSafe);
    });
  }
});
