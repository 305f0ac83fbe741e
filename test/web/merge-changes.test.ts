import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeChanges } from '../../web/src/lib/saving/merge-changes.ts';

const before = { name: 'Finals', endsAt: null as string | null, extraSeconds: 0 };
const noon = '2026-11-27T12:00:00Z';
const one = '2026-11-27T13:00:00Z';

describe('what two have changed of the same', () => {
  for (const [title, mine, theirs, fields, contested] of [
    ['is as it was, where nobody has', {}, {}, {}, []],
    ['is what one has changed', { name: 'Semi-finals' }, {}, { name: 'Semi-finals' }, []],
    ['is what the other has changed', {}, { name: 'Semi-finals' }, { name: 'Semi-finals' }, []],
    [
      'is both changes, in different fields',
      { endsAt: noon },
      { name: 'Semi-finals' },
      { name: 'Semi-finals', endsAt: noon },
      [],
    ],
    [
      'is settled, where both have made the same of it',
      { endsAt: noon },
      { endsAt: noon },
      { endsAt: noon },
      [],
    ],
    [
      'is for them to settle, where they have not',
      { endsAt: noon },
      { endsAt: one },
      { endsAt: noon },
      ['endsAt'],
    ],
    [
      'is for them to settle in that field alone',
      { endsAt: noon, extraSeconds: 60 },
      { endsAt: one, name: 'Semi-finals' },
      { endsAt: noon, extraSeconds: 60, name: 'Semi-finals' },
      ['endsAt'],
    ],
    [
      'may be that one has taken away what the other has changed',
      { name: '' },
      { name: 'Semi-finals' },
      { name: '' },
      ['name'],
    ],
  ] as const) {
    it(title, () => {
      const merged = mergeChanges(before, { ...before, ...mine }, { ...before, ...theirs });
      assert.deepEqual(merged.fields, { ...before, ...fields });
      assert.deepEqual(merged.contested, contested);
    });
  }

  it('is a conflict again until it is settled, and none then', () => {
    const mine = { ...before, name: 'Mine' };
    const theirs = { ...before, name: 'Theirs', extraSeconds: 60 };
    const merged = mergeChanges(before, mine, theirs);
    assert.deepEqual(merged.before, { ...before, extraSeconds: 60 });
    assert.deepEqual(mergeChanges(merged.before, merged.fields, theirs), merged);
    const settled = { ...merged.before, name: theirs.name };
    assert.deepEqual(mergeChanges(settled, merged.fields, theirs).contested, []);
    assert.equal(mergeChanges(settled, merged.fields, theirs).fields.name, 'Mine');
  });
});
