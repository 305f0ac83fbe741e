import type { Accounts } from '../accounts/accounts.ts';

/** The accounts behind a list of e-mail addresses, and the addresses without one. */
export async function findAccounts(
  accounts: Accounts,
  emails: ReadonlyArray<string>,
): Promise<{
  found: Array<{ userId: string; email: string; name: string }>;
  unknown: Array<string>;
}> {
  const wanted = [...new Set(emails.map((email) => email.toLowerCase()))];
  const accountsFound = await accounts.findByEmails(wanted);
  const known = new Set(accountsFound.map(({ email }) => email));
  return {
    found: accountsFound.map(({ id, email, name }) => ({ userId: id, email, name })),
    unknown: wanted.filter((email) => !known.has(email)),
  };
}
