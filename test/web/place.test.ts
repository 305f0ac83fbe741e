import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ContestPlace, keptPlace, neighboursOf, soleContest } from '../../web/src/reader/place.ts';
import { readPlaceSearch } from '../../web/src/reader/reader-search.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');
const tasks = ['A', 'B', 'C'].map((label) => ({ taskId: `task-${label}`, title: `Task ${label}`, label }));
const open = (
  taskId: string,
  validUntil: string | null,
  ground: 'contest' | 'contest-archive' = 'contest',
) => ({
  taskId,
  access: { ground, validUntil },
});
const contest = (contestId: string, phase: 'running' | 'past' = 'running') => ({ contestId, phase });

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
  const inHalfAnHour = '2026-03-01T12:30:00Z';
  const aMinuteAgo = '2026-03-01T11:59:00Z';
  const running = { contest: contest('one'), open: [open('task-A', inHalfAnHour)] };

  it('is the only one that runs and has it', () => {
    const other = { contest: contest('two'), open: [open('task-Z', null)] };
    assert.equal(soleContest('task-A', [other, running], nowMs), 'one');
    assert.equal(soleContest('task-Z', [other, running], nowMs), 'two');
  });

  it('is one that has ended for others, as long as it runs for the reader', () => {
    const own = { contest: contest('own', 'past'), open: [open('task-A', inHalfAnHour)] };
    assert.equal(soleContest('task-A', [own], nowMs), 'own');
    const over = { contest: contest('own', 'past'), open: [open('task-A', aMinuteAgo)] };
    assert.equal(soleContest('task-A', [over], nowMs), undefined);
    const archived = { contest: contest('own', 'past'), open: [open('task-A', null, 'contest-archive')] };
    assert.equal(soleContest('task-A', [archived], nowMs), undefined);
  });

  it('is none when several have it, or none has', () => {
    assert.equal(soleContest('task-A', [running, { ...running, contest: contest('two') }], nowMs), undefined);
    assert.equal(soleContest('task-B', [running], nowMs), undefined);
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
    const id = '01a21937-d2bb-7018-9dee-f8b68fd04153';
    assert.deepEqual(readPlaceSearch({ contest: id, group: 'ext:42' }), { contest: id, group: 'ext:42' });
    for (const wrong of ['', '..', 'a/b', '../groups', 'a?b', 42, null, [id], { id }, 'x'.repeat(101)]) {
      assert.deepEqual(readPlaceSearch({ contest: wrong }), { contest: undefined, group: undefined });
    }
  });
});
