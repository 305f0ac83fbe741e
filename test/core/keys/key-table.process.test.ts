import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { describe, it } from 'node:test';
import { generateSigningKey } from 'lectern-signing';
import { type KeyStore, refreshEveryMs } from '../../../src/core/keys/key-store.ts';
import { openKeyTable } from '../../../src/core/keys/key-table.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { pluck } from '../../support/pluck.ts';
import { runLectern } from '../../support/server-process.ts';
import { secondMs, settableClock } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { newDatabaseSettings, openTestDatabase } from '../../support/test-database.ts';

const propagationMs = 10 * secondMs;
setMaxListeners(20, process); // one for each of ten processes

/** A key table in a new database, and instances that use it. */
async function newTable() {
  const database = await openTestDatabase(migrations);
  const [clock, secret, logged] = [settableClock(), randomBytes(32), [] as Array<string>];
  const log = {
    error: (_facts: object, message: string) => void logged.push(`error: ${message}`),
    info: (_facts: object, message: string) => void logged.push(`info: ${message}`),
  };
  const instance = (own: { secret?: Uint8Array } = {}) =>
    openKeyTable({ database, secret, clock, log, ...own });
  return { database, clock, logged, instance };
}

const idsOf = (store: KeyStore) => store.ring().map(({ id }) => id);

