import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelAt, nextLabel } from '../../web/src/features/schedule/labels.ts';

const tasks = (...labels: ReadonlyArray<string>) => labels.map((label) => ({ label }));

describe("the labels of a contest's tasks", () => {
  it('are A to Z, then A2 to Z2, and so on', () => {
    assert.deepEqual([0, 1, 25, 26, 27, 51, 52].map(labelAt), ['A', 'B', 'Z', 'A2', 'B2', 'Z2', 'A3']);
  });

  for (const [has, next] of [
    [[], 'A'],
    [['A', 'B'], 'C'],
    [['A', 'C'], 'D'],
    [['C', 'B'], 'D'],
    [['Warm-up', 'B'], 'C'],
    [['Warm-up', 'a', 'A1'], 'A'],
    [[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'], 'A2'],
    [[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'A2', 'C2'], 'D2'],
    [['Z12'], 'A13'],
  ] as const) {
    it(`continue for another task: after ${has.join(' ') || 'none'}, ${next}`, () => {
      assert.equal(nextLabel(tasks(...has)), next);
    });
  }
});
