import { type Static, Type } from 'typebox';
import { readReason, writeReason } from '../../domain/tasks/change-reason.ts';
import type { DocumentVersion } from '../../domain/tasks/document-versions.ts';
import { parseLanguage } from '../../domain/tasks/task.ts';
import { isoTime } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { toIsoTimes } from '../iso-times.ts';
import { PageQuery, pageOf, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import {
  Bytes,
  ChangeReason,
  Empty,
  FileName,
  Id,
  Language,
  object,
  oneOf,
  orNull,
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
  reason: orNull(ChangeReason),
  pages: orNull(
    Type.Integer({ description: 'Null when they cannot be counted, or have not been counted yet.' }),
  ),
});

const DocumentLanguage = shape('DocumentLanguage', {
  language: Language,
  isCurrent: Type.Boolean({ description: 'False once its PDF was withdrawn; its versions can be restored.' }),
});

const PdfName = { ...FileName, description: 'Ends with `.pdf`, in any case.' };

const NewUpload = shape('NewUpload', {
  language: Language,
  fileName: PdfName,
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

const PutDocument = shape('DocumentToPut', { fileName: PdfName, size: Bytes, sha256: Sha256 });
const PutOutcome = shape('PutDocument', {
  outcome: oneOf(
    'PutDocumentOutcome',
    ['unchanged', 'upload'],
    'Whether the bytes still have to be uploaded.',
  ),
  versionId: orNull(Id),
  upload: Type.Optional(Upload),
  version: Type.Optional(Version),
});

const Replacement = orNull(shape('Replacement', { reason: Type.Optional(ChangeReason) }));

const VersionParams = object({ versionId: Id });
const LanguageParams = object({ language: Language });

/** Uploads go straight to the storage: announce, PUT to the signed URL, complete. */
export function documentRoutes({ accounts, examinations, uploads, versions }: ApiParts): ApiRoutes {
  /** Versions as they are shown, with the names of those who uploaded them and what is known of their pages. */
  async function describe(found: ReadonlyArray<DocumentVersion>): Promise<Array<Static<typeof Version>>> {
    const names = await accounts.namesOf(found.map(({ uploadedBy }) => uploadedBy));
    const known = await examinations.known(found);
    return found.map((version) => {
      const { id, taskId, objectKey, ...others } = toIsoTimes(version);
      const uploadedByName = names.get(others.uploadedBy) ?? null;
      const reason = readReason(others.reason);
      return { versionId: id, uploadedByName, ...others, reason, pages: known.get(id)?.pages ?? null };
    });
  }

  const describeOne = async (version: DocumentVersion) =>
    (await describe([version]))[0] as Static<typeof Version>;

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
            'The current version is compared by its SHA-256, and returned when it has these very bytes: no other version ' +
            'is made then. Else go on as after an announcement: PUT, complete.',
          params: LanguageParams,
          querystring: object({
            dryRun: Type.Optional(Type.Boolean({ description: 'Compares, and announces nothing.' })),
          }),
          body: PutDocument,
          response: { 200: PutOutcome, 201: PutOutcome, ...problems(409, 413, 507) },
        },
      },
      async ({ principal, task, params, query: { dryRun = false }, body }, reply) => {
        const language = parseLanguage(params.language);
        const current = (await versions.current([task.id])).find((each) => each.language === language);
        if (current?.sha256 === body.sha256) {
          const version = await describeOne(current);
          return reply.code(200).send({ outcome: 'unchanged', versionId: current.id, version });
        }
        if (dryRun) return reply.code(200).send({ outcome: 'upload', versionId: null });
        const upload = await announce({ taskId: task.id, uploadedBy: principal.id, language, ...body });
        return reply.code(201).send({ outcome: 'upload', versionId: upload.versionId, upload });
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
        describeOne(await uploads.complete(task.id, versionId, writeReason(body?.reason))),
    );
    server.post(
      '/tasks/:taskId/documents/:versionId/restore',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload' },
        schema: {
          operationId: 'restoreDocumentVersion',
          tags: ['documents'],
          summary: 'Restore an older version',
          description:
            'The current version of its language, if there is one, is replaced. So is what was withdrawn brought back. ' +
            'Repeating it is harmless. A `reason` takes the place of the one that the version had.',
          params: VersionParams,
          body: Replacement,
          response: { 200: Version, ...problems(409) },
        },
      },
      async ({ task, params: { versionId }, body }) =>
        describeOne(await versions.restore(task.id, versionId, writeReason(body?.reason))),
    );
    server.post(
      '/tasks/:taskId/documents/:versionId/cancel',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload' },
        schema: {
          operationId: 'cancelUpload',
          tags: ['documents'],
          summary: 'Cancel an unfinished upload and delete what was uploaded',
          params: VersionParams,
          response: { 204: Empty, ...problems(409, 503) },
        },
      },
      async ({ task, params: { versionId } }, reply) => {
        await uploads.cancel(task.id, versionId);
        return reply.code(204).send(null);
      },
    );
    server.get(
      '/tasks/:taskId/languages',
      {
        config: { access: { readableTask: 'staff' } },
        schema: {
          operationId: 'listDocumentLanguages',
          tags: ['documents'],
          summary: 'The languages in which a task has a PDF, or had one that was withdrawn',
          querystring: PageQuery,
          response: { 200: pageOf(DocumentLanguage) },
        },
      },
      async ({ readableTask: { grant }, query }) =>
        readPage(
          query,
          (window) => versions.languages(grant.taskId, window),
          ({ language }) => language,
        ),
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
        return { ...page, items: await describe(page.items) };
      },
    );
    server.delete(
      '/tasks/:taskId/documents/:language',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload' },
        schema: {
          operationId: 'deleteDocument',
          tags: ['documents'],
          summary: 'Withdraw the document of a language; its versions stay listed',
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
