import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createExamination } from '../../../src/features/doctor/examination.ts';
import type { Diagnosis } from '../../../src/lib/findings.ts';

const found = (id: string): Diagnosis => ({ id, title: id, outcome: 'ok', detail: '' });
const limitMs = 60_000;

describe('an examination of the storage', () => {
  it('returns all that the doctor finds, and can be repeated', async () => {
    const examine = createExamination(
      async function* () {
        yield found('one');
        yield found('two');
      },
      { limitMs },
    );
    for (let time = 0; time < 2; time += 1) {
      assert.deepEqual(await examine(), [found('one'), found('two')]);
    }
  });

  it('is a `conflict` while another one runs, but not after one that failed', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let broken = true;
    const examine = createExamination(
      async function* () {
        if (broken) throw new Error('broken');
        await promise;
        yield found('one');
      },
      { limitMs },
    );
    await assert.rejects(examine(), /broken/);
    broken = false;
    const running = examine();
    await assert.rejects(examine(), { code: 'conflict' });
    resolve();
    assert.deepEqual(await running, [found('one')]);
    reject();
  });

  it('ends at its limit with what was found, and cleans up after the current check', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cleared = Promise.withResolvers<void>();
    const examine = createExamination(
      async function* () {
        try {
          yield found('one');
          await promise;
          yield found('two');
          assert.fail('no further check is made');
        } finally {
          cleared.resolve();
        }
      },
      { limitMs: 1 },
    );
    const findings = await examine();
    assert.deepEqual(
      findings.map(({ id, outcome }) => `${id} ${outcome}`),
      ['one ok', 'time-limit failed'],
    );
    await assert.rejects(examine(), { code: 'conflict' });
    resolve();
    await cleared.promise;
    assert.equal(findings.length, 2);
  });
});
