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

  const badVariables = {
    'no key': '',
    'no secret': 'id',
    'an id with other characters': `a b:${secret}`,
    'an id of 33 characters': `${'i'.repeat(33)}:${secret}`,
    'a secret of 31 bytes': `id:${Buffer.alloc(31).toString('base64url')}`,
    'a secret in base64 with padding': `id:${exampleSecret.toString('base64')}`,
    'a secret with a stray character': `id:${secret.slice(0, 20)}!${secret.slice(20)}`,
    'three parts': `id:${secret}:x`,
  };
  for (const [title, text] of Object.entries(badVariables)) {
    it(`refuses ${title}, without quoting a secret`, () => {
      assert.throws(
        () => parseKeyRingVariable(text),
        (error: Error & { code?: string }) =>
          error.code === 'key-invalid' && !error.message.includes(secret.slice(0, 8)),
      );
    });
  }

  const badFiles = {
    'invalid JSON': secret,
    'another version': '{"version": 2, "keys": []}',
    'no keys': '{"version": 1, "keys": []}',
    'a key that is no object': '{"version": 1, "keys": [null]}',
    'a key without secret': '{"version": 1, "keys": [{"id": "a"}]}',
    'an invalid time': `{"version": 1, "keys": [{"id": "a", "secret": "${secret}", "createdAt": "soon"}]}`,
  };
  for (const [title, text] of Object.entries(badFiles)) {
    it(`refuses a file with ${title}, without quoting a secret`, () => {
      assert.throws(
        () => parseKeyRing(text),
        (error: Error & { code?: string }) =>
          error.code === 'key-invalid' && !error.message.includes(secret.slice(0, 8)),
      );
    });
  }
});
