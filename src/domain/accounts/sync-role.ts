import { LecternError } from '../../lib/errors.ts';
import type { Accounts } from './accounts.ts';
import type { Role } from './principal.ts';

/**
 * Lets the role of an account follow what another server says of the person; undefined says nothing.
 * @returns whether it has changed
 */
export type SyncRole = (
  account: { readonly id: string; readonly role: string | null },
  role: Role | undefined,
) => Promise<boolean>;

/** The last admin stays one, whatever that server says: there has to be somebody who can undo it. */
export function createSyncRole(parts: {
  readonly accounts: Pick<Accounts, 'change'>;
  readonly log: { warn(facts: object, message: string): void };
}): SyncRole {
  const { accounts, log } = parts;
  return async ({ id: userId, role: known }, role) => {
    if (role === undefined || role === known) return false;
    try {
      await accounts.change(userId, { role });
      return true;
    } catch (error) {
      if (!(error instanceof LecternError) || error.code !== 'last-admin') throw error;
      log.warn({ userId, role }, 'the last admin stays one, whatever another server says');
      return false;
    }
  };
}
