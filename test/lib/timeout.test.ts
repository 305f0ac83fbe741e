import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { startDeadline, withTimeout } from '../../src/lib/timeout.ts';

const late = { name: 'TimeoutError', message: 'no response within 100 ms' };

describe('waiting for an answer with a time limit', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('returns the answer, throws the error of the step, and aborts nothing afterwards', async () => {
    let signal: AbortSignal | undefined;
    const answer = await withTimeout(100, async (given) => {
      signal = given;
      return 'answer';
    });
    assert.equal(answer, 'answer');
    await assert.rejects(
      withTimeout(100, async () => {
        throw new RangeError('of the step');
      }),
      RangeError,
    );
    mock.timers.tick(1000);
    assert.equal(signal?.aborted, false);
  });

  it('throws a TimeoutError when the time is over, whatever the step does with the signal', async () => {
    const ignored = withTimeout(100, () => new Promise(() => {}));
    const heeded = withTimeout(
      100,
      (signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    mock.timers.tick(100);
    await assert.rejects(ignored, late);
    await assert.rejects(heeded, late);
  });
});

describe('a deadline', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('counts only the time since the last restart, and none while it is stopped', () => {
    const { signal, restart, stop } = startDeadline(100, 'too late');
    mock.timers.tick(99);
    restart();
    mock.timers.tick(99);
    stop();
    mock.timers.tick(1000);
    assert.equal(signal.aborted, false);
    restart();
    mock.timers.tick(100);
    assert.equal(signal.reason.message, 'too late');
  });
});
