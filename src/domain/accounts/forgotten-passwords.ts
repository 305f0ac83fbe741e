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

/** How many mails an account gets per hour. Earlier links still work. */
const perAccountAnHour = 3;
/** Otherwise mail servers might block us, because someone requests mail to many addresses from many places. */
const perHour = 1000;
const fullRetryAfterSeconds = 15 * 60;

/**
 * Requests an e-mail with a link that sets a new password. What it does, and how long that takes, is the same whether or not the address
 * has an account: only the mail sender checks whether there is something to send.
 * @throws LecternError `rate-limited` if everyone together asks too often
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
        // People who sign in only at the provider have no password to forget.
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
 * Limits how many mails of a kind strangers can make us send.
 * @throws LecternError `rate-limited`
 */
export async function assertFewMails(
  mailQueue: MailQueue,
  transaction: Kysely<Schema>,
  kind: MailKind,
): Promise<void> {
  if ((await mailQueue.countAllLately(transaction, kind)) < perHour) return;
  throw new LecternError('rate-limited', 'Too many people are requesting links by e-mail. Try again later.', {
    facts: { retryAfterSeconds: fullRetryAfterSeconds },
  });
}
