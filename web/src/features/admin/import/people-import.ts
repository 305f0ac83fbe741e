import type { Schemas } from 'lectern-client';
import { inPageLanguage } from '../../../lib/i18n/page-language.ts';
import { client } from '../../../lib/server/client.ts';
import { send } from '../../../lib/server/resource.ts';
import type { rosterToCsv } from '../../people/roster.ts';

export type PlannedRow = Schemas.PeopleImport['rows'][number];

type PastedList = ReturnType<typeof rosterToCsv>;

/** Previews the changes of a list. */
export const checkPeople = async (list: PastedList): Promise<Schemas.PeopleImport> =>
  withLinesOf(
    list,
    await client.post('/api/v1/people-import', {
      query: { dryRun: true },
      body: { csv: list.csv },
      ...inPageLanguage(),
    }),
  );

/** @param invite e-mails the links to new people */
export const importPeople = async (list: PastedList, invite: boolean): Promise<Schemas.PeopleImport> =>
  withLinesOf(
    list,
    await send('post', '/api/v1/people-import', {
      query: { invite },
      body: { csv: list.csv },
      ...inPageLanguage(),
    }),
  );

const withLinesOf = ({ lineOf }: PastedList, imported: Schemas.PeopleImport): Schemas.PeopleImport => ({
  ...imported,
  rows: imported.rows.map((row) => ({ ...row, line: lineOf(row.line) })),
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
