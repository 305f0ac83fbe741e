import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';

const { program } = await openTestApp();
const judge = await program();
const put = (path: string, body: unknown) => judge.send(`PUT /api/v1/${path}`, body);
const ext = (externalId: string) => encodeURIComponent(`ext:${externalId}`);
const counts = ({ body: { added, changed, removed, unchanged } }: Reply) => [
  added,
  changed,
  removed,
  unchanged,
];

describe('members that are put', () => {
  it('are 10,000 at once, and nobody when one of them is wrong', async () => {
    const path = `groups/${ext('many')}/members`;
    await put(`groups/${ext('many')}`, { name: 'Many' });
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      externalId: `many ${at}`,
      name: `Person ${at}`,
    }));
    const wrong = [...many.slice(0, 9998), { email: 'nobody@example.org' }, { externalId: 'many 5' }];
    const refused = await put(path, { members: wrong });
    assertProblem(refused, 400, 'request-invalid');
    assert.deepEqual(
      refused.body.problems.map(({ row }: { row: number }) => row),
      [9998, 9999],
    );
    assert.equal((await judge.send(`GET /api/v1/accounts/${ext('many 1')}`)).status, 404);
    assert.deepEqual(counts(await put(path, { members: many })), [10_000, 0, 0, 0]);
    assert.deepEqual(counts(await put(path, { members: many })), [0, 0, 0, 10_000]);
    assertProblem(await put(path, { members: [...many, { externalId: 'x' }] }), 400, 'request-invalid');
  });
});
