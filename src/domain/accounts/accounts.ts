import type { ExpressionBuilder, Kysely } from 'kysely';
import { parseExternalId, parseReference } from '../../database/external-ids.ts';
import { onPage, type Page } from '../../database/paging.ts';
import { hasText } from '../../database/people-list.ts';
import type { Schema } from '../../database/schema.ts';
import { isoTime } from '../../lib/clock.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { changeRows } from '../access/access-rows.ts';
import { type Asker, isVisibleTo } from '../access/visible-people.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import {
  type Account,
  type AccountChanges,
  type AddressedAccount,
  accountColumns,
  accountNotFound,
  accountTag,
  emailUnverified,
  noAddress,
  toAccount,
} from './account.ts';
import { canonicalEmail, parseName } from './account-fields.ts';
import { findHolders } from './addresses.ts';
import { nameColumns } from './names.ts';
import { programRole, type Role, roles } from './principal.ts';
import { endSessions } from './sessions.ts';
import { readSignInStates } from './sign-in-states.ts';

/** Which accounts to list. */
export interface AccountFilter {
  /** Part of the name or the address, ignoring case and accents. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly externalId?: string | undefined;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Accounts as an operator manages them, without a session. Errors: `not-found`, `conflict`, `request-invalid`. */
export function createAccounts({ database: { kysely }, revocations, clock }: RepositoryParts) {
  const selectAccounts = selectAccountsIn(kysely);

  /**
   * The account with a verified address. With `anybody`, also an account with it unverified: to take something away, or to verify it.
   * @throws LecternError `not-found`, `conflict`
   */
  async function findByEmail(
    email: string,
    who: 'verified' | 'anybody' = 'verified',
  ): Promise<AddressedAccount> {
    const row = await selectAccounts.where('email', '=', canonicalEmail(email)).executeTakeFirst();
    if (!row)
      throw new LecternError(
        'not-found',
        `There is no account with the address ${email}. Check the address, or create an account.`,
      );
    const account = toAccount(row);
    if (account.email === null && who === 'verified') throw emailUnverified(row.email);
    return { ...account, email: row.email };
  }

  /**
   * The account that an operator names by address, `ext:` and its external id, or id.
   * @throws LecternError `not-found`, `conflict`
   */
  async function findPerson(reference: string, who?: 'anybody'): Promise<Account> {
    const { column, value } = parseReference(reference);
    if (column === 'id' && value.includes('@')) return findByEmail(reference, who);
    const row = await selectAccounts.where(column, '=', value).executeTakeFirst();
    if (row) return toAccount(row);
    throw new LecternError(
      'not-found',
      `There is no account with the ${column === 'id' ? 'id' : 'external id'} ${value}. Give an e-mail address, an id, or ext: and an external id.`,
    );
  }

  /**
   * Changes the account, unless that would leave no enabled admin. Disabling ends all sessions, from the next request on.
   * @param check throws if the account may not be changed
   * @throws LecternError `not-found`, `last-admin`, `precondition-failed`
   */
  async function change(
    id: string,
    { disabled, role, adminUntil = null, externalId, emailVerified, ...changes }: AccountChanges,
    ifMatch?: string,
    check?: (account: Account) => void,
  ): Promise<Account> {
    const updatedAt = isoTime(clock.nowMs());
    const name = changes.name === undefined ? undefined : parseName(changes.name);
    return revocations.change(async (transaction, revoke) => {
      const account = await findAccount(transaction, id);
      check?.(account);
      assertMatch(ifMatch, accountTag(account));
      const hadAdmin = await hasAdmin(transaction);
      if (emailVerified && (account.email ?? account.unverifiedEmail) === null) throw noAddress();
      if (externalId) await assertFree(transaction, id, parseExternalId(externalId));
      const values = {
        updatedAt,
        ...(name === undefined ? {} : nameColumns(name, 'hand')),
        ...(role === undefined ? {} : { role, adminUntil }),
        ...(externalId === undefined ? {} : { externalId }),
        ...(disabled === undefined ? {} : { banned: Number(disabled) }),
        ...(emailVerified === undefined ? {} : { emailVerified: 1, emailSource: 'admin' as const }),
      };
      await changeRows(transaction, revoke, 'user', { id }, values);
      if (hadAdmin) await assertAdminLeft(transaction);
      if (disabled) await endSessions(transaction, id);
      return findAccount(transaction, id);
    });
  }

  const changePerson = async (reference: string, changes: AccountChanges, who?: 'anybody') =>
    change((await findPerson(reference, who)).id, changes);

  return {
    /** Sorted by e-mail address, a page at a time. */
    async list({
      text,
      role,
      disabled,
      externalId,
      ...page
    }: AccountFilter & Page): Promise<ReadonlyArray<Account>> {
      let accounts = selectAccounts;
      if (text !== undefined) accounts = accounts.where(hasText(text));
      if (externalId !== undefined) accounts = accounts.where('externalId', '=', externalId);
      if (role !== undefined) accounts = accounts.where(hasRole(role));
      if (disabled !== undefined) accounts = accounts.where('banned', disabled ? 'is' : 'is not', true);
      return (await onPage(accounts, page, 'email').execute()).map(toAccount);
    },
    /** @throws LecternError `not-found`, also for an account that the asker may not see */
    find: (id: string, asker?: Asker) => findAccount(kysely, id, asker),
    findByEmail,
    findPerson,
    /** The accounts with these addresses, and which of the other addresses are unverified. */
    async findByEmails(emails: ReadonlyArray<string>): Promise<{
      readonly found: ReadonlyArray<{ id: string; email: string; name: string }>;
      readonly unverified: ReadonlyArray<string>;
    }> {
      const holders = [...(await findHolders(kysely, emails.map(canonicalEmail))).values()];
      return {
        found: holders.flatMap(({ id, email, name, isVerified }) => (isVerified ? { id, email, name } : [])),
        unverified: holders.flatMap(({ email, isVerified }) => (isVerified ? [] : email)),
      };
    },
    /** By id; deleted accounts are left out. */
    async namesOf(ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await kysely
        .selectFrom('user')
        .select(['id', 'name'])
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    change,
    /** These find the account like `findPerson`. */
    setRole: (person: string, role: Role) => changePerson(person, { role }),
    disable: (person: string) => changePerson(person, { disabled: true }, 'anybody'),
    enable: (person: string) => changePerson(person, { disabled: false }, 'anybody'),
    /** How each of these accounts can sign in. */
    signInStates: (ids: ReadonlyArray<string>) => readSignInStates(kysely, ids, clock.nowMs()),
    /** Which ways to sign in the account has. */
    async signInMethods(id: string): Promise<{ password: boolean; provider: boolean }> {
      const methods = await kysely
        .selectFrom('account')
        .select(['providerId', 'password'])
        .where('userId', '=', id)
        .execute();
      return {
        password: methods.some(
          ({ providerId, password }) => providerId === 'credential' && password !== null,
        ),
        provider: methods.some(({ providerId }) => providerId === 'oidc'),
      };
    },
    async count(): Promise<number> {
      const { total } = await kysely
        .selectFrom('user')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },
  };
}

/** Accounts of people; the rights of a program depend on its key. */
const selectAccountsIn = (db: Kysely<Schema>) =>
  db.selectFrom('user').select(accountColumns).where('role', 'is distinct from', programRole);

/** @throws LecternError `not-found` */
export async function findAccount(db: Kysely<Schema>, id: string, asker?: Asker): Promise<Account> {
  const row = await selectAccountsIn(db).where('id', '=', id).where(isVisibleTo(asker)).executeTakeFirst();
  if (!row) throw accountNotFound();
  return toAccount(row);
}

/** Unknown roles count as student, as in `toAccount`. */
const hasRole =
  (role: Role) =>
  ({ eb, or }: ExpressionBuilder<Schema, 'user'>) =>
    role === 'student'
      ? or([eb('role', 'is', null), eb('role', 'not in', roles.slice(1))])
      : eb('role', '=', role);

/** @throws LecternError `conflict` */
async function assertFree(transaction: Kysely<Schema>, id: string, externalId: string): Promise<void> {
  const holder = await transaction
    .selectFrom('user')
    .select('id')
    .where('externalId', '=', externalId)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (holder) {
    throw conflict(
      'external-id-taken',
      'Another account has this external id. Use a different one, or remove it from the other account first.',
    );
  }
}

/** Call it at the end of a change. @throws LecternError `last-admin` */
export async function assertAdminLeft(transaction: Kysely<Schema>): Promise<void> {
  if (!(await hasAdmin(transaction))) {
    throw new LecternError('last-admin', 'Make someone else an admin first.');
  }
}

/** Whether there is an admin who can sign in without a platform's token. */
export async function hasAdmin(transaction: Kysely<Schema>): Promise<boolean> {
  const admin = await transaction
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('adminUntil', 'is', null)
    .where('banned', 'is not', true)
    .limit(1)
    .executeTakeFirst();
  return admin !== undefined;
}
