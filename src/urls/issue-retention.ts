import type { Clock } from '../clock.ts';
import { pruneInSteps } from '../database/prune-in-steps.ts';
import type { IssuedUrls } from './issued-urls.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Deletes the records that are older than the retention, in steps. A record whose URL still lives stays.
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
    return pruneInSteps((limit) => parts.issuedUrls.prune({ issuedBeforeMs, nowMs, limit }), signal);
  };
}
