import type { Kysely } from 'kysely';
import type { NameSource } from '../../database/account-tables.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { newId } from '../../lib/ids.ts';
import { type Address, addressColumns } from './addresses.ts';
import { nameColumns } from './names.ts';
import type { programRole, Role } from './principal.ts';

interface NewAccount {
  readonly id: string;
  readonly address: Address | null;
  readonly name: string;
  /** Null if no source gave the name. */
  readonly nameSource: NameSource | null;
  readonly role: Role | typeof programRole;
  /** When the role `admin` ends (Unix milliseconds); default: never. */
  readonly adminUntil?: number | null;
  readonly externalId?: string;
}

/** Inserts accounts without a password, in better-auth's format: its times are ISO 8601 text. */
export async function insertAccounts(
  transaction: Kysely<Schema>,
  accounts: ReadonlyArray<NewAccount>,
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs).toISOString();
  const times = { createdAt: now, updatedAt: now };
  const rest = { image: null, banned: 0 };
  const rows = accounts.map(
    ({ id, address, name, nameSource, role, adminUntil = null, externalId = null }) => ({
      id,
      ...addressColumns(id, address),
      ...nameColumns(name, nameSource),
      role,
      adminUntil,
      externalId,
      ...rest,
      ...times,
    }),
  );
  await insertRows(transaction, 'user', rows);
}

/** Sets the password of an account, or its first one, where better-auth looks for it. */
export async function putPassword(
  transaction: Kysely<Schema>,
  { userId, passwordHash }: { userId: string; passwordHash: string },
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs).toISOString();
  const { numUpdatedRows } = await transaction
    .updateTable('account')
    .set({ password: passwordHash, updatedAt: now })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  const times = { createdAt: now, updatedAt: now };
  await transaction
    .insertInto('account')
    .values({
      id: newId(),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: passwordHash,
      ...times,
    })
    .execute();
}
