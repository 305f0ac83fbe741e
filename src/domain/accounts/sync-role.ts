import { LecternError } from '../../lib/errors.ts';
import type { Accounts } from './accounts.ts';
import type { Role } from './principal.ts';

/**
 * Lets the role of an account follow what another server says of the person; undefined says nothing.
 * @param untilMs when an admin is one no more (Unix milliseconds), unless the account has the role anyway; null: does not end
 * @returns whether it has changed
 */
export type SyncRole = (
  account: { readonly id: string; readonly role: string | null; readonly adminUntil: number | null },
  role: Role | undefined,
  untilMs: number | null,
) => Promise<boolean>;

/** The last admin stays one, whatever that server says: there has to be somebody who can undo it. */
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
      log.warn({ userId, role }, 'the last admin stays one, whatever another server says');
      return false;
    }
  };
}
