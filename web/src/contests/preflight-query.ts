import { queryOptions } from '@tanstack/react-query';
import type { Preflight } from 'lectern-client';
import { client } from '../api/client.ts';

/** Every PDF is read whole, so an answer takes longer than others. */
const patience = { timeoutMs: 300_000, attempts: 1 };

export const preflightQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['contests', contestId, 'preflight'],
    queryFn: ({ signal }) =>
      client.get('/api/v1/contests/{contestId}/preflight', { path: { contestId }, signal, ...patience }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

export type Finding = Preflight['findings'][number];
