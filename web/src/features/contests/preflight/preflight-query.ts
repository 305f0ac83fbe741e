import { queryOptions } from '@tanstack/react-query';
import { read } from '../../../lib/server/resource.ts';

/** Every PDF is read whole, so an answer takes longer than others. */
const patience = { timeoutMs: 300_000, attempts: 1 };

export const preflightQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/preflight', { path: { contestId }, ...patience }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
