import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../bench/support/contestant.ts';
import { type Round, summarizeStart } from '../../bench/support/start-table.ts';

const outcome: Outcome = {
  ...{ asksAfterMs: 100, early: undefined, lateMs: 0, refused: 0, failure: undefined, bytes: 0 },
  ...{ urlMs: 30, pdfFirstByteMs: 40, pdfWholeMs: 50, allMs: 60 },
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
});
