import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifyRequest } from 'lectern-signing/embedded';
import { assertProblem, openTestApp } from '../support/app.ts';

const openWithKeys = async (settings: Readonly<Record<string, string>> = {}) => {
  const app = await openTestApp(settings);
  const admin = await app.person('admin');
  return { ...app, admin, keys: async () => (await admin.send('GET /api/v1/signing-keys')).body.items };
};

describe('the signing keys over HTTP', () => {
  it('are shown without their secrets, rotated, and removed with all URLs that they signed', async () => {
    const { core, clock, admin, keys, task, publish } = await openWithKeys();
    const [first] = await keys();
    assert.deepEqual(Object.keys(first), ['id', 'createdAt', 'signs', 'signsFrom']);
    assert.equal(first.signs, true);

    const given = await task(admin);
    await publish(given, admin);
    const { body } = await admin.send(`POST /api/v1/tasks/${given.id}/description-url`);
    const { pathname, search } = new URL(body.descriptionPdfUrl);
    const isValid = () =>
      !('failure' in verifyRequest('GET', `${pathname}${search}`, core.keys.ring(), clock.nowMs()));

    const rotated = await admin.send('POST /api/v1/signing-keys');
    assert.equal(rotated.status, 201);
    assert.deepEqual(rotated.body, {
      id: rotated.body.id,
      createdAt: '2026-11-24T12:00:00Z',
      signs: true,
      signsFrom: null,
    });
    assert.deepEqual(await keys(), [rotated.body, { ...first, signs: false }]);
    assert.ok(isValid());

    assert.equal((await admin.send(`DELETE /api/v1/signing-keys/${first.id}`)).status, 204);
    assert.deepEqual(await keys(), [rotated.body]);
    assert.ok(!isValid());
    assertProblem(await admin.send(`DELETE /api/v1/signing-keys/${first.id}`), 404, 'not-found');
    assertProblem(await admin.send(`DELETE /api/v1/signing-keys/${rotated.body.id}`), 409, 'conflict');
  });

  it('in a database sign once all instances know them, and the last that signs cannot be removed', async () => {
    const secret = Buffer.alloc(32, 7).toString('base64url');
    const { clock, admin, keys } = await openWithKeys({ LECTERN_SIGNING_KEYS_SECRET: secret });
    const [first] = await keys();
    const { body } = await admin.send('POST /api/v1/signing-keys');
    assert.deepEqual(
      { signs: body.signs, signsFrom: body.signsFrom },
      { signs: false, signsFrom: '2026-11-24T12:00:10Z' },
    );
    assertProblem(await admin.send(`DELETE /api/v1/signing-keys/${first.id}`), 409, 'conflict');
    clock.advance(10_000);
    const signs = (await keys()).map(({ id, signs }: { id: string; signs: boolean }) => [id, signs]);
    assert.deepEqual(signs, [
      [body.id, true],
      [first.id, false],
    ]);
    assert.equal((await admin.send(`DELETE /api/v1/signing-keys/${first.id}`)).status, 204);
  });
});
