import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { freshWindow, stableWindow, type UrlTime } from '../../signing/url-window.ts';

const stableExpiry = (time: UrlTime) => stableWindow(time)?.expiresAtSeconds;
const freshExpiry = (time: UrlTime) => freshWindow(time)?.expiresAtSeconds;

const noonMs = Date.UTC(2026, 10, 24, 12);
const noon = noonMs / 1000;

describe('URL window', () => {
  it('keeps the expiry of a stable URL the same within a fifth of the TTL', () => {
    const expiryAt = (ms: number) =>
      stableExpiry({ nowMs: noonMs + ms, ttlSeconds: 300, validUntilMs: null });
    assert.equal(expiryAt(0), noon + 300);
    assert.equal(expiryAt(59_999), noon + 300);
    assert.equal(expiryAt(60_000), noon + 360);
  });

  it('counts a URL as signed at the start of its window, and never ahead of the clock', () => {
    const time = { nowMs: noonMs + 59_999, ttlSeconds: 300, validUntilMs: null };
    assert.equal(stableWindow(time)?.signedAtSeconds, noon);
    assert.equal(freshWindow(time)?.signedAtSeconds, noon + 59);
  });

  it('has no window below a TTL of 5 s', () => {
    const time = { nowMs: noonMs + 3_000, ttlSeconds: 4, validUntilMs: null };
    assert.equal(stableExpiry(time), freshExpiry(time));
  });

  it('gives a fresh URL all of its TTL and a stable one at least 4/5, neither more than the access', () => {
    const now = fc.integer({ min: 0, max: 4e12 });
    const left = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: -5_000, max: 4_000_000 }));
    fc.assert(
      fc.property(now, left, fc.integer({ min: 1, max: 3600 }), (nowMs, leftMs, ttlSeconds) => {
        const validUntilMs = leftMs === Number.POSITIVE_INFINITY ? null : nowMs + leftMs;
        const time = { nowMs, ttlSeconds, validUntilMs };
        const nowSeconds = Math.floor(nowMs / 1000);
        const endSeconds = Math.floor((nowMs + leftMs) / 1000);
        const [fresh, stable] = [freshExpiry(time), stableExpiry(time)];
        if (leftMs < 1000) {
          assert.deepEqual([fresh, stable], [undefined, undefined]);
          return;
        }
        assert.equal(fresh, Math.min(nowSeconds + ttlSeconds, endSeconds));
        assert.ok(stable !== undefined && stable <= fresh);
        assert.ok(stable === endSeconds || stable - nowSeconds >= (ttlSeconds * 4) / 5);
      }),
    );
  });
});
