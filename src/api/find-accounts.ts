import { parseAddress } from 'lectern-signing';
import { type Static, Type } from 'typebox';
import type { Reader } from '../core/decide/read-permit.ts';
import type { Account } from '../domain/accounts/account.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import { anywhere, type Principal } from '../domain/accounts/principal.ts';
import { LecternError } from '../lib/errors.ts';
import { Email, Id, Time } from './schemas.ts';
import type { RouteLimit } from './scopes/route-access.ts';

/** A query names one account by exactly one of these. */
export const accountQuery = { userId: Type.Optional(Id), email: Type.Optional(Email) };

export const whoDescription = 'Give either `userId` or `email`.';

/** Counts everyone whom a body or a query names, because the reply reveals whether they have an account. */
export const lookUpLimit: RouteLimit = {
  what: 'look-ups',
  points({ body, query }) {
    return ((body ?? query) as { readonly emails?: ReadonlyArray<string> }).emails?.length ?? 1;
  },
};

/** The same for a question about what that person may read. */
export const readerQuery = {
  ...accountQuery,
  at: Type.Optional(Time),
  address: Type.Optional(
    Type.String({
      maxLength: 45,
      description:
        'The IP address from which they ask, for contests with networks. Default: wherever they are.',
    }),
  ),
};

/** @throws LecternError `request-invalid` for an invalid address */
export function readerAt({ id }: Pick<Account, 'id'>, address: string | undefined): Reader {
  if (address === undefined) return { id, address: anywhere };
  const parsed = parseAddress(address);
  if (parsed) return { id, address: parsed };
  throw new LecternError(
    'request-invalid',
    `"${address}" is not an IP address. Use one such as 192.0.2.7 or 2001:db8::7.`,
  );
}

/** By id, only one that the asker may see. @throws LecternError `request-invalid`, `not-found` */
export async function findAccount(
  accounts: Accounts,
  asker: Principal,
  { userId, email }: { [Name in keyof typeof accountQuery]?: Static<(typeof accountQuery)[Name]> },
): Promise<Account> {
  if (userId !== undefined && email === undefined) return accounts.find(userId, asker);
  if (email !== undefined && userId === undefined) return accounts.findByEmail(email);
  throw new LecternError('request-invalid', 'Give either "userId" or "email", not both.');
}
