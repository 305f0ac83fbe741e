import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import type { MailQueue } from './mail-queue.ts';
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
