import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { freshWindow, stableWindow, type UrlTime } from '../../signing/url-window.ts';

const stableExpiry = (time: UrlTime) => stableWindow(time)?.expiresAtSeconds;
const freshExpiry = (time: UrlTime) => freshWindow(time)?.expiresAtSeconds;

const noonMs = Date.UTC(2026, 10, 24, 12);
const noon = noonMs / 1000;

describe('URL window', () => {
  it('gives a fresh URL the full TTL', () => {
    assert.equal(freshExpiry({ nowMs: noonMs + 7_000, ttlSeconds: 300, validUntilMs: null }), noon + 307);
  });

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

  it('ends with the access, in whole seconds, never after it', () => {
    const time = { nowMs: noonMs, ttlSeconds: 300, validUntilMs: noonMs + 100_900 };
    assert.equal(freshExpiry(time), noon + 100);
    assert.equal(stableExpiry(time), noon + 100);
  });

  it('gives none when the access ends in less than a second', () => {
    const lastMs = noonMs + 1_000;
    assert.equal(freshExpiry({ nowMs: noonMs, ttlSeconds: 300, validUntilMs: lastMs }), noon + 1);
    assert.equal(freshExpiry({ nowMs: noonMs + 1, ttlSeconds: 300, validUntilMs: lastMs }), undefined);
    assert.equal(stableExpiry({ nowMs: noonMs + 1, ttlSeconds: 300, validUntilMs: lastMs }), undefined);
    assert.equal(stableExpiry({ nowMs: lastMs + 1, ttlSeconds: 300, validUntilMs: lastMs }), undefined);
  });

  it('leaves a stable URL at least 4/5 of its TTL, and never more than all of it', () => {
    const now = fc.integer({ min: 0, max: 4e12 });
    const ttl = fc.integer({ min: 1, max: 3600 });
    fc.assert(
      fc.property(now, ttl, (nowMs, ttlSeconds) => {
        const expiry = stableExpiry({ nowMs, ttlSeconds, validUntilMs: null });
        assert.ok(expiry !== undefined);
        const leftSeconds = expiry - Math.floor(nowMs / 1000);
        assert.ok(leftSeconds >= (ttlSeconds * 4) / 5 && leftSeconds <= ttlSeconds);
      }),
    );
  });

  it('never outlives the access', () => {
    const now = fc.integer({ min: 0, max: 4e12 });
    const left = fc.integer({ min: -5_000, max: 4_000_000 });
    fc.assert(
      fc.property(now, left, fc.integer({ min: 1, max: 3600 }), (nowMs, leftMs, ttlSeconds) => {
        const time = { nowMs, ttlSeconds, validUntilMs: nowMs + leftMs };
        for (const expiry of [stableExpiry(time), freshExpiry(time)]) {
          assert.ok(expiry === undefined || expiry * 1000 <= time.validUntilMs);
        }
      }),
    );
  });
});