describe('the signing keys in the database', () => {
  it('are created with the first instance, and the same for the next', async () => {
    const { instance, clock } = await newTable();
    const first = await instance();
    assert.equal(first.ring().length, 1);
    assert.equal(first.ring()[0].createdAtMs, clock.nowMs());
    const second = await instance();
    assert.deepEqual(idsOf(second), idsOf(first));
    assert.ok(second.ring()[0].secret.equals(first.ring()[0].secret));
  });

  it('are one ring for ten processes that start concurrently', async () => {
    const environment = {
      ...(await newDatabaseSettings()),
      LECTERN_DATA_DIR: temporaryFolder(),
      LECTERN_SIGNING_KEYS_SECRET: randomBytes(32).toString('base64url'),
    };
    const results = await Promise.all(
      Array.from({ length: 10 }, () => runLectern(['keys', 'list', '--json'], environment)),
    );
    for (const { code, stderr } of results) assert.equal(code, 0, stderr);
    const [ring = [], ...others] = results.map(({ stdout }) => JSON.parse(stdout) as ReadonlyArray<unknown>);
    assert.equal(ring.length, 1);
    for (const other of others) assert.deepEqual(other, ring);
  });

  it('are never stored in plain text', async () => {
    const { instance, database } = await newTable();
    const [key] = (await instance()).ring();
    const rows = JSON.stringify(await database.kysely.selectFrom('signingKeys').selectAll().execute());
    for (const encoding of ['base64url', 'base64', 'hex'] as const) {
      assert.ok(!rows.includes(key.secret.export().toString(encoding)));
    }
  });

  it('rotate: a new key verifies in every instance before it signs in any', async () => {
    const { instance, clock } = await newTable();
    const [here, there] = [await instance(), await instance()];
    const [old = ''] = idsOf(here);
    const added = await here.rotate();
    assert.equal(added.signsFromMs, clock.nowMs() + propagationMs);
    assert.deepEqual(idsOf(here), [old, added.id]);
    assert.deepEqual(idsOf(there), [old], 'not read yet');

    clock.advance(refreshEveryMs);
    await there.refresh();
    clock.advance(propagationMs - refreshEveryMs - 1);
    for (const each of [here, there, await instance()]) assert.deepEqual(idsOf(each), [old, added.id]);
    clock.advance(1);
    for (const each of [here, there, await instance()]) assert.deepEqual(idsOf(each), [added.id, old]);
  });

  it('gives the same ring object while nothing changes', async () => {
    const { instance, clock } = await newTable();
    const store = await instance();
    await store.rotate();
    assert.equal(store.ring(), store.ring());
    clock.advance(propagationMs);
    assert.equal(store.ring(), store.ring());
  });

  it('include at least one key, and one that already signs', async () => {
    const { instance, clock } = await newTable();
    const store = await instance();
    const [old = ''] = idsOf(store);
    await assert.rejects(store.remove('nope'), { code: 'key-unknown' });
    await assert.rejects(store.remove(old), { code: 'key-conflict', message: /rotate first/ });
    const first = await store.rotate();
    await assert.rejects(store.remove(old), { code: 'conflict', message: /2026-11-24T12:00:10Z/ });
    await store.remove(first.id);
    assert.deepEqual(idsOf(store), [old], 'a key that does not sign yet can be removed');

    const second = await store.rotate();
    clock.advance(propagationMs);
    await store.remove(second.id);
    assert.deepEqual(idsOf(store), [old], 'the one before it signs again');
  });

  it('include at least one key when two instances remove one each', async () => {
    const { instance, clock } = await newTable();
    const [here, there] = [await instance(), await instance()];
    const [old = ''] = idsOf(here);
    const { id } = await here.rotate();
    clock.advance(propagationMs);
    const outcomes = await Promise.allSettled([here.remove(old), there.remove(id)]);
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    await Promise.all([here.refresh(), there.refresh()]);
    assert.equal(here.ring().length, 1);
    assert.deepEqual(idsOf(there), idsOf(here));
  });

  it('include adopted keys of another installation: the first signs once all know it, the rest verify', async () => {
    const { instance, clock } = await newTable();
    const store = await instance();
    const [own = ''] = idsOf(store);
    const [first, other] = [generateSigningKey(1), { ...generateSigningKey(0), createdAtMs: null }];
    await store.adopt([first, other]);
    assert.deepEqual(idsOf(store), [own, other.id, first.id]);
    clock.advance(propagationMs);
    assert.deepEqual(idsOf(store), [first.id, own, other.id]);
    const again = await instance();
    assert.deepEqual(pluck(again.ring(), 'createdAtMs'), [1, clock.nowMs() - propagationMs, null]);
    assert.ok(again.ring()[0].secret.equals(first.secret));

    await store.adopt([first, other]);
    assert.deepEqual(idsOf(store), [first.id, own, other.id], 'a second time changes nothing');
    await store.adopt([other]);
    clock.advance(propagationMs);
    assert.deepEqual(idsOf(store), [other.id, first.id, own], 'an existing key can be the first');
    await assert.rejects(store.adopt([{ ...generateSigningKey(2), id: own }]), { code: 'key-conflict' });
    assert.deepEqual(idsOf(store), [other.id, first.id, own]);
  });

  it('stay in force when they cannot be read, which is logged once, and are followed again afterwards', async () => {
    const { instance, database, logged } = await newTable();
    const [here, there] = [await instance(), await instance()];
    const ids = idsOf(there);
    await database.kysely.schema.alterTable('signingKeys').renameTo('elsewhere').execute();
    for (let round = 0; round < 3; round += 1) await there.refresh();
    assert.deepEqual(idsOf(there), ids);
    assert.deepEqual(logged, ['error: the signing keys cannot be read; the last ones stay in use']);

    await database.kysely.schema.alterTable('elsewhere').renameTo('signingKeys').execute();
    const { id } = await here.rotate();
    await there.refresh();
    assert.deepEqual(idsOf(there), [...ids, id]);
    assert.deepEqual(logged.slice(1), ['info: the signing keys can be read again']);
  });

  it('stay in force when the table is emptied', async () => {
    const { instance, database, logged } = await newTable();
    const store = await instance();
    const ids = idsOf(store);
    await database.kysely.deleteFrom('signingKeys').execute();
    await store.refresh();
    assert.deepEqual(idsOf(store), ids);
    assert.equal(logged.length, 1);
  });
});
