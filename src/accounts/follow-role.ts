import { LecternError } from '../errors.ts';
import type { Role } from './principal.ts';

/** Lets the role of an account follow what another server says of the person; undefined says nothing. */
export type FollowRole = (
  account: { readonly id: string; readonly role: string | null },
  role: Role | undefined,
) => Promise<void>;

/** The last admin stays one, whatever that server says: there has to be somebody who can undo it. */
export function createFollowRole(parts: {
  /** @throws LecternError `last-admin` */
  readonly changeRole: (userId: string, role: Role) => Promise<unknown>;
  readonly log: { warn(facts: object, message: string): void };
}): FollowRole {
  return async ({ id: userId, role: known }, role) => {
    if (role === undefined || role === known) return;
    try {
      await parts.changeRole(userId, role);
    } catch (error) {
      if (!(error instanceof LecternError) || error.code !== 'last-admin') throw error;
      parts.log.warn({ userId, role }, 'the last admin stays one, whatever another server says');
    }
  };
}
