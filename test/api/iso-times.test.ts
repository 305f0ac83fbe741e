import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromIsoTimes, toIsoTimes } from '../../src/api/iso-times.ts';

const stored = { id: 'a', opensAt: 0, closesAt: null, createdAt: 1764000000123, size: 1764000000123 };
const shown = { ...stored, opensAt: '1970-01-01T00:00:00Z', createdAt: '2025-11-24T16:00:00.123Z' };

describe('times of the API', () => {
  it('are ISO 8601 in the fields that hold a time, and null stays null', () => {
    assert.deepEqual(toIsoTimes(stored), shown);
  });

  it('are read back as milliseconds', () => {
    assert.deepEqual(fromIsoTimes(shown), stored);
  });

  it('stay absent where they were not sent', () => {
    assert.deepEqual(fromIsoTimes({ title: '2025-11-24T16:00:00Z' }), { title: '2025-11-24T16:00:00Z' });
  });
});
