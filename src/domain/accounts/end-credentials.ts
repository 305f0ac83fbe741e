import type { Transaction } from 'kysely';
import type { Revoke } from '../../core/revoke/revocations.ts';
import type { Schema } from '../../database/schema.ts';
import { revokeApiKeys } from './api-keys.ts';
import { endSessions } from './sessions.ts';
import { endSetupLinks } from './setup-links.ts';

/**
 * Ends whatever opens an account, or was made in its name: sign-in methods, links to set a password, sessions, what
 * features have given it, API keys, and signed URLs with all that goes on by them. Whoever has just proved that the
 * account is theirs may not be the one who made these. This is the one list of them.
 * @param keep the password, when they have just set it
 */
export type EndCredentials = (
  transaction: Transaction<Schema>,
  revoke: Revoke,
  account: { readonly userId: string; readonly nowMs: number; readonly keep?: 'password' },
) => Promise<void>;

/** Ends what a feature has given an account, such as a link that opens something of it. */
export type EndGiven = (transaction: Transaction<Schema>, userId: string) => Promise<void>;

export function createEndCredentials(endGiven: ReadonlyArray<EndGiven>): EndCredentials {
  return async (transaction, revoke, { userId, nowMs, keep }) => {
    await transaction
      .deleteFrom('account')
      .where('userId', '=', userId)
      .$if(keep === 'password', (query) => query.where('providerId', '!=', 'credential'))
      .execute();
    await endSetupLinks(transaction, [userId]);
    await endSessions(transaction, userId);
    for (const end of endGiven) await end(transaction, userId);
    await revokeApiKeys(transaction, revoke, { createdBy: userId, nowMs });
    await revoke.readers([userId]);
    await revoke.uploads({ uploadedBy: userId });
  };
}
