import type { Clock } from '../clock.ts';
import type { IssuedUrls } from './issued-urls.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Few enough that requests hardly wait for one step: some 10 ms. */
const rowsPerStep = 250;

/**
 * Deletes the records that are older than the retention, in small steps with room for requests between
 * them. A record whose URL still lives stays.
 * @returns how many; fewer than there are when the signal ends it early
 */
export type PruneIssues = (signal?: AbortSignal) => Promise<number>;

export function createPruneIssues(parts: {
  issuedUrls: IssuedUrls;
  clock: Clock;
  retentionDays: number;
}): PruneIssues {
  return async (signal) => {
    const nowMs = parts.clock.nowMs();
    const issuedBeforeMs = nowMs - parts.retentionDays * dayMs;
    let removed = 0;
    while (!signal?.aborted) {
      const step = await parts.issuedUrls.prune({ issuedBeforeMs, nowMs, limit: rowsPerStep });
      removed += step;
      if (step < rowsPerStep) break;
      await new Promise(setImmediate);
    }
    return removed;
  };
}
