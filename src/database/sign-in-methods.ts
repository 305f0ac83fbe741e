import type { ExpressionBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/** Whether an account can be signed in to: it has a password, or was used through a provider. */
export const canSignIn = ({ exists, selectFrom }: ExpressionBuilder<Schema, 'user'>) =>
  exists(selectFrom('account').select('account.id').whereRef('account.userId', '=', 'user.id'));

/** Whether an account can be signed in to with its address and a password. */
export const hasPassword = ({ exists, selectFrom }: ExpressionBuilder<Schema, 'user'>) =>
  exists(
    selectFrom('account')
      .select('account.id')
      .whereRef('account.userId', '=', 'user.id')
      .where('account.providerId', '=', 'credential'),
  );
