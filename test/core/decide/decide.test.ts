import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAddress } from 'lectern-signing';
import type { Ground, GroundKind } from '../../../src/core/decide/access-paths.ts';
import { decide, decideTogether } from '../../../src/core/decide/decide.ts';
import { groundOf } from '../../support/ground.ts';
import { pluck } from '../../support/pluck.ts';

const subject = { principalId: 'user-1', taskId: 'task-1' };

/** `group 1000-9000`, `admin 0-` (never closes). */
function ground(text: string): Ground {
  const [, kind, opensAt, closesAt] = /^(\S+) (\d+)-(\d*)$/.exec(text) ?? [];
  return groundOf(kind as GroundKind, Number(opensAt), closesAt ? Number(closesAt) : null);
}

/** The decision as a word: `group until 9000, staff`, `opens at 1000`, `closed`, `not-found`. */
function decided(grounds: ReadonlyArray<string>, nowMs: number): string {
  const decision = decide({ id: subject.principalId }, subject.taskId, grounds.map(ground), nowMs);
  if (decision.allowed) {
    const { ground: kind, validUntilMs, staff, principalId, taskId } = decision.permit;
    assert.deepEqual({ principalId, taskId }, subject);
    return `${kind} until ${validUntilMs}${staff ? ', staff' : ''}`;
  }
  return decision.reason === 'not-open-yet' ? `opens at ${decision.opensAtMs}` : decision.reason;
}

/** Decisions about several grounds are compared with an independent model in `test/properties/access.test.ts`. */
describe('decide', () => {
  for (const [title, grounds, nowMs, expected] of [
    ['refuses without any ground as `not-found`', [], 0, 'not-found'],

    ['refuses a millisecond before the window', ['group 1000-9000'], 999, 'opens at 1000'],
    ['allows at the first millisecond of the window', ['group 1000-9000'], 1000, 'group until 9000'],
    ['allows while a whole second is left', ['group 1000-9000'], 8000, 'group until 9000'],
    ['refuses with less than a second left', ['group 1000-9000'], 8001, 'closed'],
    ['counts whole seconds of an end that is not one', ['group 1000-9999'], 8000, 'group until 9999'],
    ['so 1999 ms before such an end can be too late', ['group 1000-9999'], 8001, 'closed'],
    ['returns `closed` when it would open as it closes', ['group 500-500'], 100, 'closed'],

    ['names admin first', ['task-staff 0-', 'admin 0-'], 10, 'admin until null, staff'],
    ['then task-staff', ['group-staff 0-', 'task-staff 0-'], 10, 'task-staff until null, staff'],
    ['then group-staff', ['group 0-', 'group-staff 0-'], 10, 'group-staff until null, staff'],
    ['then group', ['signed-in 0-', 'group 0-'], 10, 'group until null'],
  ] as const) {
    it(title, () => {
      for (const order of [grounds, grounds.toReversed()]) assert.equal(decided(order, nowMs), expected);
    });
  }
});

describe('decide, in a contest with networks', () => {
  const networks = JSON.stringify([
    { network: '192.0.2.0/24', room: 'Lab 1' },
    { network: '2001:db8:1::/64', room: null },
  ]);

  for (const [title, address, expected] of [
    ['allows in the second network', '2001:db8:1::7', null],
    ['counts an IPv4-mapped address as IPv4', '::ffff:192.0.2.7', null],
    ['refuses in the next /64', '2001:db8:1:1::7', 'wrong-place'],
    ['refuses an unknown address', undefined, 'wrong-place'],
  ] as const) {
    it(title, () => {
      const reader = { id: 'user-1', address: address && parseAddress(address) };
      const decision = decide(reader, 'task-1', [{ ...ground('contest 0-'), networks }], 10);
      assert.equal(decision.allowed ? null : decision.reason, expected);
    });
  }
});

/** Of several tasks together, in the same words: `until 9000`. */
function decidedTogether(tasks: ReadonlyArray<ReadonlyArray<string>>, nowMs: number): string {
  const groundsOf = new Map(tasks.map((grounds, at) => [`task-${at}`, grounds.map(ground)]));
  const decision = decideTogether({ id: 'user-1' }, groundsOf, nowMs);
  if (decision.allowed) {
    const { permits, validUntilMs } = decision.permit;
    assert.deepEqual(pluck(permits, 'taskId'), [...groundsOf.keys()]);
    return `until ${validUntilMs}`;
  }
  return decision.reason === 'not-open-yet' ? `opens at ${decision.opensAtMs}` : decision.reason;
}

describe('decideTogether', () => {
  for (const [title, tasks, nowMs, expected] of [
    ['refuses without a task', [], 10, 'not-found'],
    ['allows when each task is open', [['group 0-9000'], ['contest 5-']], 10, 'until 9000'],
    ['ends with the first that closes', [['group 0-9000'], ['contest 5-7000']], 10, 'until 7000'],
    ['never ends when none closes', [['group 0-'], ['admin 0-']], 10, 'until null'],
    ['opens with the last that opens', [['group 20-'], ['group 40-'], ['group 0-']], 10, 'opens at 40'],
    ['refuses a millisecond before the last opens', [['group 0-'], ['group 40-']], 39, 'opens at 40'],
    ['allows when the last opens', [['group 0-'], ['group 40-']], 40, 'until null'],
    ['is closed when one is', [['group 20-'], ['group 0-5'], ['group 0-']], 10, 'closed'],
    ['is not found when one is not', [['group 0-'], [], ['group 0-5']], 10, 'not-found'],
  ] as const) {
    it(title, () => assert.equal(decidedTogether(tasks, nowMs), expected));
  }

  it('is revoked with the oldest of its grounds', () => {
    const ofEpoch = (readerEpoch: number) => [{ ...ground('group 0-'), readerEpoch }];
    const groundsOf = new Map([1, 2, 3].map((epoch) => [`task-${epoch}`, ofEpoch(epoch % 3)]));
    const decision = decideTogether({ id: 'user-1' }, groundsOf, 10);
    assert.equal(decision.allowed && decision.permit.readerEpoch, 0);
  });
});
