import { type QueryKey, type UseSuspenseQueryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { isApiError } from '../is-api-error.ts';

/**
 * Data that a route's loader read, kept current. Throws for the route's error page if the reader has lost access; if only a refetch fails,
 * the old data stays.
 */
export function useLoaded<Data, Key extends QueryKey>(
  query: UseSuspenseQueryOptions<Data, Error, Data, Key>,
): Data {
  const { data, error } = useSuspenseQuery(query);
  if (isApiError(error, 'not-found', 'forbidden')) throw error;
  return data;
}
