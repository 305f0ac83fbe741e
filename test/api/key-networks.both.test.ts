import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newApiKey } from '../../src/domain/accounts/api-key-format.ts';
import { assertProblem, openTestApp } from '../support/app.ts';

const { core, clock, person, program, send, logged } = await openTestApp({
  LECTERN_TRUSTED_PROXIES: '127.0.0.1',
});
const admin = await person('admin');
const create = (networks: unknown) =>
  admin.send('POST /api/v1/api-keys', { name: 'Judge', scopes: ['read'], networks });
const from = (address: string, key: string) => ({
  authorization: `Bearer ${key}`,
  'x-forwarded-for': address,
});
const me = (address: string, key: string) => send('GET /api/v1/me', undefined, from(address, key));
const shown = ({ body: { requestId: _, ...body } }: Awaited<ReturnType<typeof me>>) => body;

describe('a key that is limited to networks', () => {
  it('is accepted only from them, also behind trusted proxies', async () => {
    const networks = ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'];
    const { status, body } = await create(networks);
    assert.equal(status, 201);
    assert.deepEqual(body.networks, networks);
    for (const [address, expected] of [
      ['192.0.2.1', 200],
      ['::ffff:192.0.2.1', 200],
      ['2001:db8:7::1', 200],
      ['198.51.100.7', 200],
      ['192.0.3.1', 401],
      // The last address, which the trusted proxy adds, is the client's; the client's own claim does not count.
      ['192.0.2.1, 203.0.113.9', 401],
      ['203.0.113.9, 192.0.2.1', 200],
    ] as const) {
      assert.equal((await me(address, body.key)).status, expected, address);
    }
    assert.equal((await send('GET /api/v1/me', undefined, from('', body.key))).status, 401);
  });

  it('is refused elsewhere like a key that does not exist, also when it is expired or revoked', async () => {
    const { key, id } = await program(['read'], 'Leaked', { networks: ['192.0.2.0/24'] });
    const unknown = await me('203.0.113.9', newApiKey());
    assertProblem(unknown, 401, 'api-key-invalid');
    assert.deepEqual(shown(await me('203.0.113.9', key)), shown(unknown));
    await core.apiKeys.revoke(id);
    assert.deepEqual(shown(await me('203.0.113.9', key)), shown(unknown));
    assertProblem(await me('192.0.2.1', key), 401, 'api-key-revoked');
  });

  it('is refused before its use is recorded, and the log says why', async () => {
    const { key, id } = await program(['read'], 'Judge', { networks: ['192.0.2.0/24'] });
    const before = logged.length;
    const { body } = await me('203.0.113.9', key);
    const lines = logged.slice(before).map((line) => JSON.parse(line));
    const told = lines.filter(({ msg }) => msg === 'request refused');
    assert.deepEqual(
      told.map(({ level, requestId }) => [level, requestId]),
      [[40, body.requestId]],
    );
    for (const word of [id, '"Judge"', '203.0.113.9', '192.0.2.0/24', 'LECTERN_TRUSTED_PROXIES']) {
      assert.ok(told[0].reason.includes(word), word);
    }
    assert.ok(!JSON.stringify(lines).includes(key));
    const keys = await admin.send('GET /api/v1/api-keys?limit=200');
    assert.equal(keys.body.items.find((each: { id: string }) => each.id === id).lastUsedAt, null);
    await me('203.0.113.9', newApiKey());
    assert.equal(logged.slice(before).filter((line) => line.includes('request refused')).length, 1);
  });

  it('is refused with an invalid network, which the error names, or with more than fifty', async () => {
    const reply = await create(['192.0.2.0/24', '192.0.2.0/33']);
    assertProblem(reply, 400, 'request-invalid');
    assert.ok(reply.body.detail.startsWith('"192.0.2.0/33" is not a network.'), reply.body.detail);
    const many = Array.from({ length: 51 }, (_, at) => `192.0.2.${at}`);
    assert.equal((await create(many.slice(1))).status, 201);
    const twice = await create(['192.0.2.1', '192.0.2.1']);
    assert.deepEqual(twice.body.networks, ['192.0.2.1']);
    const draft = { name: 'A', scopes: ['read' as const], expiresAt: clock.nowMs() + 1000, networks: many };
    await assert.rejects(core.apiKeys.create(draft, null), { code: 'request-invalid' });
  });
});

describe('a server without trusted proxies', () => {
  it("does not trust a client's claim of its address", async () => {
    const direct = await openTestApp();
    const { key } = await direct.program(['read'], 'Judge', { networks: ['192.0.2.0/24'] });
    const local = await direct.program(['read'], 'Local', { networks: ['127.0.0.0/8'] });
    const ask = (own: string) => direct.send('GET /api/v1/me', undefined, from('192.0.2.1', own));
    assertProblem(await ask(key), 401, 'api-key-invalid');
    assert.equal((await ask(local.key)).status, 200);
  });
});
