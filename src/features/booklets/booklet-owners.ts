import type { FoundInScopes } from '../../api/scopes/scopes.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import type { BookletOwner } from './booklet.ts';

/** The owners of booklets: their paths, who sees and who manages the booklets, and a prefix for operation names. */
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

/** The owner found by the scope of a route. */
export interface FoundOwner {
  readonly owner: BookletOwner;
  readonly name: string;
  readonly role: FoundInScopes['contest' | 'group']['role'];
  /** Undefined for a group. */
  readonly contest: ContestWithRole | undefined;
}

export function ownerOf({
  contest,
  group,
}: { readonly principal: Principal } & Partial<Pick<FoundInScopes, 'contest' | 'group'>>): FoundOwner {
  const found = contest ?? group;
  if (!found) throw new Error('the route has neither a contest nor a group');
  const { id, name, role } = found;
  return { owner: { kind: contest ? 'contest' : 'group', id }, name, role, contest };
}
