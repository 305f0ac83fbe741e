import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import type { OpenObject, StorageDriver } from '../../src/storage/driver.ts';
import { newObjectKey, type ObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';

export const strangeKeys = [
  'a b+c%20d#e?f&g=h.pdf',
  '%2e%2e/%2F.pdf',
  'Übungsblatt/Größe – 第一章.pdf',
  'e\u0301/🦉👩‍🏫.pdf',
  '"quotes\' & <tags>;(1)*!.pdf',
  '.incoming/-rf ~$HOME;*.pdf',
  `${'long/'.repeat(150)}${'n'.repeat(251)}.pdf`,
];

/**
 * What every storage driver guarantees. `openEmpty` gives an empty storage for each test.
 * @param options.seesRaces false for a service that cannot tell two concurrent puts apart
 * @param options.keepsOpened whether an opened object can be read after it was deleted
 */
export function driverContract(
  name: string,
  openEmpty: () => StorageDriver | Promise<StorageDriver>,
  { seesRaces = true, keepsOpened = false } = {},
): void {
  describe(`storage driver contract: ${name}`, () => {
    for (const text of strangeKeys) {
      it(`stores, reads, lists and deletes under ${JSON.stringify(text.slice(0, 40))}`, async () => {
        const driver = await openEmpty();
        const key = parseObjectKey(text);
        const bytes = randomBytes(1000);
        assert.equal(await put(driver, key, bytes), 'stored');
        assert.deepEqual(await driver.head(key), { size: 1000 });
        assert.deepEqual(await readAll(driver, key), bytes);
        assert.deepEqual(await listed(driver, ''), [{ key: text, size: 1000 }]);
        await driver.delete(key);
        assert.equal(await driver.head(key), undefined);
        assert.equal(await driver.open(key), undefined);
        assert.deepEqual(await listed(driver, ''), []);
      });
    }

    it('distinguishes keys that differ in case, in Unicode form or by one encoding', async () => {
      const driver = await openEmpty();
      const keys = ['x/É.pdf', 'x/é.pdf', 'x/e\u0301.pdf', 'x/%C3%A9.pdf'].map(parseObjectKey);
      for (const key of keys) await put(driver, key, Buffer.from(key));
      for (const key of keys) assert.equal(String(await readAll(driver, key)), key);
    });

    it('gives undefined for a key without an object, also for the folder of another key', async () => {
      const driver = await openEmpty();
      await put(driver, parseObjectKey('a/b/c.pdf'), Buffer.from('x'));
      for (const key of ['nothing', 'a', 'a/b', 'a/b/c.pdf/d'].map(parseObjectKey)) {
        assert.equal(await driver.head(key), undefined);
        assert.equal(await driver.open(key), undefined);
        await driver.delete(key);
      }
      assert.deepEqual(await listed(driver, ''), [{ key: 'a/b/c.pdf', size: 1 }]);
    });

    it('reads ranges with both ends included, as bytes and as a stream', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      const bytes = randomBytes(700_000);
      await put(driver, key, bytes);
      for (const [first, last] of [
        [0, 0],
        [0, 699_999],
        [5, 300_004],
        [699_999, 699_999],
      ] as const) {
        const expected = bytes.subarray(first, last + 1);
        assert.deepEqual(await withObject(driver, key, (object) => object.read({ first, last })), expected);
        const streamed = await withObject(driver, key, async (object) => {
          return Buffer.concat(await object.stream({ first, last }).toArray());
        });
        assert.ok(expected.equals(streamed));
      }
    });

    it('stores and reads an empty object', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      assert.equal(await put(driver, key, Buffer.alloc(0)), 'stored');
      assert.equal(await put(driver, key, Buffer.alloc(0)), 'already-stored');
      assert.deepEqual(await readAll(driver, key), Buffer.alloc(0));
      const streamed = await withObject(driver, key, (object) => object.stream().toArray());
      assert.equal(Buffer.concat(streamed).length, 0);
    });

    it('completes a stream that began before its object was deleted', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      const bytes = randomBytes(600_000);
      await put(driver, key, bytes);
      const read = await withObject(driver, key, async (object) => {
        const chunks = object.stream()[Symbol.asyncIterator]();
        const begun = await chunks.next();
        await driver.delete(key);
        return Buffer.concat([
          begun.value,
          ...(await Array.fromAsync({ [Symbol.asyncIterator]: () => chunks })),
        ]);
      });
      assert.ok(bytes.equals(read));
    });

    it('does not read another object that took the key after it was opened', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      await put(driver, key, Buffer.from('first'));
      const read = await withObject(driver, key, async (object) => {
        await driver.delete(key);
        await put(driver, key, Buffer.from('other'));
        return object.read().then(String, ({ code }) => code);
      });
      assert.equal(read, keepsOpened ? 'first' : 'storage-unavailable');
    });

    it('can close an object that was not read, or whose stream was cut off', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      await put(driver, key, randomBytes(600_000));
      await withObject(driver, key, async () => {});
      await withObject(driver, key, async (object) => {
        for await (const _chunk of object.stream()) break;
      });
    });

    it('copies an object to another key, and reports a missing one', async () => {
      const driver = await openEmpty();
      const [from, to] = [parseObjectKey('a b+c%20d#e?f/Ü.pdf'), newObjectKey()];
      const bytes = randomBytes(300_000);
      const expected = { size: bytes.length, sha256: sha256(bytes) };
      assert.equal(await driver.copy(from, to, expected), false);
      await put(driver, from, bytes);
      assert.equal(await driver.copy(from, to, expected), true);
      await driver.delete(from);
      assert.equal(await driver.head(from), undefined);
      assert.deepEqual(await readAll(driver, to), bytes);
    });

    it('answers `already-stored` to the same bytes and refuses other bytes, and never overwrites', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      await put(driver, key, Buffer.from('first'));
      assert.equal(await put(driver, key, Buffer.from('first')), 'already-stored');
      await assert.rejects(put(driver, key, Buffer.from('other')), { code: 'conflict' });
      await assert.rejects(put(driver, key, Buffer.from('longer')), { code: 'conflict' });
      assert.equal(String(await readAll(driver, key)), 'first');
    });

    it('stores once when the same upload arrives twice concurrently', async () => {
      const driver = await openEmpty();
      const key = newObjectKey();
      const bytes = randomBytes(300_000);
      const outcomes = await Promise.all([put(driver, key, bytes), put(driver, key, bytes)]);
      if (seesRaces) assert.deepEqual(outcomes.sort(), ['already-stored', 'stored']);
      else assert.ok(outcomes.includes('stored'));
      assert.deepEqual(await readAll(driver, key), bytes);
    });

    const failures = [
      { code: 'upload-size-mismatch', title: 'too few bytes', source: () => chunks('abc'), size: 4 },
      { code: 'upload-size-mismatch', title: 'too many bytes', source: () => chunks('abc', 'def'), size: 4 },
      { code: 'upload-hash-mismatch', title: 'other bytes', source: () => chunks('abcd'), size: 4 },
      { code: 'upload-interrupted', title: 'a source that fails', source: () => failing('ab'), size: 4 },
      {
        code: 'upload-hash-mismatch',
        title: 'other bytes after many that were sent',
        source: () => chunks(...Array<Uint8Array>(20).fill(Buffer.alloc(64_000))),
        size: 20 * 64_000,
      },
    ];
    for (const { code, title, source, size } of failures) {
      it(`leaves nothing after ${title}: \`${code}\``, async () => {
        const driver = await openEmpty();
        const key = newObjectKey();
        await assert.rejects(driver.put(key, source(), { size, sha256: sha256('ABCD') }), { code });
        assert.equal(await driver.head(key), undefined);
        assert.deepEqual(await listed(driver, ''), []);
        assert.equal(await driver.removeAbandoned(Number.MAX_SAFE_INTEGER), 0);
      });
    }

    it('lists by any prefix, page after page', async () => {
      const driver = await openEmpty();
      const keys = ['a/1', 'a/2', 'ab/3', 'b/4', 'b/c/5', 'c'].map(parseObjectKey);
      for (const key of keys) await put(driver, key, Buffer.from('x'));
      const namesOf = async (prefix: string) => (await listed(driver, prefix)).map(({ key }) => key);
      assert.deepEqual(await namesOf('a'), ['a/1', 'a/2', 'ab/3']);
      assert.deepEqual(await namesOf('a/'), ['a/1', 'a/2']);
      assert.deepEqual(await namesOf('b/c'), ['b/c/5']);
      assert.deepEqual(await namesOf('../'), []);
      assert.equal((await namesOf('')).length, keys.length);
    });
  });
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function put(driver: StorageDriver, key: ObjectKey, bytes: Uint8Array) {
  return driver.put(key, chunks(bytes), { size: bytes.length, sha256: sha256(bytes) });
}

async function* chunks(...parts: ReadonlyArray<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function* failing(first: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(first);
  throw new Error('the connection was lost');
}

async function withObject<T>(
  driver: StorageDriver,
  key: ObjectKey,
  use: (object: OpenObject) => Promise<T>,
): Promise<T> {
  const object = await driver.open(key);
  assert.ok(object, `nothing is stored under ${key}`);
  try {
    return await use(object);
  } finally {
    await object.close();
  }
}

function readAll(driver: StorageDriver, key: ObjectKey): Promise<Uint8Array> {
  return withObject(driver, key, (object) => object.read());
}

async function listed(driver: StorageDriver, prefix: string) {
  const found = [];
  for await (const object of driver.list(prefix)) found.push(object);
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}
