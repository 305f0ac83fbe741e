import type { Role } from 'lectern-client';
export const roles = ['student', 'teacher', 'admin'] as const;
export interface AccountFilter {
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/** What the address of the list says. What is undefined here, the router would take as it is. */
export function readAccountFilter({ text, role, disabled }: Record<string, unknown>): AccountFilter {
  return {
    // An address such as `?text=2026` has a number there.
    text: String(text ?? '').slice(0, 100) || undefined,
    role: roles.find((each) => each === role),
    disabled: typeof disabled === 'boolean' ? disabled : undefined,
  };
}
