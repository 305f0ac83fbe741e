import type { Transaction } from 'kysely';
import { type Clock, isoTime } from '../../clock.ts';
import type { Database } from '../../database/database.ts';
import { foldText } from '../../database/fold-text.ts';
import type { Schema } from '../../database/schema.ts';
import { newId } from '../../ids.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { insertAccounts } from '../insert-accounts.ts';
import { hasAdmin } from '../last-admin.ts';
import type { TrustedToken } from './trusted-tokens.ts';

/** The account of a token, as it was read with the request. */
export type KnownAccount = Pick<Schema['user'], 'id' | 'name' | 'role'>;

/**
 * Makes the account of a token at its first use, or lets its name and role follow the token. A token says it once: what
 * an admin changes afterwards stays until the platform gives another.
 * @returns whether the account must be read anew
 */
export type FollowToken = (token: TrustedToken, known: KnownAccount | undefined) => Promise<boolean>;

export function createFollowToken(parts: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
}): FollowToken {
  const { revocations, clock } = parts;
  const followed = new WeakSet<TrustedToken>();

  const differs = ({ name, role }: TrustedToken, known: KnownAccount) =>
    known.name !== name || (role !== undefined && known.role !== role);

  async function insert(trx: Transaction<Schema>, token: TrustedToken): Promise<void> {
    const { externalId, name, email, role = 'student' } = token;
    const taken =
      email === undefined
        ? undefined
        : await trx.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
    const account = { id: newId(), email: taken ? null : (email ?? null), name, role, externalId };
    await insertAccounts(trx, [account], clock.nowMs());
  }

  return async (token, known) => {
    if (known !== undefined && (followed.has(token) || !differs(token, known))) return false;
    const { externalId, name, role } = token;
    await revocations.change(async (trx, revoke) => {
      const account = await trx
        .selectFrom('user')
        .select(['id', 'name', 'role'])
        .where('externalId', '=', externalId)
        .executeTakeFirst();
      if (!account) return insert(trx, token);
      const hadAdmin = account.role === 'admin' && (await hasAdmin(trx));
      const changesRole = role !== undefined && role !== account.role;
      await trx
        .updateTable('user')
        .set({
          name,
          foldedName: foldText(name),
          updatedAt: isoTime(clock.nowMs()),
          ...(changesRole ? { role } : {}),
        })
        .where('id', '=', account.id)
        .execute();
      if (!changesRole) return;
      // There is always an admin, whatever a platform says.
      if (hadAdmin && !(await hasAdmin(trx))) {
        await trx.updateTable('user').set({ role: 'admin' }).where('id', '=', account.id).execute();
        return;
      }
      await revoke.readers([account.id]);
      await revoke.uploads({ uploadedBy: account.id });
    });
    followed.add(token);
    return true;
  };
}
