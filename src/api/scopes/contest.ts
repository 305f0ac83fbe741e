import type { ContestRole, ContestWithRole } from '../../domain/contests/contest.ts';
import type { ApiParts } from '../api-parts.ts';
import { ContestParams } from '../schemas.ts';
import type { Scope } from './scope.ts';

/** A contest for those who may see it, or for its staff alone. */
export function contestScope({ access }: ApiParts): Scope<ContestRole, ContestWithRole, 'contestId'> {
  return {
    tag: 'contests',
    params: ContestParams,
    refusals: (role) => (role === 'staff' ? [401, 403, 404] : [401, 404]),
    authorize: ({ principal, params: { contestId } }, role) =>
      access.authorizeContest(principal, contestId, role),
  };
}
