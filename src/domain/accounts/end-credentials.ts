import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { revokeApiKeys } from './api-keys.ts';
import { endSessions } from './sessions.ts';
import { endSetupLinks } from './setup-links.ts';

/**
 * Ends everything that opens an account or was made in its name: sign-in methods, links to set a password, sessions, access from features,
 * API keys, signed URLs, and what depends on these. Someone who has just proved that the account is theirs may not be the one who made
 * them. This is the only list of them.
 * @param keep the password, if they have just set it
 */
export type EndCredentials = (
  transaction: Transaction<Schema>,
  revoke: Revoke,
  account: { readonly userId: string; readonly nowMs: number; readonly keep?: 'password' },
) => Promise<void>;

/** Ends access that a feature gave an account, such as a link. */
export type RevokeGrantedAccess = (transaction: Transaction<Schema>, userId: string) => Promise<void>;

export function createEndCredentials(
  revokeGrantedAccess: ReadonlyArray<RevokeGrantedAccess>,
): EndCredentials {
  return async (transaction, revoke, { userId, nowMs, keep }) => {
    await transaction
      .deleteFrom('account')
      .where('userId', '=', userId)
      .$if(keep === 'password', (query) => query.where('providerId', '!=', 'credential'))
      .execute();
    await endSetupLinks(transaction, [userId]);
    await endSessions(transaction, userId);
    for (const end of revokeGrantedAccess) await end(transaction, userId);
    await revokeApiKeys(transaction, revoke, { createdBy: userId, nowMs });
    await revoke.readers([userId]);
    await revoke.uploads({ uploadedBy: userId });
  };
}
