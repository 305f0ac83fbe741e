import type { Kysely } from 'kysely';
import type { Revoke } from '../../core/revoke/revocations.ts';
import type { Schema } from '../../database/schema.ts';
import { revokeApiKeys } from './api-keys.ts';
import { endSessions } from './sessions.ts';
import { endSetupLinks } from './setup-links.ts';

/**
 * Ends whatever opens an account, or was made in its name: sign-in methods, links to set a password, sessions, calendar
 * links, API keys, and signed URLs with all that goes on by them. Whoever has just proved that the account is theirs
 * may not be the one who made these. This is the one list of them.
 * @param keep the password, when they have just set it
 */
export async function endCredentials(
  transaction: Kysely<Schema>,
  revoke: Revoke,
  { userId, nowMs, keep }: { userId: string; nowMs: number; keep?: 'password' },
): Promise<void> {
  await transaction
    .deleteFrom('account')
    .where('userId', '=', userId)
    .$if(keep === 'password', (query) => query.where('providerId', '!=', 'credential'))
    .execute();
  await endSetupLinks(transaction, [userId]);
  await endSessions(transaction, userId);
  await transaction.deleteFrom('calendarLinks').where('userId', '=', userId).execute();
  await revokeApiKeys(transaction, revoke, { createdBy: userId, nowMs });
  await revoke.readers([userId]);
  await revoke.uploads({ uploadedBy: userId });
}
