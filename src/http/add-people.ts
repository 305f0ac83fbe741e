import { Type } from 'typebox';
import { canonicalEmail } from '../accounts/account-fields.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Addition, Person } from '../database/person.ts';

/** What a reply says of a list of addresses, beside the people. */
export const additionReply = {
  added: Type.Integer({ minimum: 0, description: 'How many people were added.' }),
  alreadyThere: Type.Integer({
    minimum: 0,
    description: 'How many people were there already; they are left as they are.',
  }),
  unknown: Type.Array(Type.String(), {
    description: 'Addresses without an account; the others are added.',
  }),
};

/** Adds the people behind a list of e-mail addresses, each once. */
export async function addByEmail<Added extends Person>(
  accounts: Accounts,
  emails: ReadonlyArray<string>,
  add: (userIds: ReadonlyArray<string>) => Promise<Addition<Added>>,
): Promise<{
  people: Array<Added>;
  counts: { added: number; alreadyThere: number; unknown: Array<string> };
}> {
  const wanted = [...new Set(emails.map(canonicalEmail))];
  const found = await accounts.findByEmails(wanted);
  const { people, added } = await add(found.map(({ id }) => id));
  const known = new Set(found.map(({ email }) => email));
  const unknown = wanted.filter((email) => !known.has(email));
  return { people: [...people], counts: { added, alreadyThere: people.length - added, unknown } };
}
