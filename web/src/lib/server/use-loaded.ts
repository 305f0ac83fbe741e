import { type QueryKey, type UseSuspenseQueryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { isApiError } from '../is-api-error.ts';

/**
 * What the loader of a route has read, and what has become of it since. It throws what the error page of the route says
 * when the reader can have it no more; while it merely cannot be read again, what was there stays.
 */
export function useLoaded<Data, Key extends QueryKey>(
  query: UseSuspenseQueryOptions<Data, Error, Data, Key>,
): Data {
  const { data, error } = useSuspenseQuery(query);
  if (isApiError(error, 'not-found', 'forbidden')) throw error;
  return data;
}
