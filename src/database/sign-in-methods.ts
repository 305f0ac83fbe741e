import type { ExpressionBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/** Whether anybody can sign in to an account: it has a password, or was signed in to at a provider. */
export const canSignIn = ({ exists, selectFrom }: ExpressionBuilder<Schema, 'user'>) =>
  exists(selectFrom('account').select('account.id').whereRef('account.userId', '=', 'user.id'));

/** Whether somebody signs in to an account by its address and a password. */
export const hasPassword = ({ exists, selectFrom }: ExpressionBuilder<Schema, 'user'>) =>
  exists(
    selectFrom('account')
      .select('account.id')
      .whereRef('account.userId', '=', 'user.id')
      .where('account.providerId', '=', 'credential'),
  );
