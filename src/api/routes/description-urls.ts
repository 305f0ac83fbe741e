import { Type } from 'typebox';
import { asStaff } from '../../core/decide/access.ts';
import type { ReadableTask } from '../../core/decide/reader-attachments.ts';
import { incomplete } from '../../domain/tasks/document-versions.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { BatchUrls, batchUrl, freshUrlsOf, readTogether, urlOfTask } from '../batch-urls.ts';
import { problems } from '../problem-replies.ts';
import { DispositionName, Id, Language } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';
import { documentFor, signedDescription } from '../signed-description.ts';

const maxTasks = 100;

const Choice = {
  language: Type.Optional(Language),
  disposition: Type.Optional(DispositionName),
};

const DescriptionUrl = shape('DescriptionUrl', urlOfTask);

/** Fresh URLs: a new one at every call, with the full lifetime. */
export function descriptionUrlRoutes(parts: ApiParts): ApiRoutes {
  const { versions, issue } = parts;

  async function freshUrl(
    { permit, detail }: Pick<ReadableTask, 'permit' | 'detail'>,
    choice: { language?: string; disposition?: 'inline' | 'attachment'; versionId?: string },
    acceptLanguage: string | undefined,
  ) {
    const { language, disposition, versionId } = choice;
    const document =
      versionId === undefined
        ? documentFor(detail, { language, acceptLanguage })
        : await completedVersion(asStaff(permit).taskId, versionId);
    const url = await signedDescription(issue, { permit, document, disposition, lifetime: 'fresh' });
    return { taskExternalId: detail.externalId, ...url };
  }

  async function completedVersion(taskId: string, versionId: string) {
    const version = await versions.find(taskId, versionId);
    if (version.completedAt === null) throw incomplete();
    return version;
  }

  return (server) => {
    server.post(
      '/tasks/:taskId/description-url',
      {
        config: {
          access: { readableTask: 'reader' },
          apiKey: 'read',
          limit: { what: 'fresh-urls' },
          cost: 'light',
        },
        schema: {
          operationId: 'createDescriptionUrl',
          summary: 'Create a new signed URL of the PDF of a task',
          description:
            'Each call returns a new URL with the full lifetime. With `versionId`, task staff get a replaced version.',
          body: orNull(object({ ...Choice, versionId: Type.Optional(Id) })),
          response: { 200: DescriptionUrl, ...problems(409, 503) },
        },
      },
      async ({ readableTask, body, headers }) => {
        const url = await freshUrl(readableTask, body ?? {}, headers['accept-language']);
        return { taskId: readableTask.permit.taskId, ...url };
      },
    );
    server.post(
      '/description-urls',
      {
        ...freshUrlsOf(({ taskIds }: { taskIds: Array<string> }) => taskIds),
        schema: {
          operationId: 'createDescriptionUrls',
          tags: ['tasks'],
          summary: `Create new signed URLs for up to ${maxTasks} tasks`,
          description:
            'Each item has a URL or, if you cannot open the task, a `problem`. The other items are not affected.',
          body: object({
            taskIds: Type.Array(Id, { minItems: 1, maxItems: maxTasks, uniqueItems: true }),
            ...Choice,
          }),
          response: { 200: BatchUrls, ...problems(503) },
        },
      },
      async (request) => {
        const { principal, body, headers } = request;
        const { taskIds, ...choice } = body;
        const taskOf = await readTogether(parts, principal, taskIds);
        const items = await Promise.all(
          taskIds.map((taskId) =>
            batchUrl(request, { taskId }, async () =>
              freshUrl(taskOf(taskId), choice, headers['accept-language']),
            ),
          ),
        );
        return { items };
      },
    );
  };
}
