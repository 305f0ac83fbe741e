import type { ApiKeyScope, Principal } from '../../domain/accounts/principal.ts';
import { LecternError } from '../../lib/errors.ts';
import type { RefusalStatus } from './scope.ts';

/** What an account may do by its role on the platform alone. */
const accountNeeds = ['signed-in', 'teacher', 'admin', 'program'] as const;
export type AccountNeed = (typeof accountNeeds)[number];

/** @throws LecternError `forbidden` */
export function authorizeAccount({ role, apiKeyId }: Principal, need: AccountNeed): void {
  if (need === 'program' && apiKeyId === undefined) {
    throw new LecternError('forbidden', 'This is for programs. Use an API key.');
  }
  if (need === 'admin' && role !== 'admin') throw new LecternError('forbidden', 'Only admins can do this.');
  if (need === 'teacher' && role === 'student') {
    throw new LecternError('forbidden', 'Only teachers and admins can do this.');
  }
}

/**
 * What a program may do is up to the scopes of its key.
 * @param needed the scope of the route; undefined where no key will do
 * @param takesLimited whether a key that is limited to tasks or groups will do
 * @throws LecternError `insufficient-scope`
 */
export function authorizeApiKey(
  { scopes, limits }: Principal,
  needed: ApiKeyScope | undefined,
  takesLimited: boolean,
): void {
  if (scopes === undefined) return;
  if (needed !== undefined && scopes.has(needed)) {
    if (limits === undefined || takesLimited) return;
    throw new LecternError(
      'insufficient-scope',
      'Keys limited to tasks or groups cannot be used here. Use a key without these limits.',
      { facts: { scope: needed } },
    );
  }
  throw new LecternError(
    'insufficient-scope',
    needed === undefined
      ? 'API keys cannot be used here. Sign in.'
      : `Use an API key with the scope "${needed}".`,
    { facts: { scope: needed ?? null } },
  );
}

/**
 * What a token of a platform begins ends with it: whoever has stolen the platform's key has nothing left once the key is
 * withdrawn.
 * @throws LecternError `forbidden` with the reason `trusted-token`
 */
export function refuseTrustedToken({ issuer }: Principal): void {
  if (issuer === undefined) return;
  throw new LecternError(
    'forbidden',
    'A token of your platform cannot be used here, as access would outlast it. Sign in to Lectern.',
    { facts: { reason: 'trusted-token' } },
  );
}

/** HTTP statuses of its refusals. */
export function accountRefusals(need: AccountNeed): ReadonlyArray<RefusalStatus> {
  return need === 'signed-in' ? [401] : [401, 403];
}
