import { queryOptions } from '@tanstack/react-query';
import type { Preflight } from 'lectern-client';
import { read } from '../api/resource.ts';

/** Every PDF is read whole, so an answer takes longer than others. */
const patience = { timeoutMs: 300_000, attempts: 1 };

export const preflightQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/preflight', { path: { contestId }, ...patience }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

export type Finding = Preflight['findings'][number];
