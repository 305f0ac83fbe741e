import assert from 'node:assert/strict';
import type { RowProblem } from '../../src/lib/row-problems.ts';
import { assertProblem, type Program, type Reply } from '../support/app.ts';

const route = (path: string) => `PUT /api/v1/groups/ext%3Amany${path}`;

/** What a put of people changed: added, changed, removed and unchanged. */
export const counts = ({ body: { added, changed, removed, unchanged } }: Reply) => [
  added,
  changed,
  removed,
  unchanged,
];

/** Asserts that a program puts this many members into a new group at once, and none when one of them is wrong. */
export async function putManyMembers(judge: Program, count: number) {
  await judge.send(route(''), { name: 'Many' });
  const members = Array.from({ length: count }, (_, at) => ({
    externalId: `many ${at}`,
    name: `Person ${at}`,
  }));
  const put = (some: ReadonlyArray<object>) => judge.send(route('/members'), { members: some });
  const refused = await put([
    ...members.slice(0, count - 2),
    { email: 'nobody@example.org' },
    { externalId: 'many 5' },
  ]);
  assertProblem(refused, 400, 'request-invalid');
  assert.deepEqual(
    refused.body.problems.map(({ row, field, code }: RowProblem) => [row, field, code]),
    [
      [count - 1, 'email', 'not-found'],
      [count, null, 'repeated'],
    ],
  );
  assert.equal((await judge.send('GET /api/v1/accounts/ext%3Amany%201')).status, 404);
  assert.deepEqual(counts(await put(members)), [count, 0, 0, 0]);
  assert.deepEqual(counts(await put(members)), [0, 0, 0, count]);
  return { put, members };
}
