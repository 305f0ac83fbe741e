import { Type } from 'typebox';
import { isStaffOf } from '../../core/decide/access.ts';
import type { Decision } from '../../core/decide/decide.ts';
import { serializeDecision } from '../../core/decide/explain.ts';
import type { Reader } from '../../core/decide/read-permit.ts';
import { type Page, pageOfList } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import {
  type ContestTask,
  type ContestWithRole,
  contestTaskFields,
  phaseOf,
} from '../../domain/contests/contest.ts';
import {
  contestTaskPut,
  contestTaskRemoval,
  contestTasksAddition,
  maxContestTasks,
  notInContest,
} from '../../domain/contests/contest-tasks.ts';
import { chooseTitle } from '../../domain/tasks/choose-language.ts';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { AddedTasks, addTasks, TasksToAdd } from '../add-tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost, putStatus } from '../dry-run.ts';
import { draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { findAccount, lookUpLimit, readerAt, readerQuery, whoDescription } from '../find-accounts.ts';
import { fromIsoTimes, toIsoTimes } from '../iso-times.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { placeOf, removalRoute } from '../removal-route.ts';
import {
  Empty,
  etag,
  externalIdReply,
  externalIdsOf,
  Id,
  IfMatch,
  Language,
  listBodyBytes,
  PhaseName,
  ReadDecision,
  Time,
} from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const { label, position, ...others } = replySchemas(contestTaskFields);
const Placed = { taskId: Id, ...externalIdReply, label, position };
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
  hasEditorial: Type.Boolean({ description: 'Whether you can read an editorial.' }),
});
const ContestTaskShape = shape('ContestTask', {
  ...Placed,
  title: Type.String(),
  ...others,
  ...etag,
  details: Type.Optional(Details),
});
const PutContestTask = shape('PutContestTask', { ...Placed, ...others, ...etag, ...accessTold });
const draft = draftSchemas(contestTaskFields);

const Preview = shape('ContestPreview', {
  contestId: Id,
  userId: Id,
  ...externalIdsOf('contest', 'user'),
  at: Time,
  phase: PhaseName,
  tasks: Type.Array(object({ ...Placed, title: Type.String(), decision: ReadDecision })),
  page: Type.Array(ContestTaskShape, {
    maxItems: maxContestTasks,
    description:
      'What their page of the contest lists then, as `listContestTasks` with `details`; with the PDFs of now, and without links.',
  }),
});

const TaskOrder = shape('TaskOrder', {
  tasks: Type.Array(object({ taskId: Id, label: draft.label }), {
    maxItems: maxContestTasks,
    description: 'All tasks of the contest, in their new order.',
  }),
});

/** The tasks of a contest, and a preview of what participants see. */
export function contestTaskRoutes(parts: ApiParts): ApiRoutes {
  const { access, accounts, contests, contestTasks, readContestTaskDetails, runChange, clock } = parts;

  async function readDetails(
    reader: Reader,
    contest: ContestWithRole,
    tasks: ReadonlyArray<ContestTask>,
    atMs?: number,
  ) {
    const detailsOf = await readContestTaskDetails(
      reader,
      contest,
      tasks.map(({ taskId }) => taskId),
      atMs,
    );
    return (taskId: string) => {
      const { documents, readAt, hasEditorial } = detailsOf(taskId);
      return {
        documents: documents.map((document) => toIsoTimes(document)),
        readAt: isoTimeOrNull(readAt),
        hasEditorial,
      };
    };
  }

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

    server.get(
      '/contests/:contestId/preview',
      {
        config: { access: { contest: 'staff' }, limit: lookUpLimit, cost: 'report' },
        schema: {
          operationId: 'previewContest',
          summary: 'Preview a contest as a participant sees it at a given time',
          description: `For its staff. ${whoDescription}`,
          querystring: object(readerQuery),
          response: { 200: Preview },
        },
      },
      async ({ principal, contest, query, headers }) => {
        const account = await findAccount(accounts, principal, query);
        const { id: userId, externalId: userExternalId } = account;
        if (!(await contests.rolesOf(contest.id, userId)).has('participant')) {
          throw new LecternError(
            'not-found',
            'This account does not take part in the contest. Choose a participant.',
          );
        }
        const atMs = query.at === undefined ? clock.nowMs() : parseIsoTime(query.at);
        const listed = await contestTasks.list(contest.id);
        const reader = readerAt(account, query.address);
        const decisions = await access.decideMany(
          reader,
          listed.map(({ taskId }) => taskId),
          atMs,
          principal,
        );
        const tasks = listed.map(({ taskId, externalId, label, position, title }) => {
          const decision = serializeDecision(decisions.get(taskId) as Decision);
          return { taskId, externalId, label, position, title, decision };
        });
        // Also for an admin who takes part: the page that others have.
        const attended = await contests.findFor(userId, contest.id);
        const visible = await access.visibleContestTasks(reader, attended, atMs);
        const detailsOf = await readDetails(reader, attended, visible, atMs);
        const toReply = toReplyFor(reader, attended, headers['accept-language']);
        const page = visible.map((task) => ({ ...toReply(task), details: detailsOf(task.taskId) }));
        const who = { userId, userExternalId };
        const what = { contestId: contest.id, contestExternalId: contest.externalId };
        return { ...what, ...who, at: isoTime(atMs), phase: phaseOf(contest, atMs), tasks, page };
      },
    );
  };
}

/** Staff see the main title, others the title in their language. */
function toReplyFor(
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
