import type { Kysely } from 'kysely';
import { foldText } from '../database/fold-text.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { Schema } from '../database/schema.ts';
import type { Role } from './principal.ts';

/** Inserts accounts without a password, as better-auth creates them: its times are ISO 8601 text. */
export async function insertAccounts(
  transaction: Kysely<Schema>,
  accounts: ReadonlyArray<{ id: string; email: string; name: string; role: Role }>,
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs).toISOString();
  const times = { createdAt: now, updatedAt: now };
  const rest = { emailVerified: 0, image: null, banned: 0, banReason: null, banExpires: null };
  const rows = accounts.map(({ id, email, name, role }) => ({
    id,
    email,
    name,
    foldedName: foldText(name),
    role,
    ...rest,
    ...times,
  }));
  await insertRows(transaction, 'user', rows);
}
