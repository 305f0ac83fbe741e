export const groupRoles = ['member', 'staff'] as const;
export type GroupRole = (typeof groupRoles)[number];
