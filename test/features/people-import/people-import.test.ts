import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp } from '../../support/app.ts';

const { core, person, group: newGroup } = await openTestApp();
const admin = await person('admin');
const group = await newGroup(admin);

const route = 'POST /api/v1/people-import';
const csv = (name: string) => `name,email,group\r\nAnn Lee,${name}@example.org,Algorithms\r\n`;
const sendCsv = (text: string, query = '') =>
  admin.send(`${route}${query}`, text, { 'content-type': 'text/csv; charset=utf-8' });
const exists = async (name: string) =>
  (await core.accounts.findByEmails([`${name}@example.org`])).found.length === 1;

describe('POST /api/v1/people-import', () => {
  it('shows what a CSV would change, sent directly or in JSON', async () => {
    for (const reply of [
      await sendCsv(csv('ann'), '?dryRun=true'),
      await admin.send(`${route}?dryRun=true`, { csv: csv('ann') }),
    ]) {
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.headers['cache-control'], 'no-store');
      const row = {
        ...{ line: 2, email: 'ann@example.org', name: 'Ann Lee', role: 'student', setupLink: null },
        group: { id: group.id, externalId: null, name: 'Algorithms' },
        changes: ['create', 'add-to-group'],
      };
      assert.deepEqual(reply.body, { invited: 0, setupLinksExpireAt: null, rows: [row] });
    }
    assert.equal(await exists('ann'), false);
  });

  it('names every problem with its line, and changes nothing', async () => {
    const reply = await sendCsv(`${csv('good')}Bob,bob,\r\n,,Nowhere\r\n`);
    assertProblem(reply, 422, 'people-file-invalid');
    assert.deepEqual(
      reply.body.problems.map(({ row }: { row: number }) => row),
      [3, 4, 4],
    );
    assert.equal(await exists('good'), false);
  });
});
