import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ContestPlace,
  keptPlace,
  neighboursOf,
  soleContest,
} from '../../web/src/features/reader/viewer/place.ts';
import { readReaderSearch } from '../../web/src/features/reader/viewer/reader-search.ts';

const tasks = ['A', 'B', 'C'].map((label) => ({ taskId: `task-${label}`, title: `Task ${label}`, label }));

describe('the tasks beside the one that is read', () => {
  it('are the one before and the one after it, in their order', () => {
    assert.deepEqual(neighboursOf(tasks, 'task-B'), { at: 1, previous: tasks[0], next: tasks[2] });
    assert.deepEqual(neighboursOf(tasks, 'task-A'), { at: 0, previous: undefined, next: tasks[1] });
    assert.deepEqual(neighboursOf(tasks, 'task-C'), { at: 2, previous: tasks[1], next: undefined });
  });

  it('are none when it is not among them', () => {
    assert.equal(neighboursOf(tasks, 'task-D'), undefined);
  });
});

describe('the contest of a task that an address does not name', () => {
  const one = { contestId: 'one', open: [{ taskId: 'task-A' }] };
  const two = { contestId: 'two', open: [{ taskId: 'task-Z' }] };

  it('is the only one that runs and has it', () => {
    assert.equal(soleContest('task-A', [two, one]), 'one');
    assert.equal(soleContest('task-Z', [two, one]), 'two');
  });

  it('is none when several have it, or none has', () => {
    assert.equal(soleContest('task-A', [one, { ...one, contestId: 'two' }]), undefined);
    assert.equal(soleContest('task-B', [one, two]), undefined);
  });
});

describe('a contest of which the tasks are no longer told', () => {
  const before: ContestPlace = {
    kind: 'contest',
    id: 'one',
    name: 'One',
    tasks,
    endsAt: '2026-03-01T12:00:00Z',
  };

  it('keeps what was known of it for whoever still reads one of its tasks', () => {
    assert.equal(keptPlace(undefined, before, 'task-B'), before);
    assert.equal(keptPlace(undefined, before, 'task-Z'), undefined);
    const now = { ...before, endsAt: '2026-03-01T12:10:00Z' };
    assert.equal(keptPlace(now, before, 'task-B'), now);
  });
});

describe('a place in an address', () => {
  it('is an id of Lectern or of a platform, and nothing else is taken', () => {
    const nothing = { language: undefined, contest: undefined, group: undefined };
    const id = '01a21937-d2bb-7018-9dee-f8b68fd04153';
    const given = { contest: id, group: 'ext:42' };
    assert.deepEqual(readReaderSearch(given), { ...nothing, ...given });
    for (const wrong of ['', '..', 'a/b', '../groups', 'a?b', 42, null, [id], { id }, 'x'.repeat(101)]) {
      assert.deepEqual(readReaderSearch({ contest: wrong }), nothing);
    }
  });
});
