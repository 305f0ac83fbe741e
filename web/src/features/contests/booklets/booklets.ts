import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { client } from '../../../lib/server/client.ts';
import { read, send } from '../../../lib/server/resource.ts';

/** What a booklet belongs to: a contest or a group. */
export interface BookletOwner {
  readonly kind: 'contest' | 'group';
  readonly id: string;
  readonly name: string;
}

const placeOf = ({ kind, id }: BookletOwner) =>
  kind === 'contest'
    ? ({ root: '/api/v1/contests/{contestId}', path: { contestId: id } } as const)
    : ({ root: '/api/v1/groups/{groupId}', path: { groupId: id } } as const);

/** An owner has at most 20 booklets, so one page has all that the user may see. */
export function bookletsQuery(owner: BookletOwner) {
  const { root, path } = placeOf(owner);
  return queryOptions({
    ...read(`${root}/booklets`, { path, query: { limit: 200 } }),
    select: ({ items }) => items,
  });
}

/** Starts to build or rebuild a booklet in a language. @throws LecternApiError */
export function makeBooklet(
  owner: BookletOwner,
  language: string,
  body: Schemas.BookletOptions & Schemas.GroupBookletOptions,
) {
  const { root, path } = placeOf(owner);
  return send('put', `${root}/booklets/{language}`, { path: { ...path, language }, body });
}

/** @throws LecternApiError */
export function removeBooklet(owner: BookletOwner, language: string) {
  const { root, path } = placeOf(owner);
  return send('delete', `${root}/booklets/{language}`, { path: { ...path, language } });
}

/** Issues a URL of the booklet that best fits a language. @throws LecternApiError */
export function bookletUrl(owner: BookletOwner, language: string, disposition: 'inline' | 'attachment') {
  const { root, path } = placeOf(owner);
  return client.post(`${root}/booklet-url`, { path, body: { language, disposition } });
}
