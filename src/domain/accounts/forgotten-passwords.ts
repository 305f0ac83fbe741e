import type { Kysely } from 'kysely';
import { platformSources } from '../../database/account-tables.ts';
import type { Database } from '../../database/database.ts';
import { isReachable } from '../../database/email-column.ts';
import type { Schema } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { canonicalEmail } from './account-fields.ts';
import type { MailKind, MailQueue } from './mail-queue.ts';
import { programRole } from './principal.ts';

/** What one account gets in an hour. Whoever asks more often has links that still work. */
const perAccountAnHour = 3;
/** So that nobody makes mail servers block us by asking for many addresses from many places. */
const perHour = 1000;
const fullRetryAfterSeconds = 15 * 60;

/**
 * Asks for an e-mail with a link that sets a new password. What it does, and how long that takes, is the same whether the
 * address has an account or not: only the sender of mail looks whether there is something to send.
 * @throws LecternError `rate-limited` when all together ask too often
 */
export type AskNewPassword = (email: string, language: OwnLanguage) => Promise<void>;

export function createAskNewPassword(parts: {
  readonly database: Database;
  readonly mailQueue: MailQueue;
}): AskNewPassword {
  const { mailQueue } = parts;
  const kind = 'forgotten-password';

  return (email, language) =>
    parts.database.kysely.transaction().execute(async (transaction) => {
      await assertFewMails(mailQueue, transaction, kind);
      const account = await transaction
        .selectFrom('user')
        .select('id')
        .where('email', '=', canonicalEmail(email))
        .where('role', 'is distinct from', programRole)
        .where(isReachable())
        .where(({ or, eb }) =>
          or([
            eb('externalId', 'is', null),
            eb('emailSource', 'is', null),
            eb('emailSource', 'not in', platformSources),
          ]),
        )
        // Whoever signs in at the provider alone has no password to forget.
        .where(({ or, not, exists, selectFrom }) => {
          const methods = selectFrom('account')
            .select('account.id')
            .whereRef('account.userId', '=', 'user.id');
          return or([not(exists(methods)), exists(methods.where('providerId', '=', 'credential'))]);
        })
        .executeTakeFirst();
      const id = account?.id ?? '';
      const askedFor = (await mailQueue.countLately(transaction, kind, [id])).get(id) ?? 0;
      const userId = account && askedFor < perAccountAnHour ? id : null;
      await mailQueue.add(transaction, [{ kind, userId, language }]);
    });
}

/**
 * That strangers do not make us send more mails of a kind.
 * @throws LecternError `rate-limited`
 */
export async function assertFewMails(
  mailQueue: MailQueue,
  transaction: Kysely<Schema>,
  kind: MailKind,
): Promise<void> {
  if ((await mailQueue.countAllLately(transaction, kind)) < perHour) return;
  throw new LecternError('rate-limited', 'Too many people ask for an e-mail with a link. Try again later.', {
    facts: { retryAfterSeconds: fullRetryAfterSeconds },
  });
}
