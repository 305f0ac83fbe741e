import { type Static, Type } from 'typebox';
import type { TaskFilter } from '../../core/decide/open-task-queries.ts';
import type { ReadPermit } from '../../core/decide/read-permit.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { chooseTitle } from '../../domain/tasks/choose-language.ts';
import type { CurrentDocument } from '../../domain/tasks/task-detail.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import { foldText } from '../../lib/fold-text.ts';
import { parseLanguage, readTexts } from '../../lib/languages.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { toIsoTimes } from '../iso-times.ts';
import { pageOf, pageQuery, readFoundPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import {
  ChangeReason,
  Container,
  DispositionName,
  externalIdQuery,
  externalIdReply,
  FileName,
  Id,
  Language,
  ReadAccess,
  SearchText,
  Sha256,
  SignedDownload,
  Time,
} from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';
import { documentFor, signedDescription } from '../signed-description.ts';
import { AttachmentShape, toAttachmentReply } from './attachments.ts';

const Document = shape('Document', {
  versionId: Id,
  language: Language,
  fileName: FileName,
  size: Type.Integer({ description: 'Bytes.' }),
  sha256: Sha256,
  updatedAt: Time,
  reason: orNull(ChangeReason),
});

const TaskDetail = shape(
  'Task',
  {
    taskId: Id,
    ...externalIdReply,
    title: Type.String(),
    ...SignedDownload,
    documents: Type.Array(Document),
    attachments: Type.Optional(Type.Array(AttachmentShape, { description: 'Absent if there are none.' })),
    access: ReadAccess,
    createdAt: Time,
    updatedAt: Time,
  },
  { description: 'A task for its readers.' },
);

const CurrentDocuments = shape('CurrentDocuments', {
  taskId: Id,
  ...externalIdReply,
  language: orNull(
    Type.String({ description: 'Language of the PDF that you would get; null if there is none.' }),
  ),
  documents: Type.Array(Document),
  access: ReadAccess,
});

const TaskListQuery = object({
  ...pageQuery,
  groupId: Type.Optional(Id),
  contestId: Type.Optional(Id),
  ...externalIdQuery,
  text: Type.Optional(SearchText('the title')),
  language: Type.Optional(Language),
});

const TaskListItem = shape(
  'TaskSummary',
  {
    taskId: Id,
    ...externalIdReply,
    title: Type.String(),
    languages: Type.Array(Type.String()),
    access: ReadAccess,
    through: orNull(Container),
    createdAt: Time,
    updatedAt: Time,
  },
  {
    description: 'A task in a list. `through` is the group or contest that gives access, if any.',
  },
);

/** Tasks for their readers. */
export function taskRoutes(parts: ApiParts): ApiRoutes {
  const { access, findContainers, findExternal, readAttachments, taskDetails, issue } = parts;

  /** Only people in the group or contest may filter by it. */
  async function readFilter(principal: Principal, query: Static<typeof TaskListQuery>): Promise<TaskFilter> {
    const { groupId, contestId, externalId, text, language } = query;
    if (groupId !== undefined) await access.authorizeGroup(principal, groupId, 'member');
    const contest =
      contestId === undefined
        ? undefined
        : await access.authorizeContest(principal, contestId, 'participant');
    const inContest =
      contest && (await access.visibleContestTasks(principal, contest)).map((task) => task.taskId);
    const named =
      externalId === undefined ? undefined : [...(await findExternal('task', [externalId])).values()];
    return {
      groupId,
      taskIds: inContest && named ? named.filter((id) => inContest.includes(id)) : (named ?? inContest),
      foldedText: text === undefined ? undefined : foldText(text),
      language: language === undefined ? undefined : parseLanguage(language),
    };
  }

  return (server) => {
    server.get(
      '/tasks',
      {
        config: { access: 'signed-in', limitedKeys: true, cost: 'page' },
        schema: {
          operationId: 'listTasks',
          tags: ['tasks'],
          summary: 'List the tasks that you can open now, newest first',
          description:
            '`text` searches titles in all languages; `title` is in the language that fits `Accept-Language` best. For URLs, get ' +
            'each task, or up to 100 at once with `POST /api/v1/description-urls`.',
          querystring: TaskListQuery,
          response: { 200: pageOf(TaskListItem), ...problems(404) },
        },
      },
      async ({ principal, query, headers: { 'accept-language': acceptLanguage } }) => {
        const filter = await readFilter(principal, query);
        const { items: permits, nextCursor } = await readFoundPage(query, (page) =>
          access.readableTasks(principal, { ...filter, ...page }),
        );
        const [details, containers] = await Promise.all([
          taskDetails.ofMany(permits.map((permit) => permit.taskId)),
          findContainers(permits.flatMap(({ through }) => through ?? [])),
        ]);
        const items = permits.flatMap((permit) => {
          const task = details.get(permit.taskId);
          if (!task) return [];
          return [
            {
              taskId: permit.taskId,
              externalId: task.externalId,
              title: chooseTitle(task, { acceptLanguage }),
              languages: task.documents.map((document) => document.language),
              access: toAccessReply(permit),
              through: (permit.through !== null && containers.get(permit.through)) || null,
              ...toIsoTimes({ createdAt: task.createdAt, updatedAt: task.updatedAt }),
            },
          ];
        });
        return { items, nextCursor };
      },
    );

    server.get(
      '/tasks/:taskId',
      {
        config: { access: { readableTask: 'reader' }, cost: 'light' },
        schema: {
          operationId: 'getTask',
          summary: 'Get a task and a signed URL of its PDF',
          description:
            'The URL is stable: the same reader gets the identical URL for a fifth of its lifetime. It works for GET of this ' +
            'file until `descriptionPdfUrlExpiresAt`, never longer than the access.',
          querystring: object({
            language: Type.Optional(Language),
            disposition: Type.Optional(DispositionName),
          }),
          response: { 200: TaskDetail, ...problems(503) },
        },
      },
      async ({ readableTask, query, headers }) => {
        const { permit, detail } = readableTask;
        const { language, disposition } = query;
        const preference = { language, acceptLanguage: headers['accept-language'] };
        const document = documentFor(detail, preference);
        const attachments = detail.attachments.length > 0 && (await readAttachments(readableTask));
        return {
          taskId: permit.taskId,
          externalId: detail.externalId,
          title: chooseTitle(detail, preference),
          ...(await signedDescription(issue, { permit, document, disposition, lifetime: 'stable' })),
          documents: detail.documents.map(toDocumentReply),
          ...(attachments && { attachments: attachments.map(toAttachmentReply) }),
          access: toAccessReply(permit),
          ...toIsoTimes({ createdAt: detail.createdAt, updatedAt: detail.updatedAt }),
        };
      },
    );
    server.get(
      '/tasks/:taskId/documents',
      {
        config: { access: { readableTask: 'reader' }, cost: 'light' },
        schema: {
          operationId: 'listTaskDocuments',
          summary: 'List the current PDFs of a task',
          description:
            'For its readers, to check whether a PDF was replaced. Issues no URL, so it leaves no record.',
          querystring: object({ language: Type.Optional(Language) }),
          response: { 200: CurrentDocuments },
        },
      },
      async ({ readableTask: { permit, detail }, query: { language }, headers }) => {
        const document = documentFor(detail, { language, acceptLanguage: headers['accept-language'] });
        return {
          taskId: permit.taskId,
          externalId: detail.externalId,
          language: document?.language ?? null,
          documents: detail.documents.map(toDocumentReply),
          access: toAccessReply(permit),
        };
      },
    );
  };
}

function toDocumentReply(document: CurrentDocument): Static<typeof Document> {
  const { id: versionId, language, fileName, size, sha256, completedAt, reason } = document;
  const facts = { versionId, language, fileName, size, sha256 };
  return { ...facts, updatedAt: isoTime(completedAt), reason: readTexts(reason) };
}

function toAccessReply({ ground, validUntilMs }: ReadPermit): Static<typeof ReadAccess> {
  return { ground, validUntil: isoTimeOrNull(validUntilMs) };
}
