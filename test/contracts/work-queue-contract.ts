import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Database } from '../../src/database/database.ts';
import { migrateToLatest } from '../../src/database/migrate.ts';
import type { Claim } from '../../src/database/work-queue.ts';
import { migrations } from '../../src/features/migrations.ts';
import { type SettableClock, settableClock } from '../support/settable-clock.ts';

/** The work in a table, as one instance sees it. */
export interface Work<Claimed extends Claim> {
  add(): Promise<string>;
  claim(id: string): Promise<Claimed | undefined>;
  /** It failed, and is due again now. */
  fail(claimed: Claimed): Promise<void>;
  failures(claimed: Claimed): number;
  /** There is nothing left to do. */
  end(claimed: Claimed): Promise<void>;
}

/** What instances that share the work of a table rely on. */
export function workQueueContract<Claimed extends Claim>(
  { claimMs, newDatabase }: { claimMs: number; newDatabase: () => Promise<() => Database> },
  open: (database: Database, clock: SettableClock) => Work<Claimed>,
): void {
  async function newInstances(count = 2) {
    const openDatabase = await newDatabase();
    await migrateToLatest(openDatabase(), migrations);
    const clock = settableClock();
    const instances = Array.from({ length: count }, () => open(openDatabase(), clock));
    const [first, second] = instances;
    assert.ok(first && second);
    const id = await first.add();
    return { clock, instances, first, second, id };
  }

  async function claimed(work: Work<Claimed>, id: string): Promise<Claimed> {
    return (await work.claim(id)) ?? assert.fail('it is not due');
  }

  it('is claimed by one of many instances that ask concurrently', async () => {
    const { instances, first } = await newInstances(4);
    for (let round = 0; round < 10; round += 1) {
      const id = await first.add();
      const claims = await Promise.all(instances.map((instance) => instance.claim(id)));
      assert.equal(claims.filter((claim) => claim !== undefined).length, 1);
    }
  });

  it('is claimed by another instance when the one that had it is dead', async () => {
    const { clock, first, second, id } = await newInstances();
    await claimed(first, id);
    clock.advance(claimMs - 1);
    assert.equal(await second.claim(id), undefined);
    clock.advance(1);
    await claimed(second, id);
  });

  it('is retried by any instance after a failure, which is counted', async () => {
    const { first, second, id } = await newInstances();
    for (const [failures, instance] of [first, second, first].entries()) {
      const claim = await claimed(instance, id);
      assert.equal(instance.failures(claim), failures);
      await instance.fail(claim);
    }
  });

  it('is not released by an instance whose claim has expired', async () => {
    const { clock, first, second, id } = await newInstances();
    const lost = await claimed(first, id);
    clock.advance(claimMs);
    const claim = await claimed(second, id);
    await first.fail(lost);
    assert.equal(await first.claim(id), undefined);
    await second.fail(claim);
    assert.equal(second.failures(await claimed(first, id)), 1);
  });

  it('is not claimed again when there is nothing left to do, even if an expired claim fails later', async () => {
    const { clock, first, second, id } = await newInstances();
    const lost = await claimed(first, id);
    clock.advance(claimMs);
    await second.end(await claimed(second, id));
    await first.fail(lost);
    clock.advance(claimMs);
    assert.equal(await first.claim(id), undefined);
  });
}
