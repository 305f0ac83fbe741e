import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../bench/support/contestant.ts';
import { type Round, summarizeStart } from '../../bench/support/start-table.ts';

const outcome: Outcome = {
  ...{ asksAfterMs: 100, early: undefined, lateMs: 0, refused: 0, failure: undefined, bytes: 0 },
  ...{ keyMs: undefined, urlMs: 30, pdfFirstByteMs: 40, pdfWholeMs: 50, allMs: 60 },
};
const roundOf = (...outcomes: ReadonlyArray<Outcome>): Round => ({
  ...{ outcomes, startsAtMs: 0, issued: undefined, cpuMs: 0, serverCpuMs: 0, envelopeBytes: 0 },
});

describe('the table of a start', () => {
  it('has each quantity under a separate name', () => {
    const { SQLite } = summarizeStart(new Map([['SQLite', [roundOf(outcome)]]]));
    assert.equal(SQLite?.['request to URL, ms: p99'], 30);
    assert.equal(SQLite?.['request to first byte of PDF, ms: p99'], 40);
  });

  it('separates the time to the key from the time to the URL', () => {
    const sealed = [1, 2, 3].map((keyMs) => ({ ...outcome, asksAfterMs: 100 * keyMs, keyMs }));
    const table = new Map([
      ['sealed', [roundOf(...sealed)]],
      ['not sealed', [roundOf(outcome)]],
    ]);
    const keysOf = (summary: Record<string, number> | undefined) => [
      summary?.['request to key, ms: p50'],
      summary?.['request to key, ms: p99'],
      summary?.['start to the last key, ms'],
    ];
    const summaries = summarizeStart(table);
    assert.deepEqual(keysOf(summaries['sealed']), [2, 3, 303]);
    assert.equal(summaries['sealed']?.['request to URL, ms: p50'], 30);
    assert.deepEqual(keysOf(summaries['not sealed']), [Number.NaN, Number.NaN, Number.NaN]);
  });
});
