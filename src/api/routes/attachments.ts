import { type Static, Type } from 'typebox';
import type { ReaderAttachment } from '../../core/decide/reader-attachments.ts';
import { attachmentKinds, maxAttachments } from '../../domain/tasks/attachments.ts';
import { attachmentOf, fileRemoval } from '../../domain/tasks/document-versions.ts';
import { checkAttachmentName } from '../../domain/tasks/file-names.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { DryRunQuery } from '../dry-run.ts';
import { fromIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { removalRoute } from '../removal-route.ts';
import { Bytes, Empty, FileName, Id, Sha256, Time } from '../schemas.ts';
import { object, orNull, shape, wordOf } from '../shapes.ts';
import { Version, versionReplies, versionReply } from './documents.ts';
import { FileSize, PutOutcome, toUploadReply } from './uploads.ts';

export const AttachmentParams = object({ attachmentId: Id });

const AttachmentKindName = wordOf(attachmentKinds);

export const AttachmentShape = shape(
  'Attachment',
  {
    attachmentId: Id,
    versionId: Id,
    kind: AttachmentKindName,
    fileName: orNull(Type.String({ description: 'Null until it is open to you.' })),
    size: Bytes,
    sha256: orNull(Sha256),
    isOpen: Type.Boolean({ description: 'Whether you can get a URL now.' }),
    opensAt: orNull(Time),
    updatedAt: Time,
  },
  {
    description:
      '`opensAt` of an editorial: when it opens for you; null if that is not known. Staff get it as it was set; null: when the ' +
      'contest has ended for its reader.',
  },
);

const openings = {
  kind: Type.Optional(AttachmentKindName),
  opensAt: Type.Optional(orNull(Time)),
};

const NewAttachment = shape('AttachmentToAdd', {
  fileName: { ...FileName, description: 'Must end with its type, such as `.zip`. Unique in the task.' },
  size: {
    ...FileSize,
    description: 'Size in bytes, at most `maxAttachmentBytes` of `GET /api/v1/settings`.',
  },
  sha256: Sha256,
  ...openings,
});

const CurrentAttachments = shape('CurrentAttachments', { attachments: Type.Array(AttachmentShape) });

/** The files of a task besides its PDFs. `GET /api/v1/tasks/{taskId}` lists them. */
export function attachmentRoutes(parts: ApiParts): ApiRoutes {
  const { attachments, readAttachments, runChange, uploads, versions } = parts;
  return tagged('documents', (server) => {
    server.get(
      '/tasks/:taskId/attachments',
      {
        config: { access: { readableTask: 'reader' }, cost: 'page' },
        schema: {
          operationId: 'listTaskAttachments',
          summary: 'List the attachments of a task',
          description:
            'The same list as in the task, for its readers. Issues no URL, so it leaves no record.',
          response: { 200: CurrentAttachments },
        },
      },
      async ({ readableTask }) => ({
        attachments: (await readAttachments(readableTask)).map(toAttachmentReply),
      }),
    );
    server.post(
      '/tasks/:taskId/attachments',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', limit: { what: 'uploads' }, cost: 'change' },
        schema: {
          operationId: 'addAttachment',
          summary: 'Add an attachment to a task, or a new version of one if it differs',
          description:
            'Types: PDF, zip, txt, csv, png, jpg and svg. If the task has an attachment with this name, the file becomes its new ' +
            'version, and `kind` and `opensAt` stay. PUT it to `uploadUrl`, then complete the upload. `opensAt` is for editorials; ' +
            `null, the default: when the contest has ended for its reader. A task has at most ${maxAttachments} attachments.`,
          querystring: DryRunQuery,
          body: NewAttachment,
          response: { 200: PutOutcome, 201: PutOutcome, ...problems(409, 413, 507) },
        },
      },
      async ({ principal, task, query: { dryRun }, body }, reply) => {
        const { kind = 'attachment', opensAt = null, ...file } = fromIsoTimes(body);
        checkAttachmentName(file.fileName);
        const found = await attachments.find(task.id, file.fileName);
        const current = found && (await versions.currentIn(attachmentOf(task.id, found.id)));
        if (current?.sha256 === file.sha256) {
          const version = await versionReply(parts, current);
          return reply.code(200).send({ outcome: 'unchanged', version });
        }
        if (dryRun) return reply.code(200).send({ outcome: 'different' });
        const { id } =
          found && current
            ? found
            : await attachments.put({ taskId: task.id, fileName: file.fileName, kind, opensAt });
        const series = attachmentOf(task.id, id);
        const announced = await uploads.announce({ ...series, ...file, uploadedBy: principal.id });
        return reply.code(201).send({ outcome: 'upload', upload: toUploadReply(announced) });
      },
    );
    server.patch(
      '/tasks/:taskId/attachments/:attachmentId',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', cost: 'change' },
        schema: {
          operationId: 'changeAttachment',
          summary: 'Change when an attachment opens',
          description:
            'For editors of the task. `opensAt` is for editorials; null: when the contest has ended for its reader. If the ' +
            'attachment may open later for someone, all URLs of the task end.',
          params: AttachmentParams,
          body: object(openings, { minProperties: 1 }),
          response: { 204: Empty },
        },
      },
      async ({ task, params, body }, reply) => {
        await attachments.change(task.id, params.attachmentId, fromIsoTimes(body));
        return reply.code(204).send(null);
      },
    );
    removalRoute(server, runChange, '/tasks/:taskId/attachments/:attachmentId', {
      config: { access: { task: 'editor' }, apiKey: 'upload' },
      operationId: 'deleteAttachment',
      summary: 'Remove an attachment',
      description:
        'For editors of the task. Its versions stay listed, and can be restored. URLs that were issued before work until they expire.',
      params: AttachmentParams,
      removal: ({ task, params }) => ({ edit: fileRemoval(attachmentOf(task.id, params.attachmentId)) }),
    });
    server.get(
      '/tasks/:taskId/attachments/:attachmentId/versions',
      {
        config: { access: { readableTask: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listAttachmentVersions',
          summary: 'List the versions of an attachment, newest first',
          description: 'For staff of the task. Omits uploads that were not completed.',
          params: AttachmentParams,
          querystring: PageQuery,
          response: { 200: pageOf(Version) },
        },
      },
      async ({ readableTask: { permit }, params: { attachmentId }, query }) => {
        const series = attachmentOf(permit.taskId, attachmentId);
        const page = await readPage(query, (window) => versions.list(series, window), 'id');
        return mapPage(page, await versionReplies(parts, page.items));
      },
    );
  });
}

export function toAttachmentReply(attachment: ReaderAttachment): Static<typeof AttachmentShape> {
  const { id, kind, version, opensAt, isOpen } = attachment;
  return {
    attachmentId: id,
    versionId: version.id,
    kind,
    fileName: isOpen ? version.fileName : null,
    size: version.size,
    sha256: isOpen ? version.sha256 : null,
    isOpen,
    opensAt: kind === 'editorial' ? isoTimeOrNull(opensAt) : null,
    updatedAt: isoTime(version.completedAt),
  };
}
