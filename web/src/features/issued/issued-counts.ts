import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { client } from '../../lib/server/client.ts';
import { read } from '../../lib/server/resource.ts';
import type { IssuedFilter } from './issued-urls.ts';

type Bucket = Schemas.IssuedUrlCounts['bucket'];

const dayMs = 24 * 60 * 60 * 1000;
/** Longer periods are counted by the day. */
const maxHours = 96;
const maxDays = 1000;

/** Bucket and start of a filter's period; undefined without a start. */
function spanOf({ from, until }: IssuedFilter): { bucket: Bucket; from: string } | undefined {
  if (from === undefined) return undefined;
  const endMs = until === undefined ? Date.now() : Date.parse(until);
  const spanMs = endMs - Date.parse(from);
  const earliestMs = endMs - (maxDays - 1) * dayMs;
  return {
    bucket: spanMs <= maxHours * (dayMs / 24) ? 'hour' : 'day',
    from: new Date(Math.max(Date.parse(from), earliestMs)).toISOString(),
  };
}

/** Counts of issued URLs over time; without a start, of the last days. */
export function useIssuedCounts(filter: IssuedFilter): UseQueryResult<Schemas.IssuedUrlCounts> {
  const { bucket = 'day', ...rest } = spanOf(filter) ?? {};
  const query = { ...filter, bucket };
  return useQuery({
    ...read('/api/v1/issued-urls/counts', { query }),
    // The start of a long period moves constantly, so it isn't part of the key.
    queryFn: ({ signal }) =>
      client.get('/api/v1/issued-urls/counts', { query: { ...query, ...rest }, signal }),
    placeholderData: keepPreviousData,
  });
}
