import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { asStaff, refusal } from '../../access/access.ts';
import type { Grant } from '../../access/decide.ts';
import { LecternError } from '../../errors.ts';
import { chooseDocument } from '../../tasks/choose-document.ts';
import type { TaskDetail } from '../../tasks/task-detail.ts';
import { taskNotFound } from '../../tasks/tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import {
  DispositionName,
  Id,
  Language,
  object,
  orNull,
  problems,
  SignedDownload,
  TaskParams,
} from '../schemas.ts';
import { signedDescription } from '../signed-description.ts';

const maxTasks = 100;

const Wish = {
  language: Type.Optional(Language),
  disposition: Type.Optional(DispositionName),
};

const DescriptionUrl = object({
  taskId: Id,
  ...SignedDownload,
  language: orNull(Type.String({ description: 'Language of the PDF behind the URL.' })),
});

const BatchItem = object({
  ...DescriptionUrl.properties,
  error: orNull(Type.Object({ code: Type.String() }, { additionalProperties: true })),
});

/** Fresh URLs: a new one at every call, with the full time to live. */
export function descriptionUrlRoutes({
  access,
  clock,
  taskDetails,
  versions,
  issue,
}: ApiParts): FastifyPluginAsyncTypebox {
  async function freshUrl(
    grant: Grant,
    detail: TaskDetail | undefined,
    wish: { language?: string; disposition?: 'inline' | 'attachment'; versionId?: string },
    acceptLanguage: string | undefined,
  ): Promise<Static<typeof DescriptionUrl>> {
    if (!detail) throw taskNotFound();
    const { taskId } = grant;
    const document =
      wish.versionId === undefined
        ? chooseDocument(detail.documents, {
            language: wish.language,
            acceptLanguage,
            primaryLanguage: detail.primaryLanguage,
          })
        : await completedVersion(asStaff(grant).taskId, wish.versionId);
    const { disposition } = wish;
    return {
      taskId,
      ...(await signedDescription(issue, { grant, document, disposition, lifetime: 'fresh' })),
    };
  }

  async function completedVersion(taskId: string, versionId: string) {
    const version = await versions.find(taskId, versionId);
    if (version.completedAt === null) throw new LecternError('upload-missing', 'Complete the upload first.');
    return version;
  }

  return async (server) => {
    server.post(
      '/tasks/:taskId/description-url',
      {
        config: { readsTaskSnapshot: true },
        schema: {
          tags: ['tasks'],
          summary: 'A fresh signed URL of a PDF',
          description: 'With `versionId`, those who work on the task get the URL of a replaced version.',
          params: TaskParams,
          body: orNull(object({ ...Wish, versionId: Type.Optional(Id) })),
          response: { 200: DescriptionUrl, ...problems(400, 401, 403, 404, 409, 503) },
        },
      },
      async ({ snapshot, params: { taskId }, body, headers }, reply) => {
        reply.header('cache-control', 'no-store');
        const grant = access.authorizeReader(snapshot, taskId);
        return freshUrl(grant, snapshot.detail, body ?? {}, headers['accept-language']);
      },
    );
    server.post(
      '/description-urls',
      {
        schema: {
          tags: ['tasks'],
          summary: `Fresh signed URLs of up to ${maxTasks} tasks at once`,
          description: 'A task that cannot be opened has an `error` instead of a URL; the others get theirs.',
          body: object({
            taskIds: Type.Array(Id, { minItems: 1, maxItems: maxTasks, uniqueItems: true }),
            ...Wish,
          }),
          response: { 200: object({ items: Type.Array(BatchItem) }), ...problems(400, 401, 503) },
        },
      },
      async ({ principal, body: { taskIds, ...wish }, headers }, reply) => {
        reply.header('cache-control', 'no-store');
        const decisions = await access.decideMany(principal.id, taskIds, clock.nowMs());
        const details = await taskDetails.ofMany(taskIds);
        const items = await Promise.all(
          [...decisions].map(async ([taskId, decision]) => {
            try {
              if (!decision.allowed) throw refusal(decision);
              const url = await freshUrl(
                decision.grant,
                details.get(taskId),
                wish,
                headers['accept-language'],
              );
              return { ...url, error: null };
            } catch (error) {
              if (!(error instanceof LecternError) || error.status >= 500) throw error;
              return {
                taskId,
                descriptionPdfUrl: null,
                descriptionPdfUrlExpiresAt: null,
                language: null,
                error: { code: error.code, title: error.title, detail: error.message, ...error.facts },
              };
            }
          }),
        );
        return { items };
      },
    );
  };
}
