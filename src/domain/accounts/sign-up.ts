import { platformSources } from '../../database/account-tables.ts';
import type { Database } from '../../database/database.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { canonicalEmail, parseName } from './account-fields.ts';
import { findHolder, putAddress } from './addresses.ts';
import { endCredentials } from './end-credentials.ts';
import { type AskNewPassword, assertFewMails } from './forgotten-passwords.ts';
import { insertAccounts } from './insert-accounts.ts';
import type { MailQueue } from './mail-queue.ts';

/**
 * Signs a person up on a server that sends e-mail: the account has no password until the reader of the mail to its address sets one. If an
 * account has the address, that mail has a link to set a new password. From outside both look alike.
 * @throws LecternError `rate-limited`, `request-invalid`
 */
export type SignUpByMail = (
  person: { readonly email: string; readonly name: string },
  language: OwnLanguage,
) => Promise<void>;

export function createSignUpByMail(parts: {
  readonly database: Database;
  readonly mailQueue: MailQueue;
  readonly askNewPassword: AskNewPassword;
  readonly clock: Clock;
}): SignUpByMail {
  const { database, mailQueue, askNewPassword, clock } = parts;
  const kind = 'sign-up';

  return async (person, language) => {
    const email = canonicalEmail(person.email);
    const name = parseName(person.name);
    if (await findHolder(database.kysely, email)) return askNewPassword(email, language);
    const isNew = await database.kysely.transaction().execute(async (transaction) => {
      if (await findHolder(transaction, email)) return false;
      await assertFewMails(mailQueue, transaction, kind);
      const id = newId();
      const address = { email, isVerified: false, source: 'sign-up' } as const;
      await insertAccounts(
        transaction,
        [{ id, address, name, nameSource: 'hand', role: 'student' }],
        clock.nowMs(),
      );
      await mailQueue.add(transaction, [{ kind, userId: id, language }]);
      return true;
    });
    if (!isNew) await askNewPassword(email, language);
  };
}

/**
 * Verifies the address of an account after a password was set through its mail, unless someone other than a platform has verified it
 * before. If no one has, everything else that opens the account may belong to someone else, and ends.
 */
export type ProveAddress = (userId: string) => Promise<void>;

export function createProveAddress(parts: {
  readonly revocations: Revocations;
  readonly clock: Clock;
}): ProveAddress {
  const { revocations, clock } = parts;
  return (userId) =>
    revocations.change(async (transaction, revoke) => {
      const account = await transaction
        .selectFrom('user')
        .select(['email', 'emailVerified', 'emailSource'])
        .where('id', '=', userId)
        .executeTakeFirst();
      if (!account) return;
      if (account.emailVerified && !platformSources.some((each) => each === account.emailSource)) return;
      if (!account.emailVerified) {
        await endCredentials(transaction, revoke, { userId, nowMs: clock.nowMs(), keep: 'password' });
      }
      await putAddress(transaction, userId, { email: account.email, isVerified: true, source: 'mail' });
    });
}
