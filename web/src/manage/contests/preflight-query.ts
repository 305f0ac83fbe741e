import { queryOptions } from '@tanstack/react-query';
import { createLecternClient } from 'lectern-client';

/** Every PDF is read whole, so an answer takes longer than others. */
const patientClient = createLecternClient({ baseUrl: '', timeoutMs: 300_000, attempts: 1 });

export const preflightQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['contests', contestId, 'preflight'],
    queryFn: ({ signal }) =>
      patientClient.get('/api/v1/contests/{contestId}/preflight', { path: { contestId }, signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

export type Preflight = Awaited<ReturnType<NonNullable<ReturnType<typeof preflightQuery>['queryFn']>>>;
export type Finding = Preflight['findings'][number];
