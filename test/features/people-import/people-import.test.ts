import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Person } from '../../support/app.ts';

const { core, clock, logged, person, send } = await openTestApp();
clock.set(Date.now());
const [admin, teacher, student] = [await person('admin'), await person('teacher'), await person()];
const group = await core.groups.create({ name: 'Algorithms' }, teacher.id);

const route = 'POST /api/v1/people-import';
const csv = (name: string) => `name,email,group\r\nAnn Lee,${name}@example.org,Algorithms\r\n`;
const sendCsv = (who: Person, text: string, query = '') =>
  who.send(`${route}${query}`, text, { 'content-type': 'text/csv; charset=utf-8' });
const exists = async (name: string) =>
  (await core.accounts.findByEmails([`${name}@example.org`])).found.length === 1;

describe('POST /api/v1/people-import', () => {
  it('shows what a CSV would change, sent directly or in JSON', async () => {
    for (const reply of [
      await sendCsv(admin, csv('ann'), '?dryRun=true'),
      await admin.send(`${route}?dryRun=true`, { csv: csv('ann') }),
    ]) {
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.headers['cache-control'], 'no-store');
      assert.deepEqual(reply.body, {
        invited: 0,
        setupLinksExpireAt: null,
        rows: [
          {
            line: 2,
            email: 'ann@example.org',
            name: 'Ann Lee',
            role: 'student',
            group: { id: group.id, externalId: null, name: 'Algorithms' },
            changes: ['create', 'add-to-group'],
            setupLink: null,
          },
        ],
      });
    }
    assert.equal(await exists('ann'), false);
  });

  it('applies it, and returns a link to set a password, which is not logged', async () => {
    const { status, headers, body } = await sendCsv(admin, csv('eve'));
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-store');
    const [{ setupLink }] = body.rows;
    const token = new URL(setupLink).hash.slice('#token='.length);
    const set = await send('POST /api/auth/reset-password', { token, newPassword: 'correct horse' });
    assert.equal(set.status, 204);
    const credentials = { email: 'eve@example.org', password: 'correct horse' };
    assert.equal((await send('POST /api/auth/sign-in/email', credentials)).status, 200);
    assert.ok(!logged.some((line) => line.includes(token)));
  });

  it('names every problem with its line, and changes nothing', async () => {
    const reply = await sendCsv(admin, `${csv('good')}Bob,bob,\r\n,,Nowhere\r\n`);
    assertProblem(reply, 422, 'people-file-invalid');
    assert.deepEqual(
      reply.body.problems.map(({ row }: { row: number }) => row),
      [3, 4, 4],
    );
    assert.equal(await exists('good'), false);
  });

  it('is for admins only', async () => {
    for (const query of ['', '?dryRun=true']) {
      for (const who of [teacher, student]) {
        assertProblem(await sendCsv(who, csv('no'), query), 403, 'forbidden');
      }
      const anonymous = await send(`${route}${query}`, csv('no'), { 'content-type': 'text/csv' });
      assertProblem(anonymous, 401, 'unauthenticated');
    }
    assert.equal(await exists('no'), false);
  });

  it('refuses other bodies, and lists that are too large', async () => {
    assertProblem(await admin.send(route, {}), 400, 'request-invalid');
    assertProblem(await admin.send(route, { csv: 1 }), 400, 'request-invalid');
    assertProblem(
      await admin.send(route, csv('a'), { 'content-type': 'application/pdf' }),
      415,
      'media-type-unsupported',
    );
    const large = `name,email\n${'x'.repeat(1024 * 1024)}`;
    assertProblem(await sendCsv(admin, large), 413, 'body-too-large');
    assertProblem(await sendCsv(admin, large.repeat(3)), 413, 'body-too-large');
    assertProblem(await sendCsv(admin, csv('a'), '?dryRun=perhaps'), 400, 'request-invalid');
  });
});
