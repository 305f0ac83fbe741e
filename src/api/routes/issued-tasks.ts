import { Type } from 'typebox';
import { issueIdForm } from '../../core/issue/issue-id.ts';
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
  { description: 'The task that a signed URL was issued for, and the language of its PDF.' },
);

const IssueParams = object({
  issueId: Type.String({
    pattern: issueIdForm.source,
    description: 'The parameter `issue` of a signed URL.',
  }),
});

/** Leads from an expired signed URL to its task. */
export function issuedTaskRoutes({ access, issuedUrls, versions }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/issued-urls/:issueId/task',
      {
        config: { access: 'signed-in', cost: 'light' },
        schema: {
          operationId: 'getIssuedTask',
          tags: ['issued URLs'],
          summary: 'Find the task of a signed URL, for example an expired one',
          description:
            'For anyone who may read the task now, no matter who received the URL; others are refused as by the task itself. ' +
            'Returns 404 if the record is no longer kept. For a booklet, returns its first task.',
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
