export const roles = ['student', 'teacher', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who is asking: an account, resolved from a live session of this very request. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export function isRole(text: string | null | undefined): text is Role {
  return roles.some((role) => role === text);
}
