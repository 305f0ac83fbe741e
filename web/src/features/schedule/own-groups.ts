import { useQuery } from '@tanstack/react-query';
import { all } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';

/** Whether the user runs a group or contest, given their role in it; admins run all. */
export function useRuns(): (item: { readonly yourRole: string | null }) => boolean {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return ({ yourRole }) => isAdmin || yourRole === 'staff';
}

interface StaffFilter {
  readonly yourRole: 'staff' | undefined;
}

/** Limits lists of groups and contests to those that the user runs; admins get all. */
export function useStaffFilter(): StaffFilter {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return { yourRole: isAdmin ? undefined : 'staff' };
}

/** The groups that the user runs, as choices. */
export const runGroupsQuery = (filter: StaffFilter) => all('/api/v1/groups', { query: filter });
