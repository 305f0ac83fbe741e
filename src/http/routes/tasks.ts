import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { TaskFilter } from '../../access/grounds.ts';
import type { Principal } from '../../accounts/principal.ts';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../clock.ts';
import { LecternError } from '../../errors.ts';
import { chooseDocument } from '../../tasks/choose-document.ts';
import { foldText, parseLanguage, type Task, type TaskChanges } from '../../tasks/task.ts';
import { taskNotFound } from '../../tasks/tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import { pageOf, pageQuery, readPage } from '../page.ts';
import {
  DispositionName,
  Email,
  Empty,
  FileName,
  GroundName,
  GroundStateName,
  Id,
  Language,
  object,
  orNull,
  problems,
  ReadAccess,
  ReadDecision,
  Sha256,
  SignedDownload,
  TaskParams,
  Time,
  Title,
  VisibilityName,
} from '../schemas.ts';
import { showAccess, showDecision, timeOrNull } from '../show.ts';

const Document = object({
  language: Language,
  fileName: FileName,
  size: Type.Integer({ description: 'Bytes.' }),
  sha256: Sha256,
  updatedAt: Time,
});

const TaskDetail = object(
  {
    taskId: Id,
    title: Type.String(),
    ...SignedDownload,
    language: orNull(Type.String({ description: 'Language of the PDF behind the URL.' })),
    documents: Type.Array(Document),
    access: ReadAccess,
    createdAt: Time,
    updatedAt: Time,
  },
  'A task as its readers see it.',
);

const TaskListQuery = object({
  ...pageQuery,
  groupId: Type.Optional(Id),
  contestId: Type.Optional(Id),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'A part of the title; case and accents do not matter.',
    }),
  ),
  language: Type.Optional(Language),
});

const TaskListItem = object({
  taskId: Id,
  title: Type.String(),
  languages: Type.Array(Type.String()),
  access: ReadAccess,
  createdAt: Time,
  updatedAt: Time,
});

const Explanation = object({
  taskId: Id,
  userId: Id,
  email: Email,
  at: Time,
  decision: ReadDecision,
  words: Type.String(),
  grounds: Type.Array(
    object({
      kind: GroundName,
      through: orNull(Type.String({ description: 'Id of the group or contest.' })),
      opensAt: Time,
      closesAt: orNull(Time),
      state: GroundStateName,
      words: Type.String(),
    }),
  ),
});

const settings = {
  title: Title,
  primaryLanguage: Language,
  visibility: VisibilityName,
  visibleFrom: orNull(Time),
  embargoUntil: orNull(Time),
};
const TaskSettings = object(
  { taskId: Id, ...settings, createdAt: Time, updatedAt: Time },
  'A task as those who work on it see it.',
);
const NewTask = object({
  title: Title,
  primaryLanguage: Type.Optional(Language),
  visibility: Type.Optional(VisibilityName),
  visibleFrom: Type.Optional(orNull(Time)),
  embargoUntil: Type.Optional(orNull(Time)),
});
const TaskPatch = Type.Partial(object(settings), { additionalProperties: false, minProperties: 1 });

