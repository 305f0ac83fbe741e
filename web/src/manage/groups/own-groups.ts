import { useQuery } from '@tanstack/react-query';
import type { Group } from 'lectern-client';
import { client } from '../../api/client.ts';
import { type PagesQuery, usePages } from '../../api/pages.ts';
import { meQuery } from '../../api/session.ts';

/** Whether somebody runs a group or a contest with this role in it; admins run all. */
export function useRuns(): (item: { readonly yourRole: string | null }) => boolean {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return ({ yourRole }) => isAdmin || yourRole === 'staff';
}

/** The groups of the reader; those that they only are a member of are among them. */
export function useGroups(): PagesQuery<Group> {
  return usePages<Group>(
    ['groups', 'list'],
    (query, signal) => client.get('/api/v1/groups', { query, signal }),
    { limit: 200 },
  );
}
