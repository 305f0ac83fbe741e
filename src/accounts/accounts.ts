import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { LecternError } from '../errors.ts';
import type { Auth } from './auth.ts';
import { maxPasswordLength, minPasswordLength } from './auth-settings.ts';
import { isRole, type Role } from './principal.ts';
import { endSetLinks } from './set-links.ts';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: string;
}

/** Accounts as an operator handles them, without a session. Errors: `not-found`, `conflict`, `request-invalid`. */
export interface Accounts {
  create(account: { email: string; name: string; role: Role; password: string }): Promise<Account>;
  /** By e-mail address, a page at a time. */
  list(page: { after: string | undefined; limit: number }): Promise<ReadonlyArray<Account>>;
  /** @throws LecternError `not-found` */
  find(id: string): Promise<Account>;
  /** @throws LecternError `not-found` */
  findByEmail(email: string): Promise<Account>;
  findByEmails(
    emails: ReadonlyArray<string>,
  ): Promise<ReadonlyArray<{ id: string; email: string; name: string }>>;
  /** By id; accounts that are gone are left out. */
  namesOf(ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, string>>;
  setRole(email: string, role: Role): Promise<Account>;
  /** Ends all its sessions; holds from the next request on. */
  disable(email: string): Promise<Account>;
  enable(email: string): Promise<Account>;
  /** Ends all its sessions, and its links to set a password. */
  resetPassword(email: string, password: string): Promise<Account>;
  count(): Promise<number>;
}

export function createAccounts(parts: { database: Database; auth: () => Promise<Auth> }): Accounts {
  const { kysely } = parts.database;
  const selectAccounts = kysely
    .selectFrom('user')
    .select(['id', 'email', 'name', 'role', 'banned', 'createdAt'])
    .orderBy('email');

  async function byEmail(email: string): Promise<Account> {
    const row = await selectAccounts.where('email', '=', email.trim().toLowerCase()).executeTakeFirst();
    if (!row) throw new LecternError('not-found', `There is no account with the address ${email}.`);
    return toAccount(row);
  }

  /** Changes the account through better-auth, so that its hooks and its times stay right. */
  async function change(email: string, changes: { role?: Role; banned?: boolean }): Promise<Account> {
    const account = await byEmail(email);
    const { internalAdapter } = await (await parts.auth()).$context;
    await internalAdapter.updateUser(account.id, changes);
    return byEmail(email);
  }

  async function endSessions(account: Account): Promise<void> {
    const { internalAdapter } = await (await parts.auth()).$context;
    await internalAdapter.deleteUserSessions(account.id);
  }

  return {
    async create({ email, name, role, password }) {
      assertPassword(password);
      try {
        const auth = await parts.auth();
        await auth.api.createUser({ body: { email, name, role, password } });
      } catch (error) {
        throw refusalOf(error, email);
      }
      return byEmail(email);
    },
    async list({ after, limit }) {
      const rows = await selectAccounts
        .$if(after !== undefined, (query) => query.where('email', '>', after as string))
        .limit(limit)
        .execute();
      return rows.map(toAccount);
    },
    async find(id) {
      const row = await selectAccounts.where('id', '=', id).executeTakeFirst();
      if (!row) throw new LecternError('not-found', 'There is no account with this id.');
      return toAccount(row);
    },
    findByEmail: byEmail,
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
    setRole: (email, role) => change(email, { role }),
    async disable(email) {
      const account = await change(email, { banned: true });
      await endSessions(account);
      return account;
    },
    enable: (email) => change(email, { banned: false }),
    async resetPassword(email, password) {
      assertPassword(password);
      const account = await byEmail(email);
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
      await endSetLinks(kysely, account.id);
      await endSessions(account);
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

function assertPassword(password: string): void {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    throw new LecternError(
      'request-invalid',
      `A password has ${minPasswordLength} to ${maxPasswordLength} characters.`,
    );
  }
}

/** better-auth refuses with an error that has a `body` with a code; anything else is given back as it is. */
function refusalOf(error: unknown, email: string): unknown {
  const { body, message } = error as { body?: { code?: string }; message?: string };
  if (body === undefined) return error;
  return new LecternError(
    body.code?.startsWith('USER_ALREADY_EXISTS') ? 'conflict' : 'request-invalid',
    `The account ${email} could not be created: ${message}.`,
  );
}

function toAccount(
  row: Pick<Schema['user'], 'id' | 'email' | 'name' | 'role' | 'banned' | 'createdAt'>,
): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: isRole(row.role) ? row.role : 'student',
    disabled: Boolean(row.banned),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
