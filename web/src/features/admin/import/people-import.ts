import type { Schemas } from 'lectern-client';
import { inPageLanguage } from '../../../lib/i18n/page-language.ts';
import { client } from '../../../lib/server/client.ts';
import { send } from '../../../lib/server/resource.ts';

export type PlannedRow = Schemas.PeopleImport['rows'][number];

/** Previews the changes of a list. */
export const checkPeople = (csv: string): Promise<Schemas.PeopleImport> =>
  client.post('/api/v1/people-import', { query: { dryRun: true }, body: { csv }, ...inPageLanguage() });

/** @param invite e-mails the links to new people */
export const importPeople = (csv: string, invite: boolean): Promise<Schemas.PeopleImport> =>
  send('post', '/api/v1/people-import', {
    query: { invite },
    body: { csv },
    ...inPageLanguage(),
  });

/**
 * Creates new links for all people of a list who have an account but no password yet; their old links expire.
 * @param invite e-mails the links
 */
export function renewLinks(
  rows: ReadonlyArray<PlannedRow>,
  invite: boolean,
): Promise<Schemas.RenewedSetupLinks> {
  const emails = withAccounts(rows).map(({ email }) => email);
  return send('post', '/api/v1/setup-links', { body: { emails, invite }, ...inPageLanguage() });
}

/** People whose link the reply contains. */
export const withLinks = <Person extends { readonly setupLink: string | null }>(
  people: ReadonlyArray<Person>,
) => people.flatMap(({ setupLink, ...person }) => (setupLink === null ? [] : [{ ...person, setupLink }]));

/** The rows of people who already have an account. */
export const withAccounts = (rows: ReadonlyArray<PlannedRow>): ReadonlyArray<PlannedRow> =>
  rows.filter(({ changes }) => !changes.includes('create'));

/** Whether the list only adds accounts. */
export const createsAll = (rows: ReadonlyArray<PlannedRow>): boolean =>
  rows.every(({ changes }) => changes.length === 0 || changes.includes('create'));
