import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { changeRows } from '../../domain/access/access-rows.ts';
import { type Address, findHolder, putAddress, takeAddresses } from '../../domain/accounts/addresses.ts';
import { readName } from '../../domain/accounts/claims.ts';
import { insertAccounts } from '../../domain/accounts/insert-accounts.ts';
import { putNames, takesName } from '../../domain/accounts/names.ts';
import type { SyncRole } from '../../domain/accounts/sync-role.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { type TrustedToken, toleranceMs } from './trusted-tokens.ts';

/** The account of a token, as read with the request. */
export type KnownAccount = Pick<
  Selectable<Schema['user']>,
  'id' | 'name' | 'nameSource' | 'role' | 'adminUntil' | 'emailVerified'
>;

/**
 * Creates the account of a token at its first use, and then updates it: its role at each request (admin only until the
 * token ends), its name once for each token, and its address until that is verified.
 * @returns whether the account must be read again
 */
export type ProvisionAccount = (token: TrustedToken, known: KnownAccount | undefined) => Promise<boolean>;

/**
 * Gives admins whose tokens have ended the role of students. They lose the rights when the token ends (`roleAt`); this
 * updates the displayed role.
 * @returns a sweep
 */
export function createEndAdmins({
  revocations,
  clock,
}: {
  readonly revocations: Revocations;
  readonly clock: Clock;
}) {
  return (nowMs: number): Promise<number> =>
    revocations.change(async (trx, revoke) => {
      const ended = await trx
        .selectFrom('user')
        .select('id')
        .where('adminUntil', '<=', nowMs)
        .limit(endedAtOnce)
        .execute();
      if (ended.length === 0) return 0;
      const id = ended.map((account) => account.id);
      const values = { role: 'student', adminUntil: null, updatedAt: isoTime(clock.nowMs()) };
      return (await changeRows(trx, revoke, 'user', { id }, values)).length;
    });
}

/** Limit for one sweep; there are few such admins. */
const endedAtOnce = 250;

const endOf = ({ expiresAtMs }: TrustedToken) => expiresAtMs + toleranceMs;

/** The last admin keeps the role, so do not retry the change at every request. */
const triedEveryMs = 10_000;

export function createProvisionAccount(parts: {
  readonly database: Database;
  readonly syncRole: SyncRole;
  readonly clock: Clock;
}): ProvisionAccount {
  const { database, syncRole, clock } = parts;
  const followed = new WeakSet<TrustedToken>();
  /** When to retry the new role of the last admin, by token (Unix milliseconds). */
  const triedAgainAtMs = new WeakMap<TrustedToken, number>();

  /** The address of a token, if it is free or can be taken: an account loses only an unverified address, and only to a verified one. */
  async function claimAddress(
    trx: Kysely<Schema>,
    { email, isEmailVerified: isVerified }: TrustedToken,
    id: string,
  ): Promise<Address | null> {
    if (email === undefined) return null;
    const holder = await findHolder(trx, email);
    const isFree = holder === undefined || holder.id === id;
    if (!isFree && (holder.isVerified || !isVerified)) return null;
    if (!isFree) await takeAddresses(trx, [holder]);
    return { email, isVerified, source: 'token' };
  }

  /** Creates the account, unless another request has just done it. */
  async function make(token: TrustedToken): Promise<void> {
    const { externalId, role = 'student' } = token;
    const said = token.name;
    const name = said ?? readName(externalId) ?? 'New account';
    const nameSource = said === undefined ? null : ('token' as const);
    await database.kysely.transaction().execute(async (trx) => {
      const known = trx.selectFrom('user').select('id').where('externalId', '=', externalId);
      if (await known.executeTakeFirst()) return;
      const id = newId();
      const address = await claimAddress(trx, token, id);
      const adminUntil = role === 'admin' ? endOf(token) : null;
      const account = { id, address, name, nameSource, role, adminUntil, externalId } as const;
      await insertAccounts(trx, [account], clock.nowMs());
    });
  }

  async function verifyAddress(token: TrustedToken, id: string): Promise<void> {
    await database.kysely.transaction().execute(async (trx) => {
      const address = await claimAddress(trx, token, id);
      if (address) await putAddress(trx, id, address);
    });
  }

  return async (token, known) => {
    if (known === undefined) {
      await make(token);
      return true;
    }
    const { name, role } = token;
    const isTried = clock.nowMs() >= (triedAgainAtMs.get(token) ?? 0);
    const isNewRole = isTried && (await syncRole(known, role, endOf(token)));
    if (isTried && !isNewRole && role !== undefined && role !== known.role) {
      triedAgainAtMs.set(token, clock.nowMs() + triedEveryMs);
    }
    const isNew = !followed.has(token);
    followed.add(token);
    const hasNewName = isNew && takesName(known, name, 'token');
    if (hasNewName) await putNames(database.kysely, [{ id: known.id, name }], 'token');
    const hasNewAddress = isNew && token.isEmailVerified && !known.emailVerified;
    if (hasNewAddress) await verifyAddress(token, known.id);
    return isNewRole || hasNewName || hasNewAddress;
  };
}
