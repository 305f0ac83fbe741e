import { Type } from 'typebox';
import { taskNotFound } from '../../domain/tasks/task.ts';
import { unlessGone } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { externalIdReply, Id, Language } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const IssuedTask = shape(
  'IssuedTask',
  { taskId: Id, ...externalIdReply, language: orNull(Language) },
  { description: 'The task that a signed URL was issued for; `language` is that of its PDF.' },
);

const IssueParams = object({
  issueId: Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: '^[\\w-]+$',
    description: '`issue` of a signed URL.',
  }),
});

/** The way on from a signed URL that has ended. */
export function issuedTaskRoutes({ access, issuedUrls, versions }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/issued-urls/:issueId/task',
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: 'getIssuedTask',
          tags: ['issued URLs'],
          summary: 'The task of a signed URL, for those who may read it now',
          description:
            'Whoever received the URL, this is a new decision about you. It is refused as the task itself is. 404 also ' +
            'when the record is no longer kept. A booklet leads to its first task.',
          params: IssueParams,
          response: { 200: IssuedTask, ...problems(403, 404) },
        },
      },
      async ({ principal, params: { issueId } }) => {
        const { taskId = null, versionId = null } = (await issuedUrls.find(issueId)) ?? {};
        if (taskId === null) throw taskNotFound();
        await access.authorizeRead(principal, taskId);
        const version =
          versionId === null ? undefined : await versions.find(taskId, versionId).catch(unlessGone);
        return { taskId, language: version?.language ?? null };
      },
    );
  };
}
