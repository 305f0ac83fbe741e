import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { conflict } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { type Account, type AddressedAccount, emailUnverified } from './account.ts';
import { parseEmail, parseName } from './account-fields.ts';
import { findHolder, takeAddresses } from './addresses.ts';
import { insertAccounts, putPassword } from './insert-accounts.ts';
import type { HashPassword } from './load-auth.ts';
import type { Role } from './principal.ts';
import type { SetupLink, SetupLinks } from './setup-links.ts';

export type NewAccounts = ReturnType<typeof createNewAccounts>;

/** Accounts created by an operator or an admin, who vouches for the address. Errors: `conflict`, `request-invalid`. */
export function createNewAccounts(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly setupLinks: Pick<SetupLinks, 'insertOne'>;
  readonly hashPassword: HashPassword;
}) {
  const { database, clock, setupLinks, hashPassword } = parts;

  /** Inserts an account and completes it, unless another account has its address. */
  async function insert<Made>(
    draft: { email: string; name: string; role: Role },
    complete: (transaction: Kysely<Schema>, id: string, nowMs: number) => Promise<Made>,
    claim: (transaction: Kysely<Schema>) => Promise<void> = async () => {},
  ): Promise<{ account: AddressedAccount; made: Made }> {
    const nowMs = clock.nowMs();
    const { role } = draft;
    const email = parseEmail(draft.email);
    const address = { email, isVerified: true, source: 'admin' } as const;
    const account = { id: newId(), name: parseName(draft.name), role };
    const made = await database.kysely.transaction().execute(async (transaction) => {
      await claim(transaction);
      const holder = await findHolder(transaction, email);
      if (holder?.isVerified) {
        throw conflict(
          'email-taken',
          `An account with the address ${email} already exists. Use that account, or another address.`,
        );
      }
      if (holder && !holder.givesWay) throw emailUnverified(email);
      if (holder) await takeAddresses(transaction, [holder]);
      await insertAccounts(transaction, [{ ...account, address, nameSource: 'hand' }], nowMs);
      return complete(transaction, account.id, nowMs);
    });
    const rest = { unverifiedEmail: null, emailSource: address.source, disabled: false, externalId: null };
    return { account: { ...account, email, ...rest, createdAt: isoTime(nowMs) }, made };
  }

  return {
    /** @param claim runs first in the same transaction; if it throws, no account is created */
    async create(
      { password, ...draft }: { email: string; name: string; role: Role; password: string },
      claim?: (transaction: Kysely<Schema>) => Promise<void>,
    ): Promise<AddressedAccount> {
      const passwordHash = await hashPassword(password);
      const { account } = await insert(
        draft,
        (transaction, userId, nowMs) => putPassword(transaction, { userId, passwordHash }, nowMs),
        claim,
      );
      return account;
    },
    /** An account without a password, and a link to set one. @throws LecternError `conflict` */
    async createWithSetupLink(draft: {
      email: string;
      name: string;
      role: Role;
    }): Promise<{ account: Account; setupLink: SetupLink }> {
      const { account, made } = await insert(draft, (transaction, id) =>
        setupLinks.insertOne(transaction, id),
      );
      return { account, setupLink: made };
    },
  };
}
