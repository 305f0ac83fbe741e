import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examineInTime } from '../../../src/domain/tasks/examinations.ts';
import type { StoredProblem } from '../../../src/domain/tasks/inspect-stored.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import type { PdfExaminer } from '../../../src/pdf/examiner.ts';

type Examine = PdfExaminer['examine'];
const opened = { pages: 3, findings: [] };
const never = new Promise<never>(() => {});

/** The result for a file, and the recipient of each read of it. */
async function examine(examiner: Examine, problem?: StoredProblem, limitMs?: number) {
  const reads: Array<'examiner' | 'nobody'> = [];
  const read = async (write?: unknown) => {
    reads.push(write ? 'examiner' : 'nobody');
    return problem;
  };
  const found = await examineInTime({ examine: examiner }, 10, read, limitMs);
  return { found, reads };
}

const atOnce: Examine = async (_size, send) => (await send(async () => {})) ?? opened;

describe('an examination that a request waits for', () => {
  it('is what the examiner finds in one reading', async () => {
    assert.deepEqual(await examine(atOnce), { found: { examination: opened }, reads: ['examiner'] });
  });

  it('reports problems of the file itself', async () => {
    const problem = { problem: 'hash-differs' } as const;
    assert.deepEqual(await examine(atOnce, problem), { found: problem, reads: ['examiner'] });
  });

  it('is skipped, and the file is read all the same, when the examiner is busy', async () => {
    const busy: Examine = () => Promise.reject(new LecternError('overloaded', 'Later.'));
    assert.deepEqual(await examine(busy), { found: { examination: undefined }, reads: ['nobody'] });
    const problem = { problem: 'not-a-pdf' } as const;
    assert.deepEqual(await examine(busy, problem), { found: problem, reads: ['nobody'] });
  });

  it('refuses the file when the examiner cannot start', async () => {
    const away: Examine = () => Promise.reject(new LecternError('unavailable', 'Later.'));
    await assert.rejects(examine(away), { code: 'unavailable' });
  });

  it('is skipped when the queue takes too long, and does not start later', async () => {
    const turn = Promise.withResolvers<void>();
    let late: unknown;
    const queue: Examine = async (_size, send) => {
      await turn.promise;
      late = await send(async () => {});
      return late as never;
    };
    const { found, reads } = await examine(queue, undefined, 1);
    turn.resolve();
    await new Promise(setImmediate);
    assert.deepEqual([found, reads], [{ examination: undefined }, ['nobody']]);
    assert.notEqual(late, undefined, 'the examiner would wait for bytes');
  });

  it('is skipped when the answer takes too long, and reads nothing again', async () => {
    const slow: Examine = async (_size, send) => (await send(async () => {})) ?? never;
    const { found, reads } = await examine(slow, undefined, 1);
    assert.deepEqual([found, reads], [{ examination: undefined }, ['examiner']]);
  });

  it('fails when the file cannot be read', async () => {
    const read = () => Promise.reject(new LecternError('storage-unavailable', 'Later.'));
    await assert.rejects(examineInTime({ examine: atOnce }, 10, read), { code: 'storage-unavailable' });
  });
});
