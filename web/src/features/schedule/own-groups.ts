import { useQuery } from '@tanstack/react-query';
import { all } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';

/** Whether somebody runs a group or a contest with this role in it; admins run all. */
export function useRuns(): (item: { readonly yourRole: string | null }) => boolean {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return ({ yourRole }) => isAdmin || yourRole === 'staff';
}

interface StaffFilter {
  readonly yourRole: 'staff' | undefined;
}

/** What the lists of groups and contests are asked for, to hold what the reader runs and nothing else; for admins, all. */
export function useStaffFilter(): StaffFilter {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return { yourRole: isAdmin ? undefined : 'staff' };
}

/** The groups that the reader runs, to choose from. */
export const runGroupsQuery = (filter: StaffFilter) => all('/api/v1/groups', { query: filter });
