import type { Clock } from '../../clock.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { newId } from '../../ids.ts';
import type { Accounts } from '../accounts.ts';
import type { FollowRole } from '../follow-role.ts';
import { insertAccounts } from '../insert-accounts.ts';
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
  readonly accounts: Pick<Accounts, 'change'>;
  readonly followRole: FollowRole;
  readonly clock: Clock;
}): FollowToken {
  const { database, accounts, followRole, clock } = parts;
  const followed = new WeakSet<TrustedToken>();

  /** Unless another request has made it meanwhile. */
  async function make({ externalId, name, email, role = 'student' }: TrustedToken): Promise<void> {
    await database.kysely.transaction().execute(async (trx) => {
      const users = trx.selectFrom('user').select('id');
      if (await users.where('externalId', '=', externalId).executeTakeFirst()) return;
      const isTaken =
        email !== undefined && (await users.where('email', '=', email).executeTakeFirst()) !== undefined;
      const account = { id: newId(), email: isTaken ? null : (email ?? null), name, role, externalId };
      await insertAccounts(trx, [account], clock.nowMs());
    });
  }

  return async (token, known) => {
    const { name, role } = token;
    if (known === undefined) {
      await make(token);
      return true;
    }
    const isAsSaid = known.name === name && (role === undefined || known.role === role);
    if (isAsSaid || followed.has(token)) return false;
    if (known.name !== name) await accounts.change(known.id, { name });
    await followRole(known, role);
    followed.add(token);
    return true;
  };
}
