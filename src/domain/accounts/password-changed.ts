import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import { putPassword } from './insert-accounts.ts';
import type { HashPassword } from './load-auth.ts';
import type { MailQueue } from './mail-queue.ts';
import { endSessions } from './sessions.ts';
import { endSetupLinks } from './setup-links.ts';

/**
 * What follows a password that was set or changed: links that would set another one end, and its owner is told by e-mail,
 * where the server sends it. In the given transaction, or one of its own.
 */
export type OnPasswordChanged = (
  userId: string,
  language: OwnLanguage,
  transaction?: Kysely<Schema>,
) => Promise<void>;

/** @param parts.outbox undefined where no e-mail is sent */
export function createOnPasswordChanged(parts: {
  readonly database: Database;
  readonly outbox: MailQueue | undefined;
}): OnPasswordChanged {
  const onPasswordChanged: OnPasswordChanged = async (userId, language, transaction) => {
    if (!transaction) {
      await parts.database.kysely.transaction().execute((own) => onPasswordChanged(userId, language, own));
      return;
    }
    await endSetupLinks(transaction, [userId]);
    await parts.outbox?.add(transaction, [{ kind: 'password-changed', userId, language }]);
  };
  return onPasswordChanged;
}

/**
 * Sets the password of an account, as an operator does. Ends all its sessions, and its links to set a password; its owner
 * is told.
 * @throws LecternError `not-found`, `request-invalid`
 */
export type ResetPassword = (email: string, password: string) => Promise<Account>;

export function createResetPassword(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<Accounts, 'findByEmail'>;
  readonly hashPassword: HashPassword;
  readonly onPasswordChanged: OnPasswordChanged;
}): ResetPassword {
  const { database, clock, accounts, hashPassword, onPasswordChanged } = parts;
  return async (email, password) => {
    const account = await accounts.findByEmail(email, 'anybody');
    const passwordHash = await hashPassword(password);
    await database.kysely.transaction().execute(async (transaction) => {
      await putPassword(transaction, { userId: account.id, passwordHash }, clock.nowMs());
      await onPasswordChanged(account.id, 'en', transaction);
      await endSessions(transaction, account.id);
    });
    return account;
  };
}
