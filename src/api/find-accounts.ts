import { type Static, Type } from 'typebox';
import type { Account } from '../domain/accounts/account.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import { LecternError } from '../lib/errors.ts';
import { Email, Id } from './schemas.ts';
import type { RouteLimit } from './scopes/route-access.ts';

/** A query names one account by exactly one of these. */
export const accountQuery = { userId: Type.Optional(Id), email: Type.Optional(Email) };

export const whoDescription = 'Give either `userId` or `email`.';

/** Counts every address in a body or a query, because the reply reveals whether it has an account. */
export const lookUpLimit: RouteLimit = {
  what: 'look-ups',
  points({ body, query }) {
    const { email, emails } = (body ?? query) as { email?: string; emails?: ReadonlyArray<string> };
    return emails?.length ?? (email === undefined ? 0 : 1);
  },
};

/** @throws LecternError `request-invalid`, `not-found` */
export async function findAccount(
  accounts: Accounts,
  { userId, email }: { [Name in keyof typeof accountQuery]?: Static<(typeof accountQuery)[Name]> },
): Promise<Account> {
  if (userId !== undefined && email === undefined) return accounts.find(userId);
  if (email !== undefined && userId === undefined) return accounts.findByEmail(email);
  throw new LecternError('request-invalid', 'Give either "userId" or "email", not both.');
}
