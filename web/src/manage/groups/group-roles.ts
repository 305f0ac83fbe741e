import type { GroupRole } from 'lectern-client';

export const groupRoles = ['member', 'staff'] as const satisfies ReadonlyArray<GroupRole>;
