import { type Kysely, sql, type Transaction } from 'kysely';
import { deleteRows, putRow } from '../../core/revoke/access-rows.ts';
import { runOrDryRun } from '../../core/revoke/dry-run.ts';
import type { Revocations, Revoke } from '../../core/revoke/revocations.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Account } from './account.ts';
import { assertAdminLeft, findAccount, hasAdmin } from './accounts.ts';
import type { EndCredentials } from './end-credentials.ts';

/** Deletes what a feature keeps of a person under a name of theirs, such as the id that a platform gives. */
export type ForgetPerson = (
  transaction: Transaction<Schema>,
  person: Pick<Account, 'id' | 'externalId'>,
) => Promise<void>;

/** What becomes of a person's work. */
export interface DeletedAccount {
  readonly account: Account;
  /** How many tasks, groups and contests have another owner, or staff, as nobody else had any. */
  readonly taskCount: number;
  readonly groupCount: number;
  readonly contestCount: number;
}

/**
 * Deletes a person's account with everything that names them: name, addresses, external id, ways to sign in, sessions, links,
 * roles and memberships. Their URLs and the API keys that they made end at once. Records keep the id of the account alone,
 * which tells one person's from another's and which nothing leads back from. Whoever comes with the same external id or
 * address afterwards gets a new account.
 * @param options.heir who is named as the maker of what they made, and gets what nobody else owns or runs
 * @throws LecternError `not-found`, `last-admin`; `conflict` (`own-account`) if the heir is to be deleted
 */
export type DeleteAccount = (
  id: string,
  options: {
    readonly heir: string;
    readonly dryRun?: boolean | undefined;
    /** What else must be true of the account. */
    readonly check?: (account: Account) => void;
  },
) => Promise<DeletedAccount>;

export function createDeleteAccount(parts: {
  readonly revocations: Revocations;
  readonly endCredentials: EndCredentials;
  /** Of the features. */
  readonly forgetPerson: ReadonlyArray<ForgetPerson>;
}): DeleteAccount {
  return (id, { heir, dryRun, check }) =>
    runOrDryRun(parts.revocations, dryRun, async (trx, revoke) => {
      const account = await findAccount(trx, id);
      check?.(account);
      if (id === heir) {
        throw new LecternError('conflict', 'You cannot delete your own account. Ask another admin.', {
          facts: { reason: 'own-account' },
        });
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
      await parts.endCredentials(trx, revoke, { userId: id, nowMs: revoke.nowMs() });
      for (const forget of parts.forgetPerson) await forget(trx, account);
      // Memberships, roles and waiting mails go with it, by their foreign keys.
      await deleteRows(trx, revoke, 'user', { id });
      if (hadAdmin) await assertAdminLeft(trx);
      return { account, ...inherited };
    });
}

/** Makes the heir an owner of tasks that nobody else owns. @returns how many */
async function inheritTasks(trx: Kysely<Schema>, revoke: Revoke, id: string, heir: string): Promise<number> {
  const owned = await heldAlone(trx, id, { table: 'taskStaff', column: 'taskId', role: 'owner' });
  const createdAt = revoke.nowMs();
  const rows = owned.map((taskId) => ({ taskId, userId: heir, role: 'owner' as const, createdAt }));
  // There may be thousands, and no role below that of an owner gives more.
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

/** The ids of what a person has in a role, if the table has roles, and nobody else has in the same. */
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
