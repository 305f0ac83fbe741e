import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PersonRow } from '../../../src/domain/accounts/people-file.ts';
import type { Role } from '../../../src/domain/accounts/principal.ts';
import { type KnownPeople, planImport } from '../../../src/features/people-import/plan-import.ts';

const known: KnownPeople = {
  accounts: new Map(
    (
      [
        ['ann', 'teacher'],
        ['bob', 'student'],
        ['root', 'admin'],
      ] as const
    ).map(([id, role]) => [`${id}@example.org`, { id, name: id, role }]),
  ),
  unverified: new Map(),
  groups: [
    { id: 'g1', name: 'Algorithms' },
    { id: 'g2', name: 'Twice' },
    { id: 'g3', name: 'Twice' },
  ],
  isInGroup: (userId, groupId) => userId === 'bob' && groupId === 'g1',
  adminEmails: new Set(['root@example.org']),
};

/** The address is derived from the name. */
type Row = readonly [name: string, role?: Role | undefined, group?: string | undefined, email?: string];
function plan(...rows: ReadonlyArray<Row>) {
  return planImport(
    rows.map(
      ([name, role, group, email = `${name}@example.org`], at): PersonRow => ({
        line: at + 2,
        name,
        email,
        role,
        group,
      }),
    ),
    known,
  );
}
const changesOf = (...rows: ReadonlyArray<Row>) => {
  const { rows: planned, problems } = plan(...rows);
  assert.deepEqual(problems, []);
  return planned.map(({ changes }) => changes);
};
const wordsOf = (...rows: ReadonlyArray<Row>) =>
  plan(...rows).problems.map(({ row, message }) => `${row}: ${message}`);

describe('the plan of an import', () => {
  it('creates missing people, and leaves those unchanged who already match the file', () => {
    assert.deepEqual(changesOf(['new'], ['bob'], ['bob2', 'admin']), [['create'], [], ['create']]);
  });

  it('makes a student where the role is empty, and removes no role', () => {
    const { rows } = plan(['new'], ['ann']);
    assert.deepEqual(
      rows.map(({ role, changes }) => [role, changes]),
      [
        ['student', ['create']],
        ['teacher', []],
      ],
    );
  });

  it('changes roles and names', () => {
    assert.deepEqual(changesOf(['bob', 'teacher'], ['Ann Lee', 'student', undefined, 'ann@example.org']), [
      ['change-role'],
      ['change-role', 'change-name'],
    ]);
  });

  it('adds to a group by its name or id, once', () => {
    assert.deepEqual(
      changesOf(
        ['ann', undefined, 'Algorithms'],
        ['ann', undefined, 'g1'],
        ['bob', undefined, 'g1'],
        ['new', undefined, 'g2'],
        ['new', undefined, 'g3'],
      ),
      [['add-to-group'], [], [], ['create', 'add-to-group'], ['add-to-group']],
    );
  });

  it('reports a missing group once for all of its rows', () => {
    assert.deepEqual(
      plan(['a', undefined, 'New'], ['b', undefined, 'New'], ['c', undefined, 'Twice']).problems,
      [
        {
          ...{ row: 2, field: 'group', code: 'not-found', value: 'New' },
          message: 'There is no group "New". Correct its name, or create it first. 2 rows use it.',
        },
        {
          ...{ row: 4, field: 'group', code: 'invalid', value: 'Twice' },
          message: 'Several groups have the name "Twice". Use the id of one.',
        },
      ],
    );
  });

  it('refuses rows that contradict each other', () => {
    assert.deepEqual(wordsOf(['new'], ['new', 'teacher'], ['New', 'admin', undefined, 'new@example.org']), [
      '4: new@example.org has a different name on line 2. Use the same name.',
      '4: new@example.org has a different role on line 3. Use the same role.',
    ]);
  });

  it('refuses to leave no admin', () => {
    const demoted = ['root', 'student'] as const;
    assert.deepEqual(wordsOf(['bob'], demoted), [
      '3: This would leave no enabled admin. Keep the role of at least one admin.',
    ]);
    assert.deepEqual(wordsOf(['root'], ['bob']), []);
    assert.deepEqual(wordsOf(demoted, ['new', 'admin']), []);
  });
});
