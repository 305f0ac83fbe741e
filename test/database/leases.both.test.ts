import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAcquireLease } from '../../src/database/leases.ts';
import { migrateToLatest } from '../../src/database/migrate.ts';
import { migrations } from '../../src/features/migrations.ts';
import { minuteMs, settableClock } from '../support/settable-clock.ts';
import { testDatabaseOpener } from '../support/test-database.ts';

const everyMs = 5 * minuteMs;

/** Instances with one new database, each with its own connections. */
async function newInstances(count: number) {
  const open = await testDatabaseOpener();
  await migrateToLatest(open(), migrations);
  const clock = settableClock();
  const instances = Array.from({ length: count }, () => createAcquireLease({ database: open(), clock }));
  const race = async (name = 'sweep') => {
    const outcomes = await Promise.all(instances.map((acquireLease) => acquireLease(name, everyMs)));
    return outcomes.filter(Boolean).length;
  };
  return { clock, instances, race };
}

describe('a lease', () => {
  it('is acquired by exactly one of many instances, once per interval', async () => {
    const { clock, race } = await newInstances(8);
    for (let interval = 0; interval < 10; interval += 1) {
      assert.equal(await race(), 1);
      clock.advance(everyMs - 1);
      assert.equal(await race(), 0, 'the interval is not over');
      clock.advance(1);
    }
  });

  it('is acquired by another instance in the next interval', async () => {
    const { clock, instances } = await newInstances(2);
    const [first, second] = instances;
    assert.equal(await first?.('sweep', everyMs), true);
    clock.advance(everyMs);
    assert.equal(await second?.('sweep', everyMs), true);
  });

  it('of one job does not affect another job', async () => {
    const { race } = await newInstances(2);
    assert.equal(await race('sweep'), 1);
    assert.equal(await race('prune'), 1);
  });

  it('is available immediately after the clock was set back', async () => {
    const { clock, race } = await newInstances(3);
    clock.advance(1000 * everyMs);
    assert.equal(await race(), 1);
    clock.advance(-1000 * everyMs);
    assert.equal(await race(), 1);
    assert.equal(await race(), 0);
  });
});
