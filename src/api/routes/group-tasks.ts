import { Type } from 'typebox';
import {
  assignmentFields,
  groupTaskPut,
  groupTaskRemoval,
  groupTasksAddition,
} from '../../domain/groups/group-tasks.ts';
import { AddedTasks, addTasks, TasksToAdd } from '../add-tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost, putStatus } from '../dry-run.ts';
import { draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { fromIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { placeOf, removalRoute } from '../removal-route.ts';
import { etag, externalIdReply, Id, IfMatch, listBodyBytes, Time } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const GroupTask = shape('GroupTask', {
  taskId: Id,
  ...externalIdReply,
  title: Type.String(),
  ...replySchemas(assignmentFields),
  createdAt: Time,
  ...etag,
});

const PutGroupTask = shape('PutGroupTask', {
  taskId: Id,
  ...externalIdReply,
  ...replySchemas(assignmentFields),
  ...etag,
  ...accessTold,
});

/** The tasks of a group, each with its window. */
export function groupTaskRoutes(parts: ApiParts): ApiRoutes {
  const { groups, runChange } = parts;
  return (server) => {
    server.get(
      '/groups/:groupId/tasks',
      {
        config: { access: { group: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listGroupTasks',
          summary: 'List the tasks of a group with their windows',
          description: 'For its staff. Members find the tasks that are open to them in `GET /api/v1/tasks`.',
          querystring: PageQuery,
          response: { 200: pageOf(GroupTask) },
        },
      },
      async ({ group, query }) => {
        const page = await readPage(query, (window) => groups.assignments(group.id, window), 'taskId');
        return mapPage(page, (assignment) => taggedReply(assignmentFields, assignment));
      },
    );
    server.get(
      '/groups/:groupId/tasks/:taskId',
      {
        config: { access: { group: 'staff' }, cost: 'light' },
        schema: {
          operationId: 'getGroupTask',
          summary: 'Get a task of a group with its window',
          description: 'For its staff. Send its `etag` as `If-Match` with the next change.',
          params: object({ taskId: Id }),
          response: { 200: GroupTask },
        },
      },
      async ({ group, params: { taskId } }) => {
        return taggedReply(assignmentFields, await groups.assignment(group.id, taskId));
      },
    );
    server.post(
      '/groups/:groupId/tasks',
      {
        bodyLimit: listBodyBytes,
        config: { access: { group: 'staff' }, apiKey: 'sync', cost: 'creation' },
        schema: {
          operationId: 'addGroupTasks',
          summary: 'Add tasks to a group, all with the same window',
          description:
            'For group staff who are `manager` or `owner` of every task. Adds all or none. Tasks that the group already has keep ' +
            'their windows.',
          querystring: DryRunQuery,
          body: object({ taskIds: TasksToAdd, ...draftSchemas(assignmentFields) }),
          response: { 200: AddedTasks },
        },
      },
      async (request) => {
        const { taskIds, ...draft } = request.body;
        return addTasks(parts, placeOf(request), taskIds, (ids) =>
          groupTasksAddition(request.group.id, ids, fromIsoTimes(draft)),
        );
      },
    );
    server.put(
      '/groups/:groupId/tasks/:taskId',
      {
        config: { access: { group: 'staff', task: 'manager' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'setGroupTask',
          summary: 'Add a task to a group, or change its window',
          description: 'For group staff who are `manager` or `owner` of the task.',
          querystring: DryRunQuery,
          headers: IfMatch,
          body: object(draftSchemas(assignmentFields)),
          response: { 200: PutGroupTask, 201: PutGroupTask, ...problems(412) },
        },
      },
      async ({ principal, group, task, query, headers, body }, reply) => {
        const edit = groupTaskPut(group.id, task.id, fromIsoTimes(body), headers['if-match']);
        const { result, ...told } = await runChange(edit, { ...query, asker: principal });
        reply.code(putStatus(result.isNew, query));
        return {
          taskId: task.id,
          ...taggedReply(assignmentFields, result.assignment),
          ...told,
        };
      },
    );
    removalRoute(server, runChange, '/groups/:groupId/tasks/:taskId', {
      config: { access: { group: 'staff' }, apiKey: 'sync' },
      operationId: 'removeGroupTask',
      summary: 'Remove a task from a group',
      description: 'For its staff. Members without other access to the task lose it immediately.',
      params: object({ taskId: Id }),
      removal: ({ group, params }) => ({ edit: groupTaskRemoval(group.id, params.taskId) }),
    });
  };
}
