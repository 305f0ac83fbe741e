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
export async function endCredentials(
  transaction: Transaction<Schema>,
  revoke: Revoke,
  { userId, nowMs, keep }: { readonly userId: string; readonly nowMs: number; readonly keep?: 'password' },
): Promise<void> {
  await transaction
    .deleteFrom('account')
    .where('userId', '=', userId)
    .$if(keep === 'password', (query) => query.where('providerId', '!=', 'credential'))
    .execute();
  await endSetupLinks(transaction, [userId]);
  await endSessions(transaction, userId);
  await revoke.extraAccessOf(userId);
  await revokeApiKeys(transaction, revoke, { createdBy: userId, nowMs });
  await revoke.readers([userId]);
  await revoke.uploads({ uploadedBy: userId });
}
