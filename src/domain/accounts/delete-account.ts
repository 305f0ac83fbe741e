import { type Kysely, sql, type Transaction } from 'kysely';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { conflict } from '../../lib/errors.ts';
import { runOrDryRun } from '../../revocation/dry-run.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import { deleteRows, putRow } from '../access/access-rows.ts';
import type { Account } from './account.ts';
import { assertAdminLeft, findAccount, hasAdmin } from './accounts.ts';
import { endCredentials } from './end-credentials.ts';

/** Deletes what a feature stores about a person under one of their ids, such as a platform's. */
export type ErasePerson = (
  transaction: Transaction<Schema>,
  person: Pick<Account, 'id' | 'externalId'>,
) => Promise<void>;

/** What happens to a person's work. */
export interface DeletedAccount {
  readonly account: Account;
  /** How many tasks, groups and contests the heir now owns or runs, because they had no one else. */
  readonly taskCount: number;
  readonly groupCount: number;
  readonly contestCount: number;
}

/**
 * Deletes a person's account with everything that names them: name, addresses, external id, ways to sign in, sessions, links, roles and
 * memberships. Their URLs and the API keys that they created end immediately. Records keep only the id of the account, which tells people
 * apart but leads back to no one. Someone who comes later with the same external id or address gets a new account.
 * @param options.heir becomes the creator of what they created, and gets what no one else owns or runs
 * @throws LecternError `not-found`, `last-admin`; `conflict` (`own-account`) if the account is the heir's
 */
export type DeleteAccount = (
  id: string,
  options: {
    readonly heir: string;
    readonly dryRun?: boolean | undefined;
    /** Throws if the account may not be deleted. */
    readonly check?: (account: Account) => void;
  },
) => Promise<DeletedAccount>;

export function createDeleteAccount(parts: {
  readonly revocations: Revocations;
  /** From the features. */
  readonly erasePerson: ReadonlyArray<ErasePerson>;
}): DeleteAccount {
  return (id, { heir, dryRun, check }) =>
    runOrDryRun(parts.revocations, dryRun, async (trx, revoke) => {
      const account = await findAccount(trx, id);
      check?.(account);
      if (id === heir) {
        throw conflict('own-account', 'You cannot delete your own account. Ask another admin.');
      }
      const hadAdmin = await hasAdmin(trx);
      await trx.updateTable('tasks').set({ createdBy: heir }).where('createdBy', '=', id).execute();
      await trx.updateTable('groups').set({ createdBy: heir }).where('createdBy', '=', id).execute();
      await trx.updateTable('contests').set({ createdBy: heir }).where('createdBy', '=', id).execute();
      const inherited = {
        taskCount: await inheritTasks(trx, revoke, id, heir),
        groupCount: await inheritGroups(trx, revoke, id, heir),
        contestCount: await inheritContests(trx, revoke, id, heir),
      };
      await endCredentials(trx, revoke, { userId: id, nowMs: revoke.nowMs() });
      for (const forget of parts.erasePerson) await forget(trx, account);
      // Their contests learn of these; foreign keys delete other roles and waiting mails with the account.
      await deleteRows(trx, revoke, 'groupMembers', { userId: id });
      await deleteRows(trx, revoke, 'contestParticipants', { userId: id });
      await deleteRows(trx, revoke, 'user', { id });
      if (hadAdmin) await assertAdminLeft(trx);
      return { account, ...inherited };
    });
}

/** Makes the heir an owner of tasks that have no other. @returns how many */
async function inheritTasks(trx: Kysely<Schema>, revoke: Revoke, id: string, heir: string): Promise<number> {
  const owned = await heldAlone(trx, id, { table: 'taskStaff', column: 'taskId', role: 'owner' });
  const createdAt = revoke.nowMs();
  const rows = owned.map((taskId) => ({ taskId, userId: heir, role: 'owner' as const, createdAt }));
  // Without `putRow`: there may be thousands, and no lower role gives more than owner.
  await insertRows(trx, 'taskStaff', rows, { ifThere: 'replace' });
  return owned.length;
}

/** Makes the heir staff of groups that have no other. @returns how many */
async function inheritGroups(trx: Kysely<Schema>, revoke: Revoke, id: string, heir: string): Promise<number> {
  const run = await heldAlone(trx, id, { table: 'groupMembers', column: 'groupId', role: 'staff' });
  const createdAt = revoke.nowMs();
  for (const groupId of run) {
    await putRow(trx, revoke, 'groupMembers', { groupId, userId: heir, role: 'staff', createdAt });
  }
  return run.length;
}

/** Makes the heir staff of contests that have no other. @returns how many */
async function inheritContests(
  trx: Kysely<Schema>,
  revoke: Revoke,
  id: string,
  heir: string,
): Promise<number> {
  const run = await heldAlone(trx, id, { table: 'contestStaff', column: 'contestId' });
  const createdAt = revoke.nowMs();
  const rows = run.map((contestId) => ({ contestId, userId: heir, createdAt }));
  await insertRows(trx, 'contestStaff', rows, { ifThere: 'keep' });
  return run.length;
}

/** The ids of what only this person holds in a role, if the table has roles. */
async function heldAlone(
  trx: Kysely<Schema>,
  userId: string,
  {
    table,
    column,
    role,
  }: { table: 'taskStaff' | 'groupMembers' | 'contestStaff'; column: string; role?: string },
): Promise<ReadonlyArray<string>> {
  const [rows, of] = [sql.table(table), sql.id(column)];
  const isIn = (as: string) => (role === undefined ? sql`true` : sql`${sql.ref(`${as}.role`)} = ${role}`);
  const { rows: found } = await sql<{ id: string }>`
    select own.${of} as id from ${rows} as own
    where own."userId" = ${userId} and ${isIn('own')} and not exists (
      select 1 from ${rows} as other
      where other.${of} = own.${of} and other."userId" <> ${userId} and ${isIn('other')})`.execute(trx);
  return found.map(({ id }) => id);
}
