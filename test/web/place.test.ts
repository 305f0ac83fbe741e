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

describe('the neighbors of a task', () => {
  it('are the previous and the next one, in order', () => {
    assert.deepEqual(neighboursOf(tasks, 'task-B'), { at: 1, previous: tasks[0], next: tasks[2] });
    assert.deepEqual(neighboursOf(tasks, 'task-A'), { at: 0, previous: undefined, next: tasks[1] });
    assert.deepEqual(neighboursOf(tasks, 'task-C'), { at: 2, previous: tasks[1], next: undefined });
  });

  it('do not exist if it is not in the list', () => {
    assert.equal(neighboursOf(tasks, 'task-D'), undefined);
  });
});

describe('the contest of a task whose URL names none', () => {
  const one = { contestId: 'one', open: [{ taskId: 'task-A' }] };
  const two = { contestId: 'two', open: [{ taskId: 'task-Z' }] };

  it('is the only running one with the task', () => {
    assert.equal(soleContest('task-A', [two, one]), 'one');
    assert.equal(soleContest('task-Z', [two, one]), 'two');
  });

  it('is undefined if several have it, or none has', () => {
    assert.equal(soleContest('task-A', [one, { ...one, contestId: 'two' }]), undefined);
    assert.equal(soleContest('task-B', [one, two]), undefined);
  });
});

describe('a contest that no longer lists its tasks', () => {
  const before: ContestPlace = {
    kind: 'contest',
    id: 'one',
    name: 'One',
    tasks,
    endsAt: '2026-03-01T12:00:00Z',
  };

  it('stays as it was for readers of one of its tasks', () => {
    assert.equal(keptPlace(undefined, before, 'task-B'), before);
    assert.equal(keptPlace(undefined, before, 'task-Z'), undefined);
    const now = { ...before, endsAt: '2026-03-01T12:10:00Z' };
    assert.equal(keptPlace(now, before, 'task-B'), now);
  });
});

describe('a place in a URL', () => {
  it('is an id of Lectern or of a platform, and nothing else', () => {
    const nothing = { language: undefined, contest: undefined, group: undefined };
    const id = '01a21937-d2bb-7018-9dee-f8b68fd04153';
    const given = { contest: id, group: 'ext:42' };
    assert.deepEqual(readReaderSearch(given), { ...nothing, ...given });
    for (const wrong of ['', '..', 'a/b', '../groups', 'a?b', 42, null, [id], { id }, 'x'.repeat(101)]) {
      assert.deepEqual(readReaderSearch({ contest: wrong }), nothing);
    }
  });
});
