import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { isApiKey, newApiKey } from '../../../src/domain/accounts/api-key-format.ts';
import { apiKeyScopes } from '../../../src/domain/accounts/principal.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { waitUntil } from '../../support/server-process.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, program, task, publish, send, logged } = await openTestApp();
const admin = await person('admin');
const teacher = await person('teacher');
const as = (key: string) => ({ authorization: `Bearer ${key}` });
const create = (body: object) => admin.send('POST /api/v1/api-keys', body);

describe('an API key', () => {
  it('has a prefix, and ends with the CRC-32 of its random part, in base 62', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    for (let at = 0; at < 100; at += 1) {
      const [, random = '', checksum = ''] =
        /^lectern_key_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/.exec(newApiKey()) ?? [];
      const value = [...checksum].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
      assert.equal(value, crc32(random));
    }
    const key = newApiKey();
    assert.ok(isApiKey(key));
    for (const wrong of [key.slice(0, -1), `${key}0`, key.toLowerCase(), key.replace('key_', 'key_0')]) {
      assert.ok(!isApiKey(wrong), wrong);
    }
  });

  it('is shown once, and stored as its SHA-256', async () => {
    const { status, body } = await create({ name: 'Judge', scopes: ['grant', 'read'] });
    assert.equal(status, 201);
    const { key, ...shown } = body;
    const listed = (await admin.send('GET /api/v1/api-keys?limit=200')).body.items.at(-1);
    assert.deepEqual(listed, shown);
    assert.deepEqual(shown, {
      id: shown.id,
      name: 'Judge',
      scopes: ['read', 'grant'],
      ...{ networks: null, taskIds: null, groupIds: null },
      ...{ taskExternalIds: null, groupExternalIds: null },
      createdAt: isoTime(clock.nowMs()),
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
    });
    const rows = await core.database.kysely.selectFrom('apiKeys').selectAll().execute();
    assert.ok(!JSON.stringify(rows).includes(key));
    assert.equal(rows.find(({ id }) => id === shown.id)?.hash, hash('sha256', key, 'base64url'));
    assert.ok(!logged.some((line) => line.includes(key)));
  });

  it('is refused with a name of two lines or an end in the past', async () => {
    for (const wrong of [{ name: 'a\nb' }, { expiresAt: isoTime(clock.nowMs()) }]) {
      assertProblem(await create({ name: 'A', scopes: ['read'], ...wrong }), 400, 'request-invalid');
    }
  });

  it('opens nothing when it is incomplete, unknown, expired or revoked, and the error names the reason', async () => {
    const own = await program(['read']);
    assert.equal((await own.send('GET /api/v1/me')).status, 200);
    const ask = (key: string) => send('GET /api/v1/me', undefined, as(key));
    assertProblem(await ask(own.key.slice(0, -1)), 401, 'api-key-invalid');
    assertProblem(await ask(newApiKey()), 401, 'api-key-invalid');
    const expiresAt = isoTime(clock.nowMs() + hourMs);
    const { body } = await create({ name: 'Short', scopes: ['read'], expiresAt });
    assert.equal((await ask(body.key)).status, 200);
    clock.advance(hourMs);
    assertProblem(await ask(body.key), 401, 'api-key-expired');
    assert.equal((await admin.send(`DELETE /api/v1/api-keys/${own.id}`)).status, 204);
    assertProblem(await ask(own.key), 401, 'api-key-revoked');
    assert.equal((await admin.send(`DELETE /api/v1/api-keys/${own.id}`)).status, 204);
    assertProblem(await admin.send('DELETE /api/v1/api-keys/nothing'), 404, 'not-found');
  });

  it('is accepted only for its scopes', async () => {
    const given = await task(teacher);
    await publish(given, teacher);
    const requests: Readonly<Record<string, [string, unknown?]>> = {
      read: [`GET /api/v1/tasks/${given.id}`],
      sync: [`PATCH /api/v1/tasks/${given.id}`, { title: 'Renamed' }],
      grant: ['POST /api/v1/granted-urls', { items: [{ taskId: given.id, reader: { externalId: '7' } }] }],
      upload: [`DELETE /api/v1/tasks/${given.id}/documents/en`],
      edge: ['GET /api/v1/revocations'],
    };
    for (const scope of apiKeyScopes) {
      const { send: ask } = await program(apiKeyScopes.filter((each) => each !== scope));
      const [route, body] = requests[scope] as [string, unknown?];
      const reply = await ask(route, body);
      assertProblem(reply, 403, 'insufficient-scope');
      assert.equal(reply.body.scope, scope);
    }
    for (const scope of apiKeyScopes) {
      const [route, body] = requests[scope] as [string, unknown?];
      const { status } = await (await program([scope])).send(route, body);
      assert.ok(status < 300, `${scope} ${status}`);
    }
  });

  it('is not listed as an account, and does not count as an admin', async () => {
    const own = await program();
    const all = await admin.send('GET /api/v1/accounts?limit=200');
    assert.ok(!all.body.items.some(({ userId }: { userId: string }) => userId === own.id));
    assertProblem(await admin.send(`GET /api/v1/accounts/${own.id}`), 404, 'not-found');
    assertProblem(await admin.send(`PATCH /api/v1/accounts/${own.id}`, { role: 'admin' }), 404, 'not-found');
    await assert.rejects(core.accounts.change(admin.id, { role: 'teacher' }), { code: 'last-admin' });
  });

  it('reads in its own name, which the records show', async () => {
    const own = await program(['read'], 'Mirror');
    const given = await task(teacher);
    await publish(given, teacher);
    const { body } = await own.send(`GET /api/v1/tasks/${given.id}`);
    assert.equal(body.access.ground, 'admin');
    const { body: records } = await admin.send(`GET /api/v1/issued-urls?taskId=${given.id}`);
    const [{ userId, name, apiKeyId, apiKeyName }] = records.items;
    assert.deepEqual([userId, name, apiKeyId, apiKeyName], [own.id, 'Mirror', own.id, 'Mirror']);
  });

  it('shows when it was last used, with at most one write an hour', async () => {
    const own = await program(['read']);
    const lastUsed = async () =>
      (await admin.send('GET /api/v1/api-keys?limit=200')).body.items.find(
        ({ id }: { id: string }) => id === own.id,
      ).lastUsedAt;
    assert.equal(await lastUsed(), null);
    for (let at = 0; at < 5; at += 1) await own.send('GET /api/v1/me');
    const hour = clock.nowMs() - (clock.nowMs() % hourMs);
    await waitUntil('the use to be recorded', async () => (await lastUsed()) === isoTime(hour));
    clock.advance(hourMs);
    await own.send('GET /api/v1/me');
    await waitUntil('the next hour', async () => (await lastUsed()) === isoTime(hour + hourMs));
  });
});
