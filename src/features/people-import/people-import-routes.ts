import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { csvBody, csvBodyLimit, csvOf, takeCsv } from '../../api/csv-list.ts';
import { DryRunQuery, isDryRun } from '../../api/dry-run.ts';
import { chooseMailLanguage } from '../../api/mail-language.ts';
import { problems } from '../../api/problem-replies.ts';
import { Email, externalIdReply, Id, Invite, RoleName, Time } from '../../api/schemas.ts';
import { object, orNull, shape } from '../../api/shapes.ts';
import { maxPeopleFileBytes } from '../../domain/accounts/people-file.ts';
import type { ImportPeople } from './import-people.ts';
import { importChanges } from './plan-import.ts';

const Imported = shape('PeopleImport', {
  invited: Type.Integer({ description: 'Number of people who get their link by e-mail.' }),
  setupLinksExpireAt: orNull(Time),
  rows: Type.Array(
    object({
      line: Type.Integer({ description: 'Line of the file, counted from 1.' }),
      email: Email,
      name: Type.String(),
      role: RoleName,
      group: Type.Union([object({ id: Id, ...externalIdReply, name: Type.String() }), Type.Null()]),
      changes: Type.Array(
        Type.Unsafe<(typeof importChanges)[number]>({ type: 'string', enum: [...importChanges] }),
        { description: 'Empty if nothing needs to change.' },
      ),
      setupLink: orNull(
        Type.String({
          description:
            'Link to set the password of a new account; works once. Shown only once; null if it was sent by e-mail.',
        }),
      ),
    }),
  ),
});

export function peopleImportRoutes(importPeople: ImportPeople): ApiRoutes {
  return takeCsv((server) => {
    server.post(
      '/people-import',
      {
        bodyLimit: csvBodyLimit(maxPeopleFileBytes),
        config: {
          access: 'admin',
          idempotent: (request) => !isDryRun(request),
          givesLastingAccess: true,
          cost: 'change',
        },
        schema: {
          operationId: 'importPeople',
          tags: ['people'],
          summary: 'Import people from a CSV list',
          description:
            'For admins. Columns: `name`, `email`, optionally `role` (if empty: new accounts are students, others keep theirs) and ' +
            '`group` (name or id). At most 5,000 rows and 1 MiB. If the list has errors, nothing changes, and `problems` has all ' +
            'of them with their lines. If an import fails halfway, send the list again to complete it; `POST /setup-links` ' +
            'creates new links for people who have none.',
          querystring: object({ ...DryRunQuery.properties, invite: Invite }),
          body: csvBody,
          response: { 200: Imported, ...problems(422) },
        },
      },
      async ({ query: { dryRun, invite }, headers, body }) => {
        const language = chooseMailLanguage(headers['accept-language']);
        const imported = await importPeople(csvOf(body), { dryRun, invite: invite ? language : undefined });
        return { ...imported, rows: imported.rows.map((row) => ({ ...row, changes: [...row.changes] })) };
      },
    );
  });
}
