import type { GroupRole, GroupWithRole } from '../../domain/groups/groups.ts';
import type { ApiParts } from '../api-parts.ts';
import { GroupParams } from '../schemas.ts';
import type { Scope } from './scope.ts';

/** A group for its members, or for its staff alone. */
export function groupScope({ access }: ApiParts): Scope<GroupRole, GroupWithRole, 'groupId'> {
  return {
    tag: 'groups',
    params: GroupParams,
    refusals: (role) => (role === 'staff' ? [401, 403, 404] : [401, 404]),
    authorize: ({ principal, params: { groupId } }, role) => access.authorizeGroup(principal, groupId, role),
  };
}
