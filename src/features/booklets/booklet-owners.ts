import type { FoundInScopes } from '../../api/scopes/scopes.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import type { BookletOwner } from './booklet.ts';

/** Those whose tasks there are booklets of: their addresses, who sees them and who runs them, and how operations are named. */
export const bookletOwners = {
  contest: {
    root: '/contests/:contestId',
    seen: { contest: 'participant' },
    run: { contest: 'staff' },
    prefix: '',
  },
  group: {
    root: '/groups/:groupId',
    seen: { group: 'member' },
    run: { group: 'staff' },
    prefix: 'Group',
  },
} as const;

/** An owner as the scope of a route has found it. */
export interface FoundOwner {
  readonly owner: BookletOwner;
  readonly name: string;
  readonly role: FoundInScopes['contest' | 'group']['role'];
  /** Undefined for a group. */
  readonly contest: ContestWithRole | undefined;
}

/** What has been found for a request of a route with the access of an owner. */
export function ownerOf({
  contest,
  group,
}: { readonly principal: Principal } & Partial<Pick<FoundInScopes, 'contest' | 'group'>>): FoundOwner {
  const found = contest ?? group;
  if (!found) throw new Error('the route has neither a contest nor a group');
  const { id, name, role } = found;
  return { owner: { kind: contest ? 'contest' : 'group', id }, name, role, contest };
}
