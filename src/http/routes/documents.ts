import { type Static, Type } from 'typebox';
import { isoTime } from '../../clock.ts';
import type { DocumentVersion } from '../../tasks/document-versions.ts';
import { parseLanguage } from '../../tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { toIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import {
  Bytes,
  Empty,
  FileName,
  Id,
  Language,
  object,
  orNull,
  problems,
  Sha256,
  shape,
  Time,
} from '../schemas.ts';

const Version = shape('DocumentVersion', {
  versionId: Id,
  language: Language,
  fileName: FileName,
  size: Bytes,
  sha256: Sha256,
  uploadedBy: Id,
  uploadedByName: orNull(Type.String({ description: 'Null when the account is gone.' })),
  createdAt: Time,
  completedAt: orNull(Time),
  replacedAt: orNull(Time),
});

const NewUpload = shape('NewUpload', {
  language: Language,
  fileName: FileName,
  size: Bytes,
  sha256: Sha256,
});

const Upload = shape('Upload', {
  versionId: Id,
  uploadUrl: Type.String({ description: 'Signed URL: PUT these very bytes to it, once.' }),
  uploadUrlExpiresAt: Time,
  uploadHeaders: Type.Record(Type.String(), Type.String(), {
    description: 'Headers to send with the PUT, exactly so: some storages bind the upload by them.',
  }),
});

const VersionParams = object({ versionId: Id });
const LanguageParams = object({ language: Language });

/** Uploads go straight to the storage: announce, PUT to the signed URL, complete. */
export function documentRoutes({ accounts, uploads, versions }: ApiParts): ApiRoutes {
  const uploadersOf = (found: ReadonlyArray<DocumentVersion>) =>
    accounts.namesOf(found.map(({ uploadedBy }) => uploadedBy));

  return (server) => {
    server.post(
      '/tasks/:taskId/documents',
      {
        config: { access: { task: 'editor' } },
        schema: {
          operationId: 'createUpload',
          tags: ['documents'],
          summary: 'Announce an upload and get its signed URL',
          description:
            'Then PUT the file to `uploadUrl` and complete it. What is not completed within an hour is removed.',
          body: NewUpload,
          response: { 201: Upload },
        },
      },
      async ({ principal, task, body }, reply) => {
        const { version, signed } = await uploads.announce({
          taskId: task.id,
          uploadedBy: principal.id,
          ...body,
        });
        reply.header('cache-control', 'no-store');
        return reply.code(201).send({
          versionId: version.id,
          uploadUrl: signed.url,
          uploadUrlExpiresAt: isoTime(signed.expiresAtMs),
          uploadHeaders: signed.headers,
        });
      },
    );
    server.post(
      '/tasks/:taskId/documents/:versionId/complete',
      {
        config: { access: { task: 'editor' } },
        schema: {
          operationId: 'completeUpload',
          tags: ['documents'],
          summary: 'Check what was uploaded and make it the current version',
          description:
            'The stored file is read once: size, SHA-256, and that it is a PDF. Repeating it is harmless.',
          params: VersionParams,
          response: { 200: Version, ...problems(409, 410, 422, 503) },
        },
      },
      async ({ task, params: { versionId } }) => {
        const version = await uploads.complete(task.id, versionId);
        return toVersionReply(version, await uploadersOf([version]));
      },
    );
    server.get(
      '/tasks/:taskId/documents/:language/versions',
      {
        config: { access: { readableTask: 'staff' } },
        schema: {
          operationId: 'listDocumentVersions',
          tags: ['documents'],
          summary: 'All versions in a language, newest first',
          params: LanguageParams,
          querystring: PageQuery,
          response: { 200: pageOf(Version) },
        },
      },
      async ({ readableTask: { grant }, params: { language }, query }) => {
        const page = await readPage(
          query,
          (window) => versions.list(grant.taskId, parseLanguage(language), window),
          (version) => version.id,
        );
        const names = await uploadersOf(page.items);
        return mapPage(page, (version) => toVersionReply(version, names));
      },
    );
    server.delete(
      '/tasks/:taskId/documents/:language',
      {
        config: { access: { task: 'editor' } },
        schema: {
          operationId: 'deleteDocument',
          tags: ['documents'],
          summary: 'Take the document of a language away; its versions stay listed',
          params: LanguageParams,
          response: { 204: Empty },
        },
      },
      async ({ task, params: { language } }, reply) => {
        await versions.withdraw(task.id, parseLanguage(language));
        return reply.code(204).send(null);
      },
    );
  };
}

function toVersionReply(
  version: DocumentVersion,
  names: ReadonlyMap<string, string>,
): Static<typeof Version> {
  const { id, taskId, objectKey, ...others } = toIsoTimes(version);
  return { versionId: id, uploadedByName: names.get(others.uploadedBy) ?? null, ...others };
}
