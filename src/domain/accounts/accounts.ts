import type { Kysely } from 'kysely';
import { changeRows } from '../../core/revoke/access-rows.ts';
import type { Revocations } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { parseExternalId } from '../../database/external-ids.ts';
import { foldText } from '../../database/fold-text.ts';
import { onPage, type Page } from '../../database/paging.ts';
import { hasText } from '../../database/people-list.ts';
import type { Schema } from '../../database/schema.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
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
import { assertPassword, canonicalEmail, parseEmail, parseName } from './account-fields.ts';
import { findHolder, findHolders, takeAddresses } from './addresses.ts';
import type { Auth } from './auth.ts';
import { endSessions } from './end-credentials.ts';
import { insertAccounts, putPassword } from './insert-accounts.ts';
import type { OnPasswordChanged } from './password-changed.ts';
import { programRole, type Role, roles } from './principal.ts';
import type { SetupLink, SetupLinks } from './setup-links.ts';

/** Which accounts a list shows. */
export interface AccountFilter {
  /** A part of the name or the address, whatever its case and accents. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/** Accounts as an operator handles them, without a session. Errors: `not-found`, `conflict`, `request-invalid`. */
export interface Accounts {
  /** @param claim runs first in the same transaction; what it throws keeps the account from being made */
  create(
    account: { email: string; name: string; role: Role; password: string },
    claim?: (transaction: Kysely<Schema>) => Promise<void>,
  ): Promise<AddressedAccount>;
  /** An account without a password, and a link to set one. @throws LecternError `conflict` */
  createWithSetupLink(account: {
    email: string;
    name: string;
    role: Role;
  }): Promise<{ account: Account; setupLink: SetupLink }>;
  /** By e-mail address, a page at a time. */
  list(page: AccountFilter & Page): Promise<ReadonlyArray<Account>>;
  /** @throws LecternError `not-found` */
  find(id: string): Promise<Account>;
  /**
   * The account that a verified address names; of `anybody`, also one that has it unverified: to take something away, or
   * to verify it.
   * @throws LecternError `not-found`, `conflict`
   */
  findByEmail(email: string, who?: 'anybody'): Promise<AddressedAccount>;
  /** Whom these addresses name, and which of the others are unverified. */
  findByEmails(emails: ReadonlyArray<string>): Promise<{
    readonly found: ReadonlyArray<{ id: string; email: string; name: string }>;
    readonly unverified: ReadonlyArray<string>;
  }>;
  /** By id; accounts that are gone are left out. */
  namesOf(ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, string>>;
  /**
   * Disabling ends all sessions; it holds from the next request on.
   * @throws LecternError `not-found`, `last-admin`, `precondition-failed`
   */
  change(id: string, changes: AccountChanges, ifMatch?: string): Promise<Account>;
  setRole(email: string, role: Role): Promise<Account>;
  /** The operator says that the address belongs to whoever has the account. */
  verify(email: string): Promise<Account>;
  /** As `change`. */
  disable(email: string): Promise<Account>;
  enable(email: string): Promise<Account>;
  /** Ends all its sessions, and its links to set a password. Its owner is told. */
  resetPassword(email: string, password: string): Promise<Account>;
  /** How somebody has signed in to the account, or can. */
  signInMethods(id: string): Promise<{ password: boolean; provider: boolean }>;
  count(): Promise<number>;
}

export function createAccounts(parts: {
  database: Database;
  revocations: Revocations;
  clock: Clock;
  setupLinks: SetupLinks;
  onPasswordChanged: OnPasswordChanged;
  auth: () => Promise<Auth>;
}): Accounts {
  const { kysely } = parts.database;
  /** Those of people: what a program may do is up to its key. */
  const selectAccountsIn = (db: Kysely<Schema>) =>
    db.selectFrom('user').select(accountColumns).where('role', 'is distinct from', programRole);
  const selectAccounts = selectAccountsIn(kysely);

  async function findByEmail(
    email: string,
    who: 'verified' | 'anybody' = 'verified',
  ): Promise<AddressedAccount> {
    const row = await selectAccounts.where('email', '=', canonicalEmail(email)).executeTakeFirst();
    if (!row) throw new LecternError('not-found', `There is no account with the address ${email}.`);
    const account = toAccount(row);
    if (account.email === null && who === 'verified') throw emailUnverified(row.email);
    return { ...account, email: row.email };
  }

  async function find(id: string, db: Kysely<Schema> = kysely): Promise<Account> {
    const row = await selectAccountsIn(db).where('id', '=', id).executeTakeFirst();
    if (!row) throw accountNotFound();
    return toAccount(row);
  }

  /** Changes the account unless no enabled admin would be left. */
  async function change(
    id: string,
    { disabled, role, externalId, emailVerified, ...changes }: AccountChanges,
    ifMatch?: string,
  ): Promise<Account> {
    const updatedAt = isoTime(parts.clock.nowMs());
    const name = changes.name === undefined ? undefined : parseName(changes.name);
    return parts.revocations.change(async (transaction, revoke) => {
      const account = await find(id, transaction);
      assertMatch(ifMatch, accountTag(account));
      const hadAdmin = await hasAdmin(transaction);
      if (emailVerified && (account.email ?? account.unverifiedEmail) === null) throw noAddress();
      if (externalId) await assertFree(transaction, id, parseExternalId(externalId));
      const values = {
        updatedAt,
        ...(name === undefined ? {} : { name, foldedName: foldText(name) }),
        ...(role === undefined ? {} : { role }),
        ...(externalId === undefined ? {} : { externalId }),
        ...(disabled === undefined ? {} : { banned: Number(disabled) }),
        ...(emailVerified === undefined ? {} : { emailVerified: 1, emailSource: 'admin' as const }),
      };
      await changeRows(transaction, revoke, 'user', { id }, values);
      if (hadAdmin && !(await hasAdmin(transaction))) {
        throw new LecternError('last-admin', 'Make someone else an admin first.');
      }
      if (disabled) await endSessions(transaction, id);
      return find(id, transaction);
    });
  }

  const changeByEmail = async (email: string, changes: AccountChanges, who?: 'anybody') =>
    change((await findByEmail(email, who)).id, changes);

  /** An account and what it is made with, unless the address has one. */
  async function insert<Made>(
    draft: { email: string; name: string; role: Role },
    complete: (transaction: Kysely<Schema>, id: string, nowMs: number) => Promise<Made>,
    claim: (transaction: Kysely<Schema>) => Promise<void> = async () => {},
  ): Promise<{ account: AddressedAccount; made: Made }> {
    const nowMs = parts.clock.nowMs();
    const { role } = draft;
    const email = parseEmail(draft.email);
    const address = { email, isVerified: true, source: 'admin' } as const;
    const account = { id: newId(), name: parseName(draft.name), role };
    const made = await kysely.transaction().execute(async (transaction) => {
      await claim(transaction);
      const holder = await findHolder(transaction, email);
      if (holder?.isVerified) {
        throw new LecternError('conflict', `There is already an account with the address ${email}.`, {
          facts: { reason: 'email-taken' },
        });
      }
      if (holder && !holder.givesWay) throw emailUnverified(email);
      if (holder) await takeAddresses(transaction, [holder]);
      await insertAccounts(transaction, [{ ...account, address }], nowMs);
      return complete(transaction, account.id, nowMs);
    });
    const rest = { unverifiedEmail: null, emailSource: address.source, disabled: false, externalId: null };
    return { account: { ...account, email, ...rest, createdAt: isoTime(nowMs) }, made };
  }

  async function hashOf(password: string): Promise<string> {
    assertPassword(password);
    return (await (await parts.auth()).$context).password.hash(password);
  }

  return {
    async create({ password, ...draft }, claim) {
      const passwordHash = await hashOf(password);
      const { account } = await insert(
        draft,
        (transaction, userId, nowMs) => putPassword(transaction, { userId, passwordHash }, nowMs),
        claim,
      );
      return account;
    },
    async createWithSetupLink(draft) {
      const { account, made } = await insert(draft, (transaction, id) =>
        parts.setupLinks.insert(transaction, [id]),
      );
      return { account, setupLink: made[0] as SetupLink };
    },
    async list({ text, role, disabled, ...page }) {
      const accounts = selectAccounts
        .$if(text !== undefined, (query) => query.where(hasText(text as string)))
        .$if(role !== undefined, (query) =>
          // Any role but ours is a student's, as `toAccount` has it.
          query.where((eb) =>
            role === 'student'
              ? eb.or([eb('role', 'is', null), eb('role', 'not in', roles.slice(1))])
              : eb('role', '=', role as Role),
          ),
        )
        .$if(disabled !== undefined, (query) => query.where('banned', disabled ? 'is' : 'is not', true));
      return (await onPage(accounts, page, 'email').execute()).map(toAccount);
    },
    find: (id) => find(id),
    findByEmail,
    async findByEmails(emails) {
      const holders = [...(await findHolders(kysely, emails.map(canonicalEmail))).values()];
      return {
        found: holders.flatMap(({ id, email, name, isVerified }) => (isVerified ? { id, email, name } : [])),
        unverified: holders.flatMap(({ email, isVerified }) => (isVerified ? [] : email)),
      };
    },
    async namesOf(ids) {
      if (ids.length === 0) return new Map();
      const rows = await kysely
        .selectFrom('user')
        .select(['id', 'name'])
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    change,
    setRole: (email, role) => changeByEmail(email, { role }),
    verify: (email) => changeByEmail(email, { emailVerified: true }, 'anybody'),
    disable: (email) => changeByEmail(email, { disabled: true }, 'anybody'),
    enable: (email) => changeByEmail(email, { disabled: false }, 'anybody'),
    async resetPassword(email, password) {
      const { id: userId, ...account } = await findByEmail(email, 'anybody');
      const passwordHash = await hashOf(password);
      await kysely.transaction().execute(async (transaction) => {
        await putPassword(transaction, { userId, passwordHash }, parts.clock.nowMs());
        await parts.onPasswordChanged(userId, 'en', transaction);
        await endSessions(transaction, userId);
      });
      return { id: userId, ...account };
    },
    async signInMethods(id) {
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
    async count() {
      const { total } = await kysely
        .selectFrom('user')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },
  };
}

/** @throws LecternError `conflict` */
async function assertFree(transaction: Kysely<Schema>, id: string, externalId: string): Promise<void> {
  const holder = await transaction
    .selectFrom('user')
    .select('id')
    .where('externalId', '=', externalId)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (holder) {
    throw new LecternError('conflict', 'Another account has this external id.', {
      facts: { reason: 'external-id-taken' },
    });
  }
}

/** Whether there is an admin who may sign in. */
async function hasAdmin(transaction: Kysely<Schema>): Promise<boolean> {
  const admin = await transaction
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('banned', 'is not', true)
    .limit(1)
    .executeTakeFirst();
  return admin !== undefined;
}
