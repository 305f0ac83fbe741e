import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { client } from '../../../lib/server/client.ts';
import { type Container, containerPath } from '../../../lib/server/container.ts';
import { read, send } from '../../../lib/server/resource.ts';

/** An owner has at most 20 booklets, so one page has all that the user may see. */
export function bookletsQuery(owner: Container) {
  const { root, path } = containerPath(owner);
  return queryOptions({
    ...read(`${root}/booklets`, { path, query: { limit: 200 } }),
    select: ({ items }) => items,
  });
}

/** Starts to build or rebuild a booklet in a language. @throws LecternApiError */
export function makeBooklet(
  owner: Container,
  language: string,
  body: Schemas.BookletOptions & Schemas.GroupBookletOptions,
) {
  const { root, path } = containerPath(owner);
  return send('put', `${root}/booklets/{language}`, { path: { ...path, language }, body });
}

/** @throws LecternApiError */
export function removeBooklet(owner: Container, language: string) {
  const { root, path } = containerPath(owner);
  return send('delete', `${root}/booklets/{language}`, { path: { ...path, language } });
}

/** Issues a URL of the booklet that best fits a language. @throws LecternApiError */
export function bookletUrl(owner: Container, language: string, disposition: 'inline' | 'attachment') {
  const { root, path } = containerPath(owner);
  return client.post(`${root}/booklet-url`, { path, body: { language, disposition } });
}
