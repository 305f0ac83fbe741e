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
  invited: Type.Integer({ description: 'How many people are sent their link by e-mail.' }),
  setupLinksExpireAt: orNull(Time),
  rows: Type.Array(
    object({
      line: Type.Integer({ description: 'Of the file, from 1.' }),
      email: Email,
      name: Type.String(),
      role: RoleName,
      group: Type.Union([object({ id: Id, ...externalIdReply, name: Type.String() }), Type.Null()]),
      changes: Type.Array(
        Type.Unsafe<(typeof importChanges)[number]>({ type: 'string', enum: [...importChanges] }),
        { description: 'Empty when everything is as it should be.' },
      ),
      setupLink: orNull(
        Type.String({
          description:
            'Sets the password of a new account, once. It is shown only once; null when it goes by e-mail.',
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
        config: { access: 'admin', idempotent: (request) => !isDryRun(request), givesLastingAccess: true },
        schema: {
          operationId: 'importPeople',
          tags: ['people'],
          summary: 'Import people from a CSV list',
          description:
            'Columns: `name`, `email`, and perhaps `role` (an empty one makes a student, and leaves an account ' +
            'as it is) and `group` (name or id). At most 5,000 rows and 1 MiB. All problems of the list come ' +
            'at once, in `problems` with their lines, and nothing is changed then. Rows are imported in steps, and other ' +
            'requests are served between them. Send the list again to complete an import that failed between two steps; ' +
            '`POST /setup-links` gives new links to people who have none.',
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
