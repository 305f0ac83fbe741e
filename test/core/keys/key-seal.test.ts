import assert from 'node:assert/strict';
import { createSecretKey, randomBytes, webcrypto } from 'node:crypto';
import { describe, it } from 'node:test';
import { generateSigningKey } from 'lectern-signing';
import { createKeySeal } from '../../../src/core/keys/key-table.ts';

const { subtle } = webcrypto;
const secret = randomBytes(48);
const seal = createKeySeal(secret);
const key = generateSigningKey(Date.UTC(2026, 10, 24));

/** The sealing key and the parameters of a text, by the Web Cryptography API and the docstring of `createKeySeal`. */
async function byWebCrypto(usage: 'encrypt' | 'decrypt', nonce: Uint8Array, additional: string) {
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const info = Buffer.from('lectern-key-seal-v1');
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: Buffer.alloc(0), info };
  const algorithm = { name: 'AES-GCM', length: 256 };
  const sealingKey = await subtle.deriveKey(derivation, material, algorithm, false, [usage]);
  const additionalData = Buffer.from(`lectern-key-seal-v1\n${additional}`);
  return { sealingKey, parameters: { name: 'AES-GCM', iv: nonce, additionalData, tagLength: 128 } };
}

describe('the seal of signing keys', () => {
  for (const [title, createdAtMs, additional] of [
    ['with its time', key.createdAtMs, `${key.id}\n${key.createdAtMs}`],
    ['of the environment, which has no time', null, `${key.id}\n`],
  ] as const) {
    it(`can be opened by the Web Cryptography API: a key ${title}`, async () => {
      const [version, nonce = '', sealed = ''] = seal.seal({ ...key, createdAtMs }).split('.');
      assert.equal(version, 'v1');
      const iv = Buffer.from(nonce, 'base64url');
      const { sealingKey, parameters } = await byWebCrypto('decrypt', iv, additional);
      const opened = await subtle.decrypt(parameters, sealingKey, Buffer.from(sealed, 'base64url'));
      assert.deepEqual(Buffer.from(opened), key.secret.export());
    });

    it(`opens what the Web Cryptography API has sealed: a key ${title}`, async () => {
      const nonce = randomBytes(12);
      const { sealingKey, parameters } = await byWebCrypto('encrypt', nonce, additional);
      const sealed = Buffer.from(await subtle.encrypt(parameters, sealingKey, key.secret.export()));
      const text = `v1.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
      const opened = seal.open(text, { id: key.id, createdAtMs });
      assert.deepEqual([opened.id, opened.createdAtMs], [key.id, createdAtMs]);
      assert.ok(opened.secret.equals(key.secret));
    });
  }

  it('is another text every time, and holds a secret of any length', () => {
    assert.notEqual(seal.seal(key), seal.seal(key));
    const long = { ...key, secret: createSecretKey(randomBytes(100)) };
    assert.ok(seal.open(seal.seal(long), long).secret.equals(long.secret));
  });

  const sealed = seal.seal(key);
  const [, nonce, rest = ''] = sealed.split('.');
  const turned = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  const refused: Record<string, () => unknown> = {
    'with another secret': () => createKeySeal(randomBytes(48)).open(sealed, key),
    'under the id of another key': () => seal.open(sealed, { ...key, id: 'other' }),
    'with another time': () => seal.open(sealed, { ...key, createdAtMs: 0 }),
    'without its time': () => seal.open(sealed, { ...key, createdAtMs: null }),
    'with a changed character': () => seal.open(`v1.${nonce}.${turned(rest)}`, key),
    'with another nonce': () => seal.open(`v1.${turned(String(nonce))}.${rest}`, key),
    'cut short': () => seal.open(`v1.${nonce}.${rest.slice(0, -22)}`, key),
    'cut to less than a tag': () => seal.open(`v1.${nonce}.${rest.slice(0, 8)}`, key),
    'of another version': () => seal.open(sealed.replace('v1', 'v2'), key),
    'that is empty': () => seal.open('', key),
  };
  for (const [title, open] of Object.entries(refused)) {
    it(`does not open ${title}; the error explains it without a secret`, () => {
      assert.throws(open, (error: Error) => {
        assert.equal(error.name, 'OperatorError');
        assert.match(
          error.message,
          /"\w+" in the database cannot be decrypted\. Set LECTERN_SIGNING_KEYS_SECRET/,
        );
        assert.ok(!error.message.includes(secret.toString('base64url')) && !error.message.includes(rest));
        return true;
      });
    });
  }
});
