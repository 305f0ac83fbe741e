import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeChanges } from '../../web/src/lib/saving/merge-changes.ts';

const before = { name: 'Finals', endsAt: null as string | null, extraSeconds: 0 };
const noon = '2026-11-27T12:00:00Z';
const one = '2026-11-27T13:00:00Z';

describe('concurrent changes of a form', () => {
  for (const [title, mine, theirs, fields, contested] of [
    ['are none if neither side changed anything', {}, {}, {}, []],
    ['are those of the user', { name: 'Semi-finals' }, {}, { name: 'Semi-finals' }, []],
    ['are those of the others', {}, { name: 'Semi-finals' }, { name: 'Semi-finals' }, []],
    [
      'are merged in different fields',
      { endsAt: noon },
      { name: 'Semi-finals' },
      { name: 'Semi-finals', endsAt: noon },
      [],
    ],
    [
      'are no conflict if both sides made the same change',
      { endsAt: noon },
      { endsAt: noon },
      { endsAt: noon },
      [],
    ],
    [
      'are a conflict if both sides changed a field differently',
      { endsAt: noon },
      { endsAt: one },
      { endsAt: noon },
      ['endsAt'],
    ],
    [
      'are a conflict only in that field',
      { endsAt: noon, extraSeconds: 60 },
      { endsAt: one, name: 'Semi-finals' },
      { endsAt: noon, extraSeconds: 60, name: 'Semi-finals' },
      ['endsAt'],
    ],
    [
      'are a conflict if one side cleared what the other changed',
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

  it('stay in conflict until that is resolved', () => {
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
