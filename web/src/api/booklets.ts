import { queryOptions } from '@tanstack/react-query';
import type { BookletWish } from 'lectern-client';
import { client } from './client.ts';

/** A contest has at most 20 booklets, so this is all of them that somebody may see. */
export const bookletsQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['contests', contestId, 'booklets'],
    queryFn: ({ signal }) =>
      client.get('/api/v1/contests/{contestId}/booklets', {
        path: { contestId },
        query: { limit: 200 },
        signal,
      }),
    select: ({ items }) => items,
  });

/** Has a booklet made in a language, or made again. @throws LecternApiError */
export const makeBooklet = (contestId: string, language: string, body: BookletWish) =>
  client.put('/api/v1/contests/{contestId}/booklets/{language}', { path: { contestId, language }, body });
