import type { Principal } from '../../accounts/principal.ts';
import { LecternError } from '../../errors.ts';
import type { RefusalStatus } from './scope.ts';

/** What an account may do by its role on the platform alone. */
const accountNeeds = ['signed-in', 'teacher', 'admin'] as const;
export type AccountNeed = (typeof accountNeeds)[number];

/** @throws LecternError `forbidden` */
export function authorizeAccount({ role }: Principal, need: AccountNeed): void {
  if (need === 'admin' && role !== 'admin') throw new LecternError('forbidden', 'This is for admins.');
  if (need === 'teacher' && role === 'student') {
    throw new LecternError('forbidden', 'This is for teachers and admins.');
  }
}

/** HTTP statuses of its refusals. */
export function accountRefusals(need: AccountNeed): ReadonlyArray<RefusalStatus> {
  return need === 'signed-in' ? [401] : [401, 403];
}
