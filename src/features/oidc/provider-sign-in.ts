import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { type Address, findHolder, putAddress, takeAddresses } from '../../domain/accounts/addresses.ts';
import { endCredentials } from '../../domain/accounts/end-credentials.ts';
import { insertAccounts } from '../../domain/accounts/insert-accounts.ts';
import type { SyncRole } from '../../domain/accounts/sync-role.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import { putProviderGroups } from './provider-groups.ts';
import type { ProviderPerson } from './provider-person.ts';

/**
 * Returns the id of a person's account: the one linked to the person, the one with their address, or a new one. A
 * verified address belongs to the person: an account that never proved it loses the address, or becomes theirs after
 * its credentials are revoked. The role and the groups follow the provider's, if it sends them.
 * @throws LecternError `email-unverified`, `account-disabled`
 */
export type SignInByProvider = (person: ProviderPerson) => Promise<string>;

export function createSignInByProvider(parts: {
  revocations: Revocations;
  syncRole: SyncRole;
  clock: Clock;
  signUp: 'closed' | 'open';
}): SignInByProvider {
  const { revocations, syncRole, clock, signUp } = parts;

  async function findOrCreate(transaction: Transaction, revoke: Revoke, person: ProviderPerson) {
    const nowMs = clock.nowMs();
    const linked = await findLinked(transaction, person);
    if (linked) return enabled(linked);
    const { email, isEmailVerified } = person;
    const holder = email === undefined ? undefined : await findHolder(transaction, email);
    if (holder && !isEmailVerified) throw emailUnverified();
    if (!holder || holder.givesWay) {
      if (holder) await takeAddresses(transaction, [holder]);
      return createAccount(transaction, person, { nowMs, signUp });
    }
    enabled(holder);
    // With open sign-up, someone else may have created this account to share it later, so its credentials end unless
    // the address was proved.
    const isProved = holder.isVerified && (holder.isSourceKnown || signUp === 'closed');
    if (!isProved) await endCredentials(transaction, revoke, { userId: holder.id, nowMs });
    await putAddress(transaction, holder.id, addressOf(holder.email, isEmailVerified));
    await link(transaction, holder.id, person, nowMs);
    return holder;
  }

  return async (person) => {
    const { issuer, groups } = person;
    const account = await revocations.change(async (transaction, revoke) => {
      const found = await findOrCreate(transaction, revoke, person);
      if (groups) await putProviderGroups(transaction, revoke, { userId: found.id, issuer, groups });
      return found;
    });
    await syncRole(account, person.role, null);
    return account.id;
  };
}

interface FoundAccount {
  readonly id: string;
  readonly role: string | null;
  readonly adminUntil: number | null;
  readonly banned: number | boolean | null;
}

/** Primary key of the link of a person at the provider. */
const linkIdOf = ({ issuer, subject }: ProviderPerson): string =>
  `oidc:${createHash('sha256').update(`${issuer}\n${subject}`).digest('base64url')}`;

async function findLinked(transaction: Kysely<Schema>, person: ProviderPerson) {
  return transaction
    .selectFrom('account')
    .innerJoin('user', 'user.id', 'account.userId')
    .where('account.id', '=', linkIdOf(person))
    .select(['user.id', 'user.role', 'user.adminUntil', 'user.banned'])
    .executeTakeFirst();
}

const addressOf = (email: string, isVerified: boolean): Address => ({
  email,
  isVerified,
  source: 'provider',
});

function enabled(account: FoundAccount): FoundAccount {
  if (account.banned)
    throw new LecternError('account-disabled', 'This account is disabled. Ask an admin to enable it.');
  return account;
}

/** Addresses identify people, so an unverified address gets an account only with open sign-up, where anyone may use any address. */
async function createAccount(
  transaction: Kysely<Schema>,
  person: ProviderPerson,
  { nowMs, signUp }: { nowMs: number; signUp: 'closed' | 'open' },
): Promise<FoundAccount> {
  const { email, name, isEmailVerified, role = 'student' } = person;
  if (email === undefined || (!isEmailVerified && signUp === 'closed')) throw emailUnverified();
  const id = newId();
  const address = addressOf(email, isEmailVerified);
  await insertAccounts(transaction, [{ id, address, name, nameSource: null, role }], nowMs);
  await link(transaction, id, person, nowMs);
  return { id, role, adminUntil: null, banned: null };
}

/** Does not store the provider's tokens, because nothing is requested from it after the sign-in. */
async function link(
  transaction: Kysely<Schema>,
  userId: string,
  person: ProviderPerson,
  nowMs: number,
): Promise<void> {
  const now = isoTime(nowMs);
  await transaction
    .insertInto('account')
    .values({
      id: linkIdOf(person),
      userId,
      accountId: person.subject,
      providerId: 'oidc',
      password: null,
      createdAt: now,
      updatedAt: now,
    })
    .execute();
}

function emailUnverified(): LecternError {
  return new LecternError(
    'email-unverified',
    'Verify your e-mail address at the provider, then sign in again.',
  );
}
