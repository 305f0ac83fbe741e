import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Contest } from '../../../src/domain/contests/contest.ts';
import { createPreflight } from '../../../src/features/preflight/preflight.ts';

const startsAt = Date.UTC(2026, 10, 24, 12);
const contest = {
  id: 'finals',
  name: 'Finals',
  startsAt,
  endsAt: startsAt + 3_600_000,
  afterEnd: 'closed',
  prefetchFrom: null,
} as Contest;
const people = Array.from({ length: 1000 }, (_, at) => ({
  userId: `user-${at}`,
  email: `${at}@example.org`,
}));
const tasks = Array.from({ length: 100 }, (_, at) => ({ taskId: `task-${at}`, label: String(at) }));

describe('a pre-flight of 1,000 people and 100 tasks', () => {
  it('lets the event loop turn after a few people, and several times a task', async () => {
    let [reads, readsAtOnce, turns] = [0, 0, 0];
    let isRunning = true;
    const countTurns = () => {
      turns += 1;
      readsAtOnce = Math.max(readsAtOnce, reads);
      reads = 0;
      if (isRunning) setImmediate(countTurns);
    };
    setImmediate(countTurns);
    // Every read answers without a turn, as SQLite does.
    const preflight = createPreflight({
      grounds: {
        async ofMany() {
          reads += 1;
          return new Map();
        },
      },
      contestTasks: { list: async () => tasks },
      contestPeople: { everybody: async () => people.map((person) => ({ ...person, delaySeconds: 0 })) },
      versions: { current: async () => [] },
      examinations: { known: async () => new Map() },
      further: [],
      ttlSeconds: 300,
    } as unknown as Parameters<typeof createPreflight>[0]);
    const findings = await preflight(contest);
    isRunning = false;
    assert.equal(findings.filter(({ code }) => code === 'opens-late').length, tasks.length);
    assert.ok(readsAtOnce > 0 && readsAtOnce <= 5, `${readsAtOnce} people between two turns`);
    assert.ok(turns >= people.length / 5 + tasks.length * 4, `${turns} turns`);
  });
});
