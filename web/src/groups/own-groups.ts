import { useQuery } from '@tanstack/react-query';
import type { Group } from 'lectern-client';
import { client } from '../api/client.ts';
import { type PagesQuery, usePages } from '../api/pages.ts';
import { meQuery } from '../api/session.ts';

/** Whether somebody runs a group or a contest with this role in it; admins run all. */
export function useRuns(): (item: { readonly yourRole: string | null }) => boolean {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return ({ yourRole }) => isAdmin || yourRole === 'staff';
}

/** What the lists of groups and contests are asked for, to hold what somebody runs and nothing else. */
export const thatOneRuns = (isAdmin: boolean) => (isAdmin ? {} : ({ yourRole: 'staff' } as const));

/** The same for the reader. */
export function useThatOneRuns() {
  return thatOneRuns(useQuery(meQuery).data?.role === 'admin');
}

/** The groups that the reader runs. */
export function useRunGroups(): PagesQuery<Group> {
  const filter = useThatOneRuns();
  return usePages<Group>(
    ['groups', 'list', filter],
    (page, signal) => client.get('/api/v1/groups', { query: { ...page, ...filter }, signal }),
    { limit: 200 },
  );
}
