import { pruneInSteps } from '../../database/prune-in-steps.ts';
import type { IssuedUrls } from './issued-urls.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Deletes the records that are older than the retention at a time (Unix milliseconds), in steps. A record whose URL
 * still lives then stays.
 * @returns how many; fewer than there are when the signal ends it early
 */
export type PruneIssues = (nowMs: number, signal?: AbortSignal) => Promise<number>;

export function createPruneIssues(parts: { issuedUrls: IssuedUrls; retentionDays: number }): PruneIssues {
  return async (nowMs, signal) => {
    const issuedBeforeMs = nowMs - parts.retentionDays * dayMs;
    return pruneInSteps((limit) => parts.issuedUrls.prune({ issuedBeforeMs, nowMs, limit }), signal);
  };
}
