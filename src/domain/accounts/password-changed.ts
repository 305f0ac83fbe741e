import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { type Account, noAddress } from './account.ts';
import type { Accounts } from './accounts.ts';
import { putPassword } from './insert-accounts.ts';
import type { HashPassword } from './load-auth.ts';
import type { MailQueue } from './mail-queue.ts';
import { endSessions } from './sessions.ts';
import { endSetupLinks } from './setup-links.ts';

/**
 * Runs after a password was set or changed: ends links that would set another one, and notifies the owner, if the server sends e-mail. Runs
 * in the given transaction, or in a new one.
 */
export type OnPasswordChanged = (
  userId: string,
  language: OwnLanguage,
  transaction?: Kysely<Schema>,
) => Promise<void>;

/** @param parts.outbox undefined if the server sends no e-mail */
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
 * Sets the password of an account for an operator, who names it as for `findPerson`. Ends all its sessions and its links to set a password, and notifies its owner.
 * @throws LecternError `not-found`, `conflict`, `request-invalid`
 */
export type ResetPassword = (person: string, password: string) => Promise<Account>;

export function createResetPassword(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<Accounts, 'findPerson'>;
  readonly hashPassword: HashPassword;
  readonly onPasswordChanged: OnPasswordChanged;
}): ResetPassword {
  const { database, clock, accounts, hashPassword, onPasswordChanged } = parts;
  return async (person, password) => {
    const account = await accounts.findPerson(person, 'anybody');
    if ((account.email ?? account.unverifiedEmail) === null) throw noAddress();
    const passwordHash = await hashPassword(password);
    await database.kysely.transaction().execute(async (transaction) => {
      await putPassword(transaction, { userId: account.id, passwordHash }, clock.nowMs());
      await onPasswordChanged(account.id, 'en', transaction);
      await endSessions(transaction, account.id);
    });
    return account;
  };
}
