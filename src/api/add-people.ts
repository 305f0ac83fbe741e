import { Type } from 'typebox';
import type { Addition, Person } from '../database/people-list.ts';
import { canonicalEmail } from '../domain/accounts/account-fields.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';

/** Fields of the reply to a list of addresses. */
export const additionReply = {
  added: Type.Integer({ minimum: 0, description: 'How many people were added.' }),
  alreadyThere: Type.Integer({
    minimum: 0,
    description: 'How many people were there already; they are unchanged.',
  }),
  unknown: Type.Array(Type.String(), {
    description: 'Addresses without an account; the others are added.',
  }),
  unverified: Type.Array(Type.String(), {
    description: 'Addresses of accounts that have not verified them; these people are not added.',
  }),
};

/** Adds the people with these e-mail addresses, each once. */
export async function addByEmail<Added extends Person>(
  accounts: Accounts,
  emails: ReadonlyArray<string>,
  add: (userIds: ReadonlyArray<string>) => Promise<Addition<Added>>,
) {
  const wanted = [...new Set(emails.map(canonicalEmail))];
  const { found, unverified } = await accounts.findByEmails(wanted);
  const { people, added } = await add(found.map(({ id }) => id));
  const known = new Set([...found.map(({ email }) => email), ...unverified]);
  const unknown = wanted.filter((email) => !known.has(email));
  const alreadyThere = people.length - added;
  return { people: [...people], added, alreadyThere, unknown, unverified: [...unverified] };
}
