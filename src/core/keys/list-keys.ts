import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { StoredRing } from './key-store.ts';

/** The keys of a ring as people see them, without their secrets; the one that signs is the first. */
export function listKeys(ring: StoredRing, nowMs: number) {
  return ring.map(({ id, createdAtMs, signsFromMs = 0 }, at) => ({
    id,
    createdAt: isoTimeOrNull(createdAtMs),
    signs: at === 0,
    signsFrom: at > 0 && signsFromMs > nowMs ? isoTime(signsFromMs) : null,
  }));
}
