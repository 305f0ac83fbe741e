import { type Static, Type } from 'typebox';
import { writeReason } from '../../domain/tasks/change-reason.ts';
import {
  type DocumentVersion,
  fileRemoval,
  statementIn,
  versionRestore,
} from '../../domain/tasks/document-versions.ts';
import { parseLanguage, readTexts } from '../../lib/languages.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost } from '../dry-run.ts';
import { toIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { removalRoute } from '../removal-route.ts';
import { Bytes, ChangeReason, externalIdsOf, FileName, Id, Language, Sha256, Time } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

export const Version = shape('DocumentVersion', {
  versionId: Id,
  attachmentId: orNull(
    Type.String({ description: 'The attachment, whose language is `und`. Null for a PDF.' }),
  ),
  language: Language,
  fileName: FileName,
  size: Bytes,
  sha256: Sha256,
  uploadedBy: Id,
  ...externalIdsOf('uploadedBy'),
  uploadedByName: orNull(Type.String({ description: 'Null if the account was deleted.' })),
  createdAt: Time,
  completedAt: orNull(Time),
  replacedAt: orNull(Time),
  reason: orNull(ChangeReason),
  pages: orNull(
    Type.Integer({ description: 'Null if they cannot be counted, or have not been counted yet.' }),
  ),
});

const DocumentLanguage = shape('DocumentLanguage', {
  language: Language,
  isCurrent: Type.Boolean({ description: 'False if the PDF was removed; its versions can be restored.' }),
});

export const Replacement = orNull(shape('Replacement', { reason: Type.Optional(ChangeReason) }));

export const VersionParams = object({ versionId: Id });
export const LanguageParams = object({ language: Language });

/** Converts these versions to replies, with the uploader's name and the number of pages if known. */
export async function versionReplies(
  { accounts, examinations }: Pick<ApiParts, 'accounts' | 'examinations'>,
  versions: ReadonlyArray<DocumentVersion>,
): Promise<(version: DocumentVersion) => Static<typeof Version>> {
  const names = await accounts.namesOf(versions.map(({ uploadedBy }) => uploadedBy));
  const known = await examinations.known(versions);
  return (version) => {
    const { id, taskId, objectKey, ...others } = toIsoTimes(version);
    const uploadedByName = names.get(others.uploadedBy) ?? null;
    const reason = readTexts(others.reason);
    return { versionId: id, uploadedByName, ...others, reason, pages: known.get(id)?.pages ?? null };
  };
}

/** The same for one of them. */
export async function versionReply(
  parts: Pick<ApiParts, 'accounts' | 'examinations'>,
  version: DocumentVersion,
): Promise<Static<typeof Version>> {
  return (await versionReplies(parts, [version]))(version);
}

/** The PDFs of a task in its languages, and their versions. */
export function documentRoutes(parts: ApiParts): ApiRoutes {
  const { runChange, versions } = parts;
  return tagged('documents', (server) => {
    server.post(
      '/tasks/:taskId/documents/:versionId/restore',
      {
        config: { access: { task: 'editor' }, apiKey: 'upload', cost: dryRunCost },
        schema: {
          operationId: 'restoreDocumentVersion',
          summary: 'Restore an older version',
          description:
            'Makes the version current, in place of the current one of its language if there is one; this also brings back a ' +
            'removed PDF. Repeating it is harmless. `reason` replaces the reason of the version. ' +
            'A dry run of a PDF tells who can read the task, except its staff.',
          params: VersionParams,
          querystring: DryRunQuery,
          body: Replacement,
          response: { 200: object({ ...Version.properties, ...accessTold }), ...problems(409) },
        },
      },
      async ({ principal: asker, task, params: { versionId }, query, body }) => {
        const { attachmentId, replacedAt } = await versions.find(task.id, versionId);
        const isPdf = attachmentId === null && replacedAt !== null;
        const pdf = isPdf ? { taskId: task.id, isNew: true } : undefined;
        const edit = versionRestore(task.id, versionId, writeReason(body?.reason));
        const { result, ...told } = await runChange(edit, { ...query, asker, pdf });
        return { ...(await versionReply(parts, result)), ...told };
      },
    );
    server.get(
      '/tasks/:taskId/languages',
      {
        config: { access: { readableTask: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listDocumentLanguages',
          summary: 'List the languages in which a task has or had a PDF',
          description: 'For its staff.',
          querystring: PageQuery,
          response: { 200: pageOf(DocumentLanguage) },
        },
      },
      async ({ readableTask: { permit }, query }) =>
        readPage(query, (window) => versions.languages(permit.taskId, window), 'language'),
    );
    server.get(
      '/tasks/:taskId/documents/:language/versions',
      {
        config: { access: { readableTask: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listDocumentVersions',
          summary: 'List the versions of a PDF, newest first',
          description: 'For its staff. Omits uploads that were not completed.',
          params: LanguageParams,
          querystring: PageQuery,
          response: { 200: pageOf(Version) },
        },
      },
      async ({ readableTask: { permit }, params: { language }, query }) => {
        const series = statementIn(permit.taskId, parseLanguage(language));
        const page = await readPage(query, (window) => versions.list(series, window), 'id');
        return mapPage(page, await versionReplies(parts, page.items));
      },
    );
    removalRoute(server, runChange, '/tasks/:taskId/documents/:language', {
      config: { access: { task: 'editor' }, apiKey: 'upload' },
      operationId: 'deleteDocument',
      summary: 'Remove the PDF of a language',
      description:
        'For its editors. Readers get another language, or none. Its versions stay listed. URLs that were issued before work until they expire. ' +
        'A dry run tells who can read the task, except its staff.',
      params: LanguageParams,
      removal: ({ task, params }) => ({
        edit: fileRemoval(statementIn(task.id, parseLanguage(params.language))),
        pdf: { taskId: task.id, isNew: false },
      }),
    });
  });
}
