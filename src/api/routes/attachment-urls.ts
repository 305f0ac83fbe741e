import { Type } from 'typebox';
import { endingBy } from '../../core/decide/decide.ts';
import type { ReadPermit } from '../../core/decide/read-permit.ts';
import type { ReaderAttachment } from '../../core/decide/reader-attachments.ts';
import type { Disposition } from '../../core/issue/issue-record.ts';
import { refusal } from '../../domain/access/refusals.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { noAttachment } from '../../domain/tasks/attachments.ts';
import { isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { batchReply, batchUrl, freshUrlsOf, readTogether } from '../batch-urls.ts';
import { problems } from '../problem-replies.ts';
import { DispositionName, externalIdsOf, FileName, Id, Time } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';
import { AttachmentParams } from './attachments.ts';

const maxItems = 100;

const signedAttachment = {
  fileName: FileName,
  url: Type.String({ description: 'Signed URL of the file, for GET of this file only.' }),
  urlExpiresAt: Time,
};

const AttachmentUrl = shape('AttachmentUrl', { attachmentId: Id, ...signedAttachment });

const AttachmentUrls = batchReply(
  'BatchAttachmentUrl',
  'The URL of one attachment, or why there is none.',
  { attachmentId: Id },
  { ...externalIdsOf('task'), ...signedAttachment },
);

const Choice = { disposition: Type.Optional(DispositionName) };

/** Fresh URLs of attachments: a new one at every call, with the full lifetime. */
export function attachmentUrlRoutes(parts: ApiParts): ApiRoutes {
  const { issue, readAttachments, upcomingWindows } = parts;

  function freshUrlsFor({ id }: Principal) {
    let next: ReturnType<typeof upcomingWindows> | undefined;
    return async (
      permit: ReadPermit,
      attachments: ReadonlyArray<ReaderAttachment>,
      attachmentId: string,
      disposition: Disposition = 'inline',
    ) => {
      const found = attachments.find(({ id }) => id === attachmentId);
      if (!found) throw noAttachment();
      const { kind, version, isOpen, opensAt } = found;
      if (!isOpen) throw notOpen(opensAt);
      // An editorial may close when a contest starts. Every next one ends the URL, as its end must not show which contest has the task.
      if (kind === 'editorial' && !permit.staff) next ??= upcomingWindows(id, { after: undefined, limit: 1 });
      const until = endingBy(permit, kind === 'editorial' ? (await next)?.items[0]?.opensAt : undefined);
      const { url, expiresAtMs } = await issue({ permit: until, version, disposition, lifetime: 'fresh' });
      return { fileName: version.fileName, url, urlExpiresAt: isoTime(expiresAtMs) };
    };
  }

  return tagged('documents', (server) => {
    server.post(
      '/tasks/:taskId/attachments/:attachmentId/url',
      {
        config: {
          access: { readableTask: 'reader' },
          apiKey: 'read',
          limit: { what: 'fresh-urls' },
          cost: 'light',
        },
        schema: {
          operationId: 'createAttachmentUrl',
          summary: 'Create a new signed URL of an attachment',
          description:
            'Each call returns a new URL with the full lifetime; of an editorial, at most until something opens for you next. Only PDFs ' +
            'and pictures can be `inline`. Returns 403 `not-open-yet` for an editorial that opens later.',
          params: AttachmentParams,
          body: orNull(object(Choice)),
          response: { 200: AttachmentUrl, ...problems(503) },
        },
      },
      async ({ readableTask, principal, params: { attachmentId }, body }) => {
        const attachments = await readAttachments(readableTask);
        const freshUrl = freshUrlsFor(principal);
        const signed = await freshUrl(readableTask.permit, attachments, attachmentId, body?.disposition);
        return { attachmentId, ...signed };
      },
    );
    server.post(
      '/attachment-urls',
      {
        ...freshUrlsOf(({ items }: { items: Array<unknown> }) => items),
        schema: {
          operationId: 'createAttachmentUrls',
          summary: `Create new signed URLs for up to ${maxItems} attachments`,
          description: 'Each item has a URL or, if you cannot open the attachment, a `problem`.',
          body: object({
            items: Type.Array(shape('AttachmentOfTask', { taskId: Id, attachmentId: Id }), {
              minItems: 1,
              maxItems,
              uniqueItems: true,
            }),
            ...Choice,
          }),
          response: { 200: AttachmentUrls, ...problems(503) },
        },
      },
      async (request) => {
        const { principal, body } = request;
        const taskIds = [...new Set(body.items.map(({ taskId }) => taskId))];
        const taskOf = await readTogether(parts, principal, taskIds);
        const freshUrl = freshUrlsFor(principal);
        /** Of each task, read once for all of its items. */
        const listed = new Map<string, ReturnType<typeof readAttachments>>();
        const items = await Promise.all(
          body.items.map(({ taskId, attachmentId }) =>
            batchUrl(request, { taskId, attachmentId }, async () => {
              const task = taskOf(taskId);
              const list = listed.get(taskId) ?? readAttachments(task);
              listed.set(taskId, list);
              const signed = await freshUrl(task.permit, await list, attachmentId, body.disposition);
              return { taskExternalId: task.detail.externalId, ...signed };
            }),
          ),
        );
        return { items };
      },
    );
  });
}

const notOpen = (opensAtMs: number | null) =>
  opensAtMs === null
    ? new LecternError('forbidden', 'The editorial has no opening time for you. Ask the staff of the task.')
    : refusal({ allowed: false, reason: 'not-open-yet', opensAtMs });
