import { type Static, Type } from 'typebox';
import type { Account } from '../domain/accounts/account.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import { LecternError } from '../lib/errors.ts';
import { Email, Id } from './schemas.ts';
import type { RouteLimit } from './scopes/route-access.ts';

/** How a query names one account: by exactly one of the two. */
export const accountQuery = { userId: Type.Optional(Id), email: Type.Optional(Email) };

export const whoDescription = 'Name the account by `userId` or by `email`.';

/** Every address counts, of a body or a query, since the answer tells whether it has an account. */
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
  throw new LecternError('request-invalid', 'Name the person by "userId" or by "email", not both.');
}
