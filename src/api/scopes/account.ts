import type { ApiKeyScope, Principal } from '../../domain/accounts/principal.ts';
import { LecternError } from '../../lib/errors.ts';
import type { RefusalStatus } from './scope.ts';

/** What a route can require of the role of the account, or of its being a program. */
const accountNeeds = ['signed-in', 'teacher', 'admin', 'program'] as const;
export type AccountNeed = (typeof accountNeeds)[number];

/** @throws LecternError `forbidden` */
export function authorizeAccount({ role, apiKeyId }: Principal, need: AccountNeed): void {
  if (need === 'program' && apiKeyId === undefined) {
    throw new LecternError('forbidden', 'This is for programs. Use an API key.');
  }
  if (need === 'admin' && role !== 'admin')
    throw new LecternError('forbidden', 'Only admins can do this. Ask an admin.');
  if (need === 'teacher' && role === 'student') {
    throw new LecternError('forbidden', 'Only teachers and admins can do this. Ask one of them.');
  }
}

/**
 * Checks the scopes and limits of an API key; other callers pass.
 * @param allowed the scopes of which the route needs one; none if no key is accepted
 * @param takesLimited whether keys that are limited to tasks or groups are accepted
 * @throws LecternError `insufficient-scope`
 */
export function authorizeApiKey(
  { scopes, limits }: Principal,
  allowed: ReadonlyArray<ApiKeyScope>,
  takesLimited: boolean,
): void {
  if (scopes === undefined) return;
  const [needed] = allowed;
  if (allowed.some((scope) => scopes.has(scope))) {
    if (limits === undefined || takesLimited) return;
    throw new LecternError(
      'insufficient-scope',
      'Keys limited to tasks or groups cannot be used here. Use a key without these limits.',
      { facts: { scope: needed ?? null } },
    );
  }
  throw new LecternError(
    'insufficient-scope',
    needed === undefined
      ? 'API keys cannot be used here. Sign in instead.'
      : `Use an API key with the scope "${needed}".`,
    { facts: { scope: needed ?? null } },
  );
}

/**
 * Refuses trusted tokens: nothing that they do may outlast the platform's key, so that a thief of the key loses all
 * access once it is removed.
 * @throws LecternError `forbidden` with the reason `trusted-token`
 */
export function refuseTrustedToken({ issuer }: Principal): void {
  if (issuer === undefined) return;
  throw new LecternError(
    'forbidden',
    'A token of your platform cannot be used here, because this access would outlast the token. Sign in to Lectern.',
    { facts: { reason: 'trusted-token' } },
  );
}

/** The HTTP statuses with which `authorizeAccount` and authentication refuse. */
export function accountRefusals(need: AccountNeed): ReadonlyArray<RefusalStatus> {
  return need === 'signed-in' ? [401] : [401, 403];
}
