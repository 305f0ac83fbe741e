import type { Schemas } from 'lectern-client';
import { inPageLanguage } from '../../../lib/i18n/page-language.ts';
import { client } from '../../../lib/server/client.ts';
import { send } from '../../../lib/server/resource.ts';

export type PlannedRow = Schemas.PeopleImport['rows'][number];

/** Says what a list would change. */
export const checkPeople = (csv: string): Promise<Schemas.PeopleImport> =>
  client.post('/api/v1/people-import', { query: { dryRun: true }, body: { csv }, ...inPageLanguage() });

/** @param invite sends the links of new people by e-mail */
export const importPeople = (csv: string, invite: boolean): Promise<Schemas.PeopleImport> =>
  send('post', '/api/v1/people-import', {
    query: { invite },
    body: { csv },
    ...inPageLanguage(),
  });

/**
 * New links for all of a list who have an account and have not set its password; those before them end.
 * @param invite sends them by e-mail
 */
export function renewLinks(
  rows: ReadonlyArray<PlannedRow>,
  invite: boolean,
): Promise<Schemas.RenewedSetupLinks> {
  const emails = withAccounts(rows).map(({ email }) => email);
  return send('post', '/api/v1/setup-links', { body: { emails, invite }, ...inPageLanguage() });
}

/** Those whose link came in a reply. */
export const withLinks = <Person extends { readonly setupLink: string | null }>(
  people: ReadonlyArray<Person>,
) => people.flatMap(({ setupLink, ...person }) => (setupLink === null ? [] : [{ ...person, setupLink }]));

/** The rows of people who have an account already. */
export const withAccounts = (rows: ReadonlyArray<PlannedRow>): ReadonlyArray<PlannedRow> =>
  rows.filter(({ changes }) => !changes.includes('create'));

/** Whether all that a list would change is new accounts. */
export const createsAll = (rows: ReadonlyArray<PlannedRow>): boolean =>
  rows.every(({ changes }) => changes.length === 0 || changes.includes('create'));
