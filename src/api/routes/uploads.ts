import { type Static, Type } from 'typebox';
import { writeReason } from '../../domain/tasks/change-reason.ts';
import { statementIn } from '../../domain/tasks/document-versions.ts';
import type { Uploads } from '../../domain/tasks/uploads.ts';
import { isoTime } from '../../lib/clock.ts';
import { parseLanguage } from '../../lib/languages.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { accessTold, DryRunQuery, isDryRun } from '../dry-run.ts';
import { problems } from '../problem-replies.ts';
import { Empty, FileName, Id, Language, Sha256, Time } from '../schemas.ts';
import { costs } from '../scopes/route-access.ts';
import { oneOfShapes, shape } from '../shapes.ts';
import { LanguageParams, Replacement, Version, VersionParams, versionReply } from './documents.ts';

export const FileSize = Type.Integer({
  minimum: 1,
  description: 'Size in bytes, at most `maxPdfBytes` of `GET /api/v1/settings`.',
});
const PdfName = { ...FileName, description: 'Must end with `.pdf`, in upper or lower case.' };

const NewUpload = shape('NewUpload', {
  language: Language,
  fileName: PdfName,
  size: FileSize,
  sha256: Sha256,
});

const Upload = shape('Upload', {
  versionId: Id,
  uploadUrl: Type.String({ description: 'Signed URL: PUT exactly the announced bytes to it, once.' }),
  uploadUrlExpiresAt: Time,
  uploadHeaders: Type.Record(Type.String(), Type.String(), {
    description: 'Headers to send unchanged with the PUT; some storages require them.',
  }),
});

const PutDocument = shape('DocumentToPut', { fileName: PdfName, size: FileSize, sha256: Sha256 });
export const PutOutcome = oneOfShapes(
  'PutDocument',
  'outcome',
  [
    shape(
      'UnchangedDocument',
      { outcome: Type.Literal('unchanged'), version: Version },
      { description: 'The task already has this file.' },
    ),
    shape(
      'DocumentUpload',
      { outcome: Type.Literal('upload'), upload: Upload },
      { description: 'Upload the bytes, then complete the upload.' },
    ),
    shape(
      'DifferentDocument',
      { outcome: Type.Literal('different'), ...accessTold },
      {
        description:
          'Only in a dry run: the task has a different file, or none. `gainsAccess` of a PDF: who can read the task, except its staff.',
      },
    ),
  ],
  'Whether the bytes must be uploaded.',
);

export const toUploadReply = ({
  version,
  signed,
}: Awaited<ReturnType<Uploads['announce']>>): Static<typeof Upload> => ({
  versionId: version.id,
  uploadUrl: signed.url,
  uploadUrlExpiresAt: isoTime(signed.expiresAtMs),
  uploadHeaders: { ...signed.headers },
});

/** Uploads go straight to the storage: announce, PUT to the signed URL, complete. */
export function uploadRoutes(parts: ApiParts): ApiRoutes {
  const { runChange, uploads, versions } = parts;

  const announce = async (announced: Parameters<typeof uploads.announce>[0]) =>
    toUploadReply(await uploads.announce(announced));

  return tagged('documents', (server) => {
    server.post(
      '/tasks/:taskId/documents',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', limit: { what: 'uploads' }, cost: 'light' },
        schema: {
          operationId: 'createUpload',
          summary: 'Start the upload of a PDF; returns a signed URL',
          description:
            'PUT the file to `uploadUrl`, then complete or cancel the upload. Uploads that are not completed within an hour are ' +
            'removed. The number and total size of unfinished uploads per account are limited. Always creates a new version, ' +
            'even of identical bytes, for example to restore a file that the storage lost. To skip identical files, `PUT` the document instead.',
          body: NewUpload,
          response: { 201: Upload, ...problems(409, 413, 507) },
        },
      },
      async ({ principal, task, body }, reply) => {
        const upload = await announce({ taskId: task.id, uploadedBy: principal.id, ...body });
        return reply.code(201).send(upload);
      },
    );
    server.put(
      '/tasks/:taskId/documents/:language',
      {
        config: {
          ...{ access: { task: 'editor' }, apiKey: 'upload', limit: { what: 'uploads' } },
          cost: (request) => (isDryRun(request) ? costs.report : costs.light),
        },
        schema: {
          operationId: 'putDocument',
          summary: 'Set the PDF of a language, if it differs from the current one',
          description:
            'Compares the SHA-256 with that of the current version. If they are equal, returns the current version. Otherwise ' +
            'starts an upload: PUT the file to `uploadUrl`, then complete it.',
          params: LanguageParams,
          querystring: DryRunQuery,
          body: PutDocument,
          response: { 200: PutOutcome, 201: PutOutcome, ...problems(409, 413, 507) },
        },
      },
      async ({ principal, task, params, query: { dryRun }, body }, reply) => {
        const language = parseLanguage(params.language);
        const current = await versions.currentIn(statementIn(task.id, language));
        if (current?.sha256 === body.sha256) {
          const version = await versionReply(parts, current);
          return reply.code(200).send({ outcome: 'unchanged', version });
        }
        if (dryRun) {
          const { result: _none, ...told } = await runChange(async () => {}, {
            ...{ asker: principal, dryRun, pdf: { taskId: task.id, isNew: true } },
          });
          return reply.code(200).send({ outcome: 'different', ...told });
        }
        const upload = await announce({ taskId: task.id, uploadedBy: principal.id, language, ...body });
        return reply.code(201).send({ outcome: 'upload', upload });
      },
    );
    server.post(
      '/tasks/:taskId/documents/:versionId/complete',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', cost: 'light' },
        schema: {
          operationId: 'completeUpload',
          summary: 'Check an uploaded file and make it the current version',
          description:
            'For PDFs and attachments. Checks size and SHA-256, and that readers can open a PDF. One that needs a password (`pdf-password`), cannot be ' +
            'opened (`pdf-unreadable`) or has no pages (`pdf-empty`) is refused and removed; the previous version stays current. ' +
            'If the check takes too long, the upload is accepted, and the examination reports problems later. Repeating it is ' +
            'harmless. People who have the task open see `reason` within seconds.',
          params: VersionParams,
          body: Replacement,
          response: { 200: Version, ...problems(409, 410, 422, 503) },
        },
      },
      async ({ task, params: { versionId }, body }) =>
        versionReply(parts, await uploads.complete(task.id, versionId, writeReason(body?.reason))),
    );
    server.post(
      '/tasks/:taskId/documents/:versionId/cancel',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', cost: 'light' },
        schema: {
          operationId: 'cancelUpload',
          summary: 'Cancel an unfinished upload and delete its bytes',
          description: 'For editors of the task. Returns 409 if the upload is already complete.',
          params: VersionParams,
          response: { 204: Empty, ...problems(409, 503) },
        },
      },
      async ({ task, params: { versionId } }, reply) => {
        await uploads.cancel(task.id, versionId);
        return reply.code(204).send(null);
      },
    );
  });
}
