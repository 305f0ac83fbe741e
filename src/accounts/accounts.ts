import { sql } from 'kysely';
import { type Clock, isoTime } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { foldText, likeContaining } from '../database/fold-text.ts';
import { onPage, type Page } from '../database/paging.ts';
import { LecternError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Auth } from './auth.ts';
import { maxPasswordLength, minPasswordLength } from './auth-settings.ts';
import { insertAccounts } from './insert-accounts.ts';
import { isRole, type Role, roles } from './principal.ts';
import { endSetupLinks, type SetupLink, type SetupLinks } from './setup-links.ts';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: string;
}

/** Which accounts a list shows. */
export interface AccountFilter {
  /** A part of the name or the address, whatever its case and accents. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

export type AccountChanges = Partial<Pick<Account, 'name' | 'role' | 'disabled'>>;

/** Accounts as an operator handles them, without a session. Errors: `not-found`, `conflict`, `request-invalid`. */
export interface Accounts {
  create(account: { email: string; name: string; role: Role; password: string }): Promise<Account>;
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
  /** @throws LecternError `not-found` */
  findByEmail(email: string): Promise<Account>;
  findByEmails(
    emails: ReadonlyArray<string>,
  ): Promise<ReadonlyArray<{ id: string; email: string; name: string }>>;
  /** By id; accounts that are gone are left out. */
  namesOf(ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, string>>;
  /** Disabling ends all sessions; it holds from the next request on. @throws LecternError `not-found` */
  change(id: string, changes: AccountChanges): Promise<Account>;
  setRole(email: string, role: Role): Promise<Account>;
  /** As `change`. */
  disable(email: string): Promise<Account>;
  enable(email: string): Promise<Account>;
  /** Ends all its sessions, and its links to set a password. */
  resetPassword(email: string, password: string): Promise<Account>;
  count(): Promise<number>;
}

export function createAccounts(parts: {
  database: Database;
  clock: Clock;
  setupLinks: SetupLinks;
  auth: () => Promise<Auth>;
}): Accounts {
  const { kysely } = parts.database;
  const selectAccounts = kysely.selectFrom('user').select(accountColumns);

  async function findByEmail(email: string): Promise<Account> {
    const row = await selectAccounts.where('email', '=', email.trim().toLowerCase()).executeTakeFirst();
    if (!row) throw new LecternError('not-found', `There is no account with the address ${email}.`);
    return toAccount(row);
  }

  async function find(id: string): Promise<Account> {
    const row = await selectAccounts.where('id', '=', id).executeTakeFirst();
    if (!row) throw accountNotFound();
    return toAccount(row);
  }

  /** Changes the account through better-auth, so that its hooks and its times stay right. */
  async function change(id: string, { disabled, ...others }: AccountChanges): Promise<Account> {
    const { internalAdapter } = await (await parts.auth()).$context;
    const changed = await internalAdapter.updateUser(id, {
      ...others,
      ...(disabled === undefined ? {} : { banned: disabled }),
    });
    if (!changed) throw accountNotFound();
    if (disabled) await endSessions(id);
    return toAccount(changed);
  }

  const changeByEmail = async (email: string, changes: AccountChanges) =>
    change((await findByEmail(email)).id, changes);

  async function endSessions(id: string): Promise<void> {
    const { internalAdapter } = await (await parts.auth()).$context;
    await internalAdapter.deleteUserSessions(id);
  }

  return {
    async create({ email, name, role, password }) {
      assertPassword(password);
      try {
        const auth = await parts.auth();
        const { user } = await auth.api.createUser({ body: { email, name, role, password } });
        return toAccount(user);
      } catch (error) {
        throw refusalOf(error, email);
      }
    },
    async createWithSetupLink({ email, ...draft }) {
      const nowMs = parts.clock.nowMs();
      const account = { ...draft, id: newId(), email: email.trim().toLowerCase() };
      const setupLink = await kysely.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('user')
          .select('id')
          .where('email', '=', account.email)
          .executeTakeFirst();
        if (known)
          throw new LecternError('conflict', `There is an account with the address ${email} already.`);
        await insertAccounts(transaction, [account], nowMs);
        const [link] = await parts.setupLinks.insert(transaction, [account.id]);
        return link as SetupLink;
      });
      const createdAt = isoTime(nowMs);
      return { account: { ...account, disabled: false, createdAt }, setupLink };
    },
    async list({ text, role, disabled, ...page }) {
      const accounts = selectAccounts
        .$if(text !== undefined, (query) => query.where(contains(text as string)))
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
    find,
    findByEmail,
    async findByEmails(emails) {
      if (emails.length === 0) return [];
      const wanted = emails.map((email) => email.toLowerCase());
      return kysely.selectFrom('user').select(['id', 'email', 'name']).where('email', 'in', wanted).execute();
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
    disable: (email) => changeByEmail(email, { disabled: true }),
    enable: (email) => changeByEmail(email, { disabled: false }),
    async resetPassword(email, password) {
      assertPassword(password);
      const account = await findByEmail(email);
      const context = await (await parts.auth()).$context;
      const hash = await context.password.hash(password);
      const known = await context.internalAdapter.findAccounts(account.id);
      if (known.some((login) => login.providerId === 'credential')) {
        await context.internalAdapter.updatePassword(account.id, hash);
      } else {
        await context.internalAdapter.linkAccount({
          userId: account.id,
          accountId: account.id,
          providerId: 'credential',
          password: hash,
        });
      }
      await endSetupLinks(kysely, account.id);
      await endSessions(account.id);
      return account;
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

const accountColumns = ['id', 'email', 'name', 'role', 'banned', 'createdAt'] as const;

/** Addresses are in lower case, and have no accents. */
function contains(text: string) {
  const pattern = likeContaining(foldText(text));
  return sql<boolean>`("foldedName" like ${pattern} escape '\\' or email like ${pattern} escape '\\')`;
}

function accountNotFound(): LecternError {
  return new LecternError('not-found', 'There is no account with this id.');
}

function assertPassword(password: string): void {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    throw new LecternError(
      'request-invalid',
      `A password has ${minPasswordLength} to ${maxPasswordLength} characters.`,
    );
  }
}

/** better-auth refuses with an error that has a `body` with a code; anything else is returned as it is. */
function refusalOf(error: unknown, email: string): unknown {
  const { body, message } = error as { body?: { code?: string }; message?: string };
  if (body === undefined) return error;
  return new LecternError(
    body.code?.startsWith('USER_ALREADY_EXISTS') ? 'conflict' : 'request-invalid',
    `The account ${email} could not be created: ${message}.`,
  );
}

/** Takes a row as we or better-auth read it, which may leave out what is null. */
function toAccount(row: {
  id: string;
  email: string;
  name: string;
  role?: string | null | undefined;
  banned?: boolean | number | null | undefined;
  createdAt: Date | string;
}): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: isRole(row.role) ? row.role : 'student',
    disabled: Boolean(row.banned),
    createdAt: isoTime(new Date(row.createdAt).getTime()),
  };
}
