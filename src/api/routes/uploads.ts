import { type Static, Type } from 'typebox';
import { writeReason } from '../../domain/tasks/change-reason.ts';
import { isoTime } from '../../lib/clock.ts';
import { parseLanguage } from '../../lib/languages.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { DryRunQuery } from '../dry-run.ts';
import { problems } from '../problem-replies.ts';
import { Empty, FileName, Id, Language, Sha256, Time } from '../schemas.ts';
import { oneOfShapes, shape } from '../shapes.ts';
import { LanguageParams, Replacement, Version, VersionParams, versionReply } from './documents.ts';

const PdfSize = Type.Integer({
  minimum: 1,
  description: 'Size in bytes, at most the `maxPdfBytes` of `GET /api/v1/settings`.',
});
const PdfName = { ...FileName, description: 'Ends with `.pdf`, in any case.' };

const NewUpload = shape('NewUpload', {
  language: Language,
  fileName: PdfName,
  size: PdfSize,
  sha256: Sha256,
});

const Upload = shape('Upload', {
  versionId: Id,
  uploadUrl: Type.String({ description: 'Signed URL: PUT exactly these bytes to it, once.' }),
  uploadUrlExpiresAt: Time,
  uploadHeaders: Type.Record(Type.String(), Type.String(), {
    description: 'Headers to send with the PUT, exactly so: some storages bind the upload by them.',
  }),
});

const PutDocument = shape('DocumentToPut', { fileName: PdfName, size: PdfSize, sha256: Sha256 });
const PutOutcome = oneOfShapes(
  'PutDocument',
  'outcome',
  [
    shape(
      'UnchangedDocument',
      { outcome: Type.Literal('unchanged'), version: Version },
      { description: 'The task has this PDF.' },
    ),
    shape(
      'DocumentUpload',
      { outcome: Type.Literal('upload'), upload: Upload },
      { description: 'Upload the bytes, and complete the upload.' },
    ),
    shape(
      'DifferentDocument',
      { outcome: Type.Literal('different') },
      { description: 'The task has another PDF, or none. Only a dry run leaves it at that.' },
    ),
  ],
  'Whether the bytes still have to be uploaded.',
);

/** Uploads go straight to the storage: announce, PUT to the signed URL, complete. */
export function uploadRoutes(parts: ApiParts): ApiRoutes {
  const { uploads, versions } = parts;

  async function announce(announced: Parameters<typeof uploads.announce>[0]): Promise<Static<typeof Upload>> {
    const { version, signed } = await uploads.announce(announced);
    return {
      versionId: version.id,
      uploadUrl: signed.url,
      uploadUrlExpiresAt: isoTime(signed.expiresAtMs),
      uploadHeaders: { ...signed.headers },
    };
  }

  return (server) => {
    server.post(
      '/tasks/:taskId/documents',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', limit: { what: 'uploads' } },
        schema: {
          operationId: 'createUpload',
          tags: ['documents'],
          summary: 'Announce an upload and get its signed URL',
          description:
            'Then PUT the file to `uploadUrl` and complete or cancel it. What is not completed within an hour is ' +
            'removed. How many uploads, and of how many bytes together, an account may have under way is limited. Nothing is ' +
            'compared: also the bytes of the current version are uploaded, and become another one, which brings back a file ' +
            'that the storage has lost. `PUT` of the document compares.',
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
        config: { access: { task: 'editor' }, apiKey: 'upload', limit: { what: 'uploads' } },
        schema: {
          operationId: 'putDocument',
          tags: ['documents'],
          summary: 'Set the PDF of a language; returns an upload URL if it differs from the current PDF',
          description:
            'The current version is compared by its SHA-256. If it has the same bytes it is returned, and no other version ' +
            'is made. Otherwise continue as after an announcement: PUT, then complete.',
          params: LanguageParams,
          querystring: DryRunQuery,
          body: PutDocument,
          response: { 200: PutOutcome, 201: PutOutcome, ...problems(409, 413, 507) },
        },
      },
      async ({ principal, task, params, query: { dryRun }, body }, reply) => {
        const language = parseLanguage(params.language);
        const current = (await versions.current([task.id])).find((each) => each.language === language);
        if (current?.sha256 === body.sha256) {
          const version = await versionReply(parts, current);
          return reply.code(200).send({ outcome: 'unchanged', version });
        }
        if (dryRun) return reply.code(200).send({ outcome: 'different' });
        const upload = await announce({ taskId: task.id, uploadedBy: principal.id, language, ...body });
        return reply.code(201).send({ outcome: 'upload', upload });
      },
    );
    server.post(
      '/tasks/:taskId/documents/:versionId/complete',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload' },
        schema: {
          operationId: 'completeUpload',
          tags: ['documents'],
          summary: 'Check what was uploaded and make it the current version',
          description:
            'The stored file is read once: size, SHA-256, and that it is a PDF which readers can open. One that asks for a ' +
            'password (`pdf-password`), of which no page can be opened (`pdf-unreadable`) or that has none (`pdf-empty`) ' +
            'is refused and removed, and the version before stays current. Where that cannot be told within seconds, the ' +
            'upload is accepted, and the examination says so later. Repeating it is harmless. Who has the task open is told ' +
            'the `reason` for the new version within seconds.',
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
        config: { access: { task: 'editor' }, apiKey: 'upload' },
        schema: {
          operationId: 'cancelUpload',
          tags: ['documents'],
          summary: 'Cancel an unfinished upload and delete what was uploaded',
          description: 'For its editors. Answers 409 once the upload is completed.',
          params: VersionParams,
          response: { 204: Empty, ...problems(409, 503) },
        },
      },
      async ({ task, params: { versionId } }, reply) => {
        await uploads.cancel(task.id, versionId);
        return reply.code(204).send(null);
      },
    );
  };
}