export function taskRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { access, accounts, clock, tasks, taskDetail, versions, issue } = parts;

  /** Whoever is not in the group or the contest cannot ask what is in it. */
  async function readFilter(principal: Principal, query: Static<typeof TaskListQuery>): Promise<TaskFilter> {
    const { groupId, contestId, text, language } = query;
    if (groupId !== undefined) await access.authorizeGroup(principal, groupId, 'member');
    const contest =
      contestId === undefined
        ? undefined
        : await access.authorizeContest(principal, contestId, 'participant');
    return {
      groupId,
      taskIds: contest && (await access.visibleContestTasks(principal, contest)).map((task) => task.taskId),
      foldedText: text === undefined ? undefined : foldText(text),
      language: language === undefined ? undefined : parseLanguage(language),
    };
  }

  return async (server) => {
    server.get(
      '/tasks',
      {
        schema: {
          tags: ['tasks'],
          summary: 'The tasks that you can open now, newest first',
          querystring: TaskListQuery,
          response: { 200: pageOf(TaskListItem), ...problems(400, 401, 404) },
        },
      },
      async ({ principal, query }) => {
        const filter = await readFilter(principal, query);
        const { items: grants, nextCursor } = await readPage(
          query,
          (page) => access.readableTasks(principal, { ...filter, ...page }),
          (grant) => grant.taskId,
        );
        const ids = grants.map((grant) => grant.taskId);
        const found = new Map((await tasks.findMany(ids)).map((task) => [task.id, task]));
        const documents = Map.groupBy(await versions.current(ids), (version) => version.taskId);
        const items = grants.flatMap((grant) => {
          const task = found.get(grant.taskId);
          if (!task) return [];
          return [
            {
              taskId: task.id,
              title: task.title,
              languages: (documents.get(task.id) ?? []).map((document) => document.language),
              access: showAccess(grant),
              createdAt: isoTime(task.createdAt),
              updatedAt: isoTime(task.updatedAt),
            },
          ];
        });
        return { items, nextCursor };
      },
    );

    server.get(
      '/tasks/:taskId',
      {
        schema: {
          tags: ['tasks'],
          summary: 'A task, with a signed URL of its PDF',
          description:
            'The URL is stable: the same reader gets the same one, byte for byte, within a fifth of its life. ' +
            'It works for GET, for this file, until `descriptionPdfUrlExpiresAt`, and never longer than the access.',
          params: TaskParams,
          querystring: object({
            language: Type.Optional(Language),
            disposition: Type.Optional(DispositionName),
          }),
          response: { 200: TaskDetail, ...problems(400, 401, 403, 404, 503) },
        },
      },
      async ({ principal, params: { taskId }, query, headers }, reply) => {
        const grant = await access.authorizeRead(principal, taskId);
        const detail = await taskDetail(taskId);
        if (!detail) throw taskNotFound();
        const document = chooseDocument(detail.documents, {
          language: query.language,
          acceptLanguage: headers['accept-language'],
          primaryLanguage: detail.primaryLanguage,
        });
        const signed =
          document &&
          (await issue({
            grant,
            version: document,
            disposition: query.disposition ?? 'inline',
            lifetime: 'stable',
          }));
        reply.header('cache-control', 'no-store');
        return {
          taskId,
          title: detail.title,
          descriptionPdfUrl: signed?.url ?? null,
          descriptionPdfUrlExpiresAt: signed ? isoTime(signed.expiresAtMs) : null,
          language: document?.language ?? null,
          documents: detail.documents.map(({ language, fileName, size, sha256, completedAt }) => ({
            language,
            fileName,
            size,
            sha256,
            updatedAt: isoTime(completedAt),
          })),
          access: showAccess(grant),
          createdAt: isoTime(detail.createdAt),
          updatedAt: isoTime(detail.updatedAt),
        };
      },
    );

    server.post(
      '/tasks',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Create a task; you become its owner',
          body: NewTask,
          response: { 201: TaskSettings, ...problems(400, 401, 403) },
        },
      },
      async ({ principal, body }, reply) => {
        if (principal.role === 'student') {
          throw new LecternError('forbidden', 'Teachers and admins create tasks.');
        }
        const task = await tasks.create(
          {
            title: body.title,
            primaryLanguage: body.primaryLanguage ?? 'en',
            visibility: body.visibility ?? 'restricted',
            visibleFrom: timeOrNull(body.visibleFrom),
            embargoUntil: timeOrNull(body.embargoUntil),
          },
          principal.id,
        );
        return reply.code(201).send(showSettings(task));
      },
    );

    server.get(
      '/tasks/:taskId/settings',
      {
        schema: {
          tags: ['tasks'],
          summary: 'The settings of a task',
          params: TaskParams,
          response: { 200: TaskSettings, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { taskId } }) => {
        await access.authorizeChange(principal, taskId, 'reader');
        return showSettings(await tasks.find(taskId));
      },
    );

    server.get(
      '/tasks/:taskId/access',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Whether somebody may read a task at a time, and why, for those who manage it',
          params: TaskParams,
          querystring: object({ userId: Id, at: Type.Optional(Time) }),
          response: { 200: Explanation, ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { taskId }, query: { userId, at } }) => {
        await access.authorizeChange(principal, taskId, 'manager');
        const account = await accounts.find(userId);
        const atMs = at === undefined ? clock.nowMs() : parseIsoTime(at);
        const { decision, words, grounds } = await access.explain(userId, taskId, atMs);
        return {
          taskId,
          userId,
          email: account.email,
          at: isoTime(atMs),
          decision: showDecision(decision),
          words,
          grounds: grounds.map((ground) => ({
            kind: ground.kind,
            through: ground.through,
            opensAt: isoTime(ground.opensAt),
            closesAt: isoTimeOrNull(ground.closesAt),
            state: ground.state,
            words: ground.words,
          })),
        };
      },
    );

    server.patch(
      '/tasks/:taskId',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Change a task',
          description:
            'Needs the role `editor` for the title and the language, `manager` for who may read. ' +
            '`null` clears a date.',
          params: TaskParams,
          body: TaskPatch,
          response: { 200: TaskSettings, ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { taskId }, body }) => {
        const { title, primaryLanguage, ...sharing } = body;
        await access.authorizeChange(
          principal,
          taskId,
          Object.keys(sharing).length > 0 ? 'manager' : 'editor',
        );
        const changes: TaskChanges = {
          ...(title === undefined ? {} : { title }),
          ...(primaryLanguage === undefined ? {} : { primaryLanguage }),
          ...(sharing.visibility === undefined ? {} : { visibility: sharing.visibility }),
          ...(sharing.visibleFrom === undefined ? {} : { visibleFrom: timeOrNull(sharing.visibleFrom) }),
          ...(sharing.embargoUntil === undefined ? {} : { embargoUntil: timeOrNull(sharing.embargoUntil) }),
        };
        return showSettings(await tasks.change(taskId, changes));
      },
    );

    server.delete(
      '/tasks/:taskId',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Delete a task; nobody can open it from the next request on',
          params: TaskParams,
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { taskId } }, reply) => {
        await access.authorizeChange(principal, taskId, 'owner');
        await tasks.remove(taskId);
        return reply.code(204).send(null);
      },
    );
  };
}

function showSettings(task: Task): Static<typeof TaskSettings> {
  return {
    taskId: task.id,
    title: task.title,
    primaryLanguage: task.primaryLanguage,
    visibility: task.visibility,
    visibleFrom: isoTimeOrNull(task.visibleFrom),
    embargoUntil: isoTimeOrNull(task.embargoUntil),
    createdAt: isoTime(task.createdAt),
    updatedAt: isoTime(task.updatedAt),
  };
}
