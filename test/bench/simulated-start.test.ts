import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulateStart } from '../../bench/support/simulated-start.ts';

const alone = { withinMs: 1000, instances: 1, databaseCores: 0 };
const free = { statement: 0, row: 0 };
const at = (waits: ReadonlyArray<number>, share: number) =>
  waits[Math.floor(share * (waits.length - 1))] as number;

describe('the simulation of a start', () => {
  it('serves everyone as fast as a single request where few people ask', () => {
    const waits = simulateStart({ ...alone, participants: 100, times: { request: 100, ...free } });
    assert.equal(waits.length, 100);
    assert.ok(Math.abs(at(waits, 0.5) - 0.1) < 0.001, String(at(waits, 0.5)));
  });

  it('makes the last wait for as long as the work exceeds the time in which all ask', () => {
    // 30,000 requests of 100 µs are 3 s of work in 1 s.
    const waits = simulateStart({ ...alone, participants: 30_000, times: { request: 100, ...free } });
    assert.equal(waits.length, 30_000);
    assert.ok(Math.abs(at(waits, 1) - 2000) < 60, String(at(waits, 1)));
  });

  it('has the mean wait of a queue of fixed service times (M/D/1) at half its capacity', () => {
    // Pollaczek and Khinchine: S (1 + ρ / 2 (1 - ρ)), with S = 1 ms and ρ = 0.5.
    const start = { ...alone, withinMs: 200_000, participants: 100_000, times: { request: 1000, ...free } };
    const waits = simulateStart(start);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    // Requests that wait together leave together here, so the first of them waits longer than in M/D/1.
    assert.ok(mean > 1.5 && mean < 2.1, String(mean));
  });

  it('is limited by the database where that is the slowest', () => {
    const times = { request: 10, statement: 0, row: 100 };
    const start = { withinMs: 1000, participants: 20_000, times };
    const waits = simulateStart({ ...start, instances: 4, databaseCores: 1 });
    // A read and a commit of 100 µs each are 4 s of work for its only core.
    assert.ok(Math.abs(at(waits, 1) - 3000) < 100, String(at(waits, 1)));
    const twice = simulateStart({ ...start, instances: 4, databaseCores: 2 });
    assert.ok(Math.abs(at(twice, 1) - 1000) < 100, String(at(twice, 1)));
  });
});
