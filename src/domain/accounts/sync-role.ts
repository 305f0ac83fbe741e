import { LecternError } from '../../lib/errors.ts';
import type { Accounts } from './accounts.ts';
import type { Role } from './principal.ts';

/**
 * Makes an account's role follow another server; undefined changes nothing.
 * @param untilMs when the role of an admin ends (Unix milliseconds), unless the account has it anyway; null: never
 * @returns whether it changed
 */
export type SyncRole = (
  account: { readonly id: string; readonly role: string | null; readonly adminUntil: number | null },
  role: Role | undefined,
  untilMs: number | null,
) => Promise<boolean>;

/** The last admin always stays one: someone must be able to undo what that server says. */
export function createSyncRole(parts: {
  readonly accounts: Pick<Accounts, 'change'>;
  readonly log: { warn(facts: object, message: string): void };
}): SyncRole {
  const { accounts, log } = parts;
  return async (known, role, untilMs) => {
    const { id: userId } = known;
    const isLonger = known.adminUntil !== null && (untilMs === null || untilMs > known.adminUntil);
    if (role === undefined || (role === known.role && !isLonger)) return false;
    try {
      await accounts.change(userId, { role, adminUntil: role === 'admin' ? untilMs : null });
      return true;
    } catch (error) {
      if (!(error instanceof LecternError) || error.code !== 'last-admin') throw error;
      log.warn({ userId, role }, 'kept the last admin, although another server takes the role away');
      return false;
    }
  };
}
