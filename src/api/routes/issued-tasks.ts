import type { FastifyPluginAsync } from 'fastify';
import { taskUrlOf } from '../../config/task-url.ts';
import { issueIdForm } from '../../core/issue/issue-id.ts';
import { sessionCookieName } from '../../domain/accounts/auth-settings.ts';
import { sessionToken } from '../../domain/accounts/session-token.ts';
import { taskNotFound } from '../../domain/tasks/task.ts';
import { unlessGone } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { externalIdReply, Id, IssueId, Language } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';
import type { ShowPage } from '../web-app.ts';

const IssuedTask = shape(
  'IssuedTask',
  { taskId: Id, ...externalIdReply, language: orNull(Language) },
  { description: 'The task that a signed URL was issued for, and the language of its PDF.' },
);

const IssueParams = object({ issueId: IssueId });

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

/**
 * `/open/{issueId}`, to which the page of a refused URL leads: the platform's page of the task, because people of a platform can't sign in
 * here. The web app's page without such an address, for people who have a session, and if there is no such task. Issue ids are
 * unguessable, and records of envelopes name no task before its start, so this names tasks only to people who got a URL of their PDF.
 */
export function issuedTaskPage(
  { taskUrl, publicUrl, issuedUrls, tasks }: ApiParts,
  showPage: ShowPage,
): FastifyPluginAsync {
  const cookieName = sessionCookieName(publicUrl);

  async function platformPage(template: string, issueId: string): Promise<string | undefined> {
    if (!issueIdForm.test(issueId)) return undefined;
    const { taskId = null } = (await issuedUrls.find(issueId)) ?? {};
    const task = taskId === null ? undefined : await tasks.find(taskId).catch(unlessGone);
    if (!task || task.externalId === null) return undefined;
    return taskUrlOf(template, { taskId: task.id, externalId: task.externalId });
  }

  return async (server) => {
    if (taskUrl === undefined) return; // the web app has this page
    server.get<{ Params: { issueId: string } }>(
      '/open/:issueId',
      { schema: { hide: true } },
      async (request, reply) => {
        const isSignedIn = sessionToken(request.headers, cookieName) !== undefined;
        const page = isSignedIn ? undefined : await platformPage(taskUrl, request.params.issueId);
        return page === undefined ? showPage(request, reply) : reply.redirect(page, 303);
      },
    );
  };
}
