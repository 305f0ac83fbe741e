import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FactsOf, LecternApiError, type Schemas } from '../../client/src/index.ts';
import { errorOfReply } from '../../client/src/lectern-error.ts';
import { refusal } from '../../src/domain/access/refusals.ts';
import { LecternError, problemOf } from '../../src/lib/errors.ts';
import { overloaded } from '../../src/lib/overloaded.ts';
import { refuseRows } from '../../src/lib/row-problems.ts';

/** The client's error for an error of the server. */
const received = (error: unknown) => {
  const problem = problemOf(error, 'request-1');
  return errorOfReply(Response.json(problem, { status: problem.status }));
};

describe('the facts of an error', () => {
  it('have the types of its code: this compiles', async () => {
    const opensAtMs = Date.UTC(2030, 0);
    const early: unknown = await received(refusal({ allowed: false, reason: 'not-open-yet', opensAtMs }));
    assert.ok(early instanceof LecternApiError && early.code === 'not-open-yet');
    const opensAt: string = early.facts.opensAt;
    assert.equal(opensAt, '2030-01-01T00:00:00Z');

    const busy = await received(
      overloaded({ retryAfterSeconds: { min: 3, max: 3 }, message: () => 'Wait.' }),
    );
    assert.ok(busy.code === 'overloaded');
    const seconds: number = busy.facts.retryAfterSeconds;
    assert.ok(seconds > 0);

    const problem = { row: 2, field: 'name', code: 'missing', message: 'It has no name.' } as const;
    const wrong = await Promise.try(refuseRows, [problem]).catch(received);
    assert.ok(wrong?.code === 'request-invalid');
    assert.deepEqual(wrong.facts.problems?.[0], problem);

    const facts = { reason: 'label-taken', label: 'A' } as const;
    const taken = await received(new LecternError('conflict', 'Choose another label.', { facts }));
    assert.ok(taken.code === 'conflict');
    const reason: string = taken.facts.reason;
    assert.deepEqual([reason, taken.facts['label']], ['label-taken', 'A']);
  });

  it('are unknown for an unknown code, or one without facts: this compiles', () => {
    const error = new LecternApiError('closed', 'Closed.', { facts: { opensAt: 'soon' } });
    // @ts-expect-error: not every error has it
    const opensAt: string = error.facts['opensAt'];
    const seconds: number | undefined = error.facts.retryAfterSeconds;
    assert.deepEqual([opensAt, seconds], ['soon', undefined]);
    // @ts-expect-error: there is no such code
    assert.ok(error.code !== 'open');
    if (error.code === 'document-changed') {
      const why: Schemas.ChangeReason | null | undefined = error.facts.reason;
      assert.fail(String(why));
    }
    // @ts-expect-error: it is a string
    const facts: FactsOf<'not-open-yet'> = { opensAt: 1 };
    assert.ok(facts);
  });

  it('belong to an Error with a name and a stack', () => {
    const error = new LecternApiError('network', 'No connection.', { cause: new TypeError('fetch failed') });
    assert.ok(error instanceof Error && error.stack);
    assert.equal(String(error), 'LecternApiError: No connection.');
    assert.ok(error.cause instanceof TypeError);
  });
});
