import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allLoseAccess,
  losesAccess,
  mayEndAccess,
  membersLoseAccess,
} from '../../web/src/features/schedule/access-by-times.ts';

const contest = {
  startsAt: '2026-11-27T10:00:00Z',
  endsAt: '2026-11-27T13:00:00Z',
  afterEnd: 'closed',
} as const;
const tomorrow = { startsAt: '2026-11-28T10:00:00Z', endsAt: '2026-11-28T13:00:00Z' };
const usual = { delaySeconds: 0, extraSeconds: 0 };
const delayed = { delaySeconds: 1800, extraSeconds: 0 };
const longer = { delaySeconds: 0, extraSeconds: 3600 };
const at = (time: string) => Date.parse(`2026-11-27T${time}:00Z`);

describe('other times for a contest take access from', () => {
  for (const [who, own, change, time, expected] of [
    ['whoever reads while it moves to another day', usual, tomorrow, '11:00', true],
    ['nobody before it starts', usual, tomorrow, '09:59', false],
    ['nobody whose own start is to come', delayed, tomorrow, '10:15', false],
    ['somebody whose own start was', delayed, tomorrow, '10:30', true],
    ['nobody after its end', usual, tomorrow, '13:00', false],
    ['somebody who still has extra time', longer, tomorrow, '13:30', true],
    ['whoever reads when it ends at once', usual, { endsAt: '2026-11-27T11:00:00Z' }, '11:00', true],
    ['nobody with extra time beyond that', longer, { endsAt: '2026-11-27T11:00:00Z' }, '11:30', false],
    [
      'nobody when it ends at once and stays readable',
      usual,
      { endsAt: '2026-11-27T11:00:00Z', afterEnd: 'participants' },
      '11:00',
      false,
    ],
    ['nobody when it ends later', usual, { endsAt: '2026-11-27T13:15:00Z' }, '11:00', false],
    ['nobody when it loses its end', usual, { endsAt: null }, '11:00', false],
  ] as const) {
    it(who, () => {
      const next = { ...contest, ...change };
      assert.equal(losesAccess(contest, next, own, at(time)), expected);
      // Nobody is overlooked because nobody was counted.
      if (expected) assert.equal(mayEndAccess(contest, next, at(time)), true);
    });
  }

  it('those who return to a past contest, and from everyone where it was an archive for all', () => {
    const shared = { ...contest, afterEnd: 'participants' } as const;
    assert.equal(losesAccess(shared, contest, usual, at('14:00')), true);
    assert.equal(mayEndAccess(shared, contest, at('14:00')), true);
    assert.equal(allLoseAccess(shared, contest, at('14:00')), false);
    const archive = { ...contest, afterEnd: 'signed-in' } as const;
    assert.equal(allLoseAccess(archive, shared, at('14:00')), true);
    assert.equal(allLoseAccess(archive, shared, at('12:00')), false);
  });

  it('nobody who would have to be counted, when it is renamed or lasts longer', () => {
    assert.equal(mayEndAccess(contest, contest, at('11:00')), false);
    assert.equal(mayEndAccess(contest, { ...contest, endsAt: null }, at('11:00')), false);
    assert.equal(mayEndAccess(contest, contest, at('14:00')), false);
  });
});

describe('another window for one task of a contest takes access from', () => {
  for (const [who, own, task, change, time, expected] of [
    ['whoever reads when it closes at once', usual, {}, { closesAt: '11:00' }, '11:00', true],
    ['whoever reads when it opens only later', usual, {}, { opensAt: '12:00' }, '11:00', true],
    ['nobody with extra time beyond its close', longer, {}, { closesAt: '11:00' }, '11:30', false],
    [
      'nobody for whom it is not open yet',
      delayed,
      { opensAt: '10:30' },
      { opensAt: '12:00' },
      '10:45',
      false,
    ],
    ['nobody when it closes later', usual, { closesAt: '12:00' }, { closesAt: '12:30' }, '11:00', false],
    ['nobody after the end of the contest', usual, {}, { closesAt: '11:00' }, '13:00', false],
  ] as const) {
    it(who, () => {
      const windowOf = ({ opensAt, closesAt }: { opensAt?: string; closesAt?: string }) => ({
        opensAt: opensAt ? `2026-11-27T${opensAt}:00Z` : null,
        closesAt: closesAt ? `2026-11-27T${closesAt}:00Z` : null,
      });
      const now = { ...contest, task: windowOf(task) };
      const next = { ...contest, task: windowOf(change) };
      assert.equal(losesAccess(now, next, own, at(time)), expected);
      if (expected) assert.equal(mayEndAccess(now, next, at(time)), true);
    });
  }

  it('nobody in a contest that has become an archive', () => {
    const archive = {
      ...contest,
      afterEnd: 'participants',
      task: { opensAt: null, closesAt: null },
    } as const;
    const next = { ...archive, task: { opensAt: null, closesAt: '2026-11-27T11:00:00Z' } };
    assert.equal(losesAccess(archive, next, usual, at('14:00')), false);
    assert.equal(losesAccess(archive, next, usual, at('12:00')), true);
  });
});

describe('another window for a task of a group takes access from its members', () => {
  const now = { opensAt: '2026-11-27T10:00:00Z', closesAt: null };
  for (const [when, next, time, expected] of [
    ['when it closes at once', { ...now, closesAt: '2026-11-27T11:00:00Z' }, '11:00', true],
    ['when it opens only later', { ...now, opensAt: '2026-11-27T12:00:00Z' }, '11:00', true],
    ['not before it opens', { ...now, closesAt: '2026-11-27T11:00:00Z' }, '09:59', false],
    ['not when it closes later', { ...now, closesAt: '2026-11-27T11:00:00Z' }, '10:59', false],
  ] as const) {
    it(when, () => assert.equal(membersLoseAccess(now, next, at(time)), expected));
  }
});
