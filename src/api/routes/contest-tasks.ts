import { Type } from 'typebox';
import { isStaffOf } from '../../core/decide/access.ts';
import type { Reader } from '../../core/decide/read-permit.ts';
import { type Page, pageOfList } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { type ContestTask, type ContestWithRole, contestTaskFields } from '../../domain/contests/contest.ts';
import {
  contestTaskPut,
  contestTaskRemoval,
  contestTasksAddition,
  maxContestTasks,
  notInContest,
} from '../../domain/contests/contest-tasks.ts';
import { chooseTitle } from '../../domain/tasks/choose-language.ts';
import { isoTimeOrNull } from '../../lib/clock.ts';
import { AddedTasks, addTasks, TasksToAdd } from '../add-tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost, putStatus } from '../dry-run.ts';
import { draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { fromIsoTimes, toIsoTimes } from '../iso-times.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { placeOf, removalRoute } from '../removal-route.ts';
import { Empty, etag, externalIdReply, Id, IfMatch, Language, listBodyBytes, Time } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const { label, position, ...others } = replySchemas(contestTaskFields);
export const Placed = { taskId: Id, ...externalIdReply, label, position };
const Details = shape('ContestTaskDetails', {
  documents: Type.Array(
    object({
      language: Language,
      pages: orNull(Type.Integer({ description: 'Null while they are not counted.' })),
      updatedAt: Time,
    }),
    { description: 'The current PDFs, sorted by language.' },
  ),
  readAt: orNull(
    Type.String({
      format: 'date-time',
      description: 'When you last got a link of it since your start, up to a second ago; null: not yet.',
    }),
  ),
  editorials: Type.Array(object({ attachmentId: Id, fileName: Type.String() }), {
    description: 'Those that you can open, sorted by name.',
  }),
});
export const ContestTaskShape = shape('ContestTask', {
  ...Placed,
  title: Type.String(),
  ...others,
  ...etag,
  details: Type.Optional(Details),
});
const PutContestTask = shape('PutContestTask', { ...Placed, ...others, ...etag, ...accessTold });
const draft = draftSchemas(contestTaskFields);

const TaskOrder = shape('TaskOrder', {
  tasks: Type.Array(object({ taskId: Id, label: draft.label }), {
    maxItems: maxContestTasks,
    description: 'All tasks of the contest, in their new order.',
  }),
});

/** The tasks of a contest. */
export function contestTaskRoutes(parts: ApiParts): ApiRoutes {
  const { access, contestTasks, runChange } = parts;
  const readDetails = createReadDetails(parts);

  return (server) => {
    server.get(
      '/contests/:contestId/tasks',
      {
        config: { access: { contest: 'participant' }, cost: 'page' },
        schema: {
          operationId: 'listContestTasks',
          summary: 'List the tasks of a contest in order',
          description:
            'Staff get all tasks. Participants get only those that have opened for them, with titles in the language that fits ' +
            '`Accept-Language` best.',
          querystring: object({
            ...pageQuery,
            details: Type.Optional(
              Type.Boolean({ description: '`true`: with the `details` that the page of a reader shows.' }),
            ),
          }),
          response: { 200: pageOf(ContestTaskShape) },
        },
      },
      async ({ principal, contest, query, headers }) => {
        const visible = await access.visibleContestTasks(principal, contest);
        const toReply = toReplyFor(principal, contest, headers['accept-language']);
        const read = async (page: Page) => pageOfList(visible, page, ({ taskId }) => taskId);
        const page = await readPage(query, read, 'taskId');
        if (!query.details) return mapPage(page, toReply);
        const detailsOf = await readDetails(principal, contest, page.items);
        return mapPage(page, (task) => ({ ...toReply(task), details: detailsOf(task.taskId) }));
      },
    );
    server.get(
      '/contests/:contestId/tasks/:taskId',
      {
        config: { access: { contest: 'participant' }, cost: 'light' },
        schema: {
          operationId: 'getContestTask',
          summary: 'Get a task of a contest',
          description: 'For staff, and for participants once it has opened for them; before, they get 404.',
          params: object({ taskId: Id }),
          response: { 200: ContestTaskShape },
        },
      },
      async ({ principal, contest, params: { taskId }, headers }) => {
        const visible = await access.visibleContestTasks(principal, contest);
        const found = visible.find((task) => task.taskId === taskId);
        if (!found) throw notInContest();
        return toReplyFor(principal, contest, headers['accept-language'])(found);
      },
    );
    server.post(
      '/contests/:contestId/tasks',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: 'creation' },
        schema: {
          operationId: 'addContestTasks',
          summary: 'Add tasks at the end of a contest',
          description:
            'For contest staff who are `manager` or `owner` of every task. Adds all or none. They open with the contest, and get ' +
            'the labels after the last one (`A` to `Z`, then `A2`). Tasks that the contest already has stay unchanged.',
          querystring: DryRunQuery,
          body: object({ taskIds: TasksToAdd }),
          response: { 200: AddedTasks, ...problems(409) },
        },
      },
      async (request) =>
        addTasks(parts, placeOf(request), request.body.taskIds, (ids) =>
          contestTasksAddition(request.contest.id, ids),
        ),
    );
    server.put(
      '/contests/:contestId/tasks/:taskId',
      {
        config: { access: { contest: 'staff', task: 'manager' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'setContestTask',
          summary: 'Add a task to a contest, or change its label, position and window',
          description: 'For contest staff who are `manager` or `owner` of the task.',
          querystring: DryRunQuery,
          headers: IfMatch,
          body: object({ ...draft, position: Type.Optional(draft.position) }),
          response: { 200: PutContestTask, 201: PutContestTask, ...problems(409, 412) },
        },
      },
      async ({ principal, contest, task, query, headers, body }, reply) => {
        const draft = { taskId: task.id, ...fromIsoTimes(body) };
        const edit = contestTaskPut(contest.id, draft, headers['if-match']);
        const options = { ...query, asker: principal, contestId: contest.id };
        const { result, ...told } = await runChange(edit, options);
        reply.code(putStatus(result.isNew, query));
        return { ...taggedReply(contestTaskFields, result.link), ...told };
      },
    );
    server.put(
      '/contests/:contestId/task-order',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'setContestTaskOrder',
          summary: 'Reorder and relabel the tasks of a contest',
          description:
            'For its staff. Give all tasks of the contest: if others were added or removed since you read them, it returns 409 `conflict`.',
          body: TaskOrder,
          response: { 204: Empty, ...problems(409) },
        },
      },
      async ({ contest, body: { tasks } }, reply) => {
        await contestTasks.arrange(
          contest.id,
          tasks.map((task) => contestTaskFields.parse(task)),
        );
        return reply.code(204).send(null);
      },
    );
    removalRoute(server, runChange, '/contests/:contestId/tasks/:taskId', {
      config: { access: { contest: 'staff' }, apiKey: 'sync' },
      operationId: 'removeContestTask',
      summary: 'Remove a task from a contest',
      description: 'For its staff. Participants without other access to the task lose it immediately.',
      params: object({ taskId: Id }),
      removal: ({ contest, params }) => ({ edit: contestTaskRemoval(contest.id, params.taskId) }),
    });
  };
}

/** Staff see the main title, others the title in their language. */
export function toReplyFor(
  reader: Reader & Partial<Pick<Principal, 'role'>>,
  contest: ContestWithRole,
  acceptLanguage: string | undefined,
) {
  const isStaff = isStaffOf(reader, contest);
  return (task: ContestTask) => ({
    ...taggedReply(contestTaskFields, task),
    title: isStaff ? task.title : chooseTitle(task, { acceptLanguage }),
  });
}

/** What the page of a reader shows of tasks. @returns for one of them, by its id */
export function createReadDetails({ readContestTaskDetails }: Pick<ApiParts, 'readContestTaskDetails'>) {
  return async (
    reader: Reader,
    contest: ContestWithRole,
    tasks: ReadonlyArray<ContestTask>,
    atMs?: number,
  ) => {
    const detailsOf = await readContestTaskDetails(
      reader,
      contest,
      tasks.map(({ taskId }) => taskId),
      atMs,
    );
    return (taskId: string) => {
      const { documents, readAt, editorials } = detailsOf(taskId);
      return {
        documents: documents.map((document) => toIsoTimes(document)),
        readAt: isoTimeOrNull(readAt),
        editorials: [...editorials],
      };
    };
  };
}
