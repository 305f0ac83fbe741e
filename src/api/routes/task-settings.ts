import type { Static } from 'typebox';
import { type Task, type TaskRole, taskFields } from '../../domain/tasks/task.ts';
import { taskChange, taskRemoval } from '../../domain/tasks/tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost } from '../dry-run.ts';
import { changesSchema, draftSchemas, fromRequest, replySchemas, taggedReply } from '../fields.ts';
import { problems } from '../problem-replies.ts';
import { placeOf, removalRoute } from '../removal-route.ts';
import { etag, externalIdReply, Id, IfMatch, TaskRoleName, Time, Title } from '../schemas.ts';
import { orNull, shape } from '../shapes.ts';

const TaskSettings = shape(
  'TaskSettings',
  {
    taskId: Id,
    ...externalIdReply,
    ...replySchemas(taskFields),
    title: Title,
    yourRole: orNull(TaskRoleName),
    createdAt: Time,
    updatedAt: Time,
    ...etag,
  },
  { description: 'A task for its staff.' },
);
const ChangedTask = shape('ChangedTask', { ...TaskSettings.properties, ...accessTold });
const NewTask = shape('NewTask', draftSchemas(taskFields));
const TaskPatch = changesSchema('TaskChanges', taskFields);

/** Creates, changes and deletes tasks. */
export function taskSettingsRoutes({ runChange, tasks }: ApiParts): ApiRoutes {
  return (server) => {
    server.post(
      '/tasks',
      {
        config: { access: 'teacher', apiKey: 'sync', idempotent: true, cost: 'creation' },
        schema: {
          operationId: 'createTask',
          tags: ['tasks'],
          summary: 'Create a task; you become its owner',
          description: 'For teachers and admins. Upload its PDFs afterwards.',
          body: NewTask,
          response: { 201: TaskSettings },
        },
      },
      async ({ principal, body }, reply) => {
        const task = await tasks.create(fromRequest(taskFields, body), principal.id);
        return reply.code(201).send(toSettingsReply(task, 'owner'));
      },
    );

    server.get(
      '/tasks/:taskId/settings',
      {
        config: { access: { task: 'reader' }, apiKey: ['read', 'sync'], cost: 'light' },
        schema: {
          operationId: 'getTaskSettings',
          summary: 'Get the settings of a task',
          description: 'For its staff. Send its `etag` as `If-Match` with the next change.',
          response: { 200: TaskSettings },
        },
      },
      async ({ task: { id, role } }) => toSettingsReply(await tasks.find(id), role),
    );

    server.patch(
      '/tasks/:taskId',
      {
        config: { access: { task: 'editor' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'updateTask',
          summary: 'Change a task',
          description:
            'Needs the role `editor` to change titles and the language, and `manager` for all else. `titles` replaces all of ' +
            'them. `null` clears a time, or all `titles`.',
          querystring: DryRunQuery,
          headers: IfMatch,
          body: TaskPatch,
          response: { 200: ChangedTask, ...problems(412) },
        },
      },
      async (request) => {
        const { task, headers, body } = request;
        const { title, titles, primaryLanguage, ...sharing } = body;
        if (Object.keys(sharing).length > 0) task.assertRole('manager');
        const edit = taskChange(task.id, fromRequest(taskFields, body), headers['if-match']);
        const { result, ...told } = await runChange(edit, placeOf(request));
        return { ...toSettingsReply(result, task.role), ...told };
      },
    );

    removalRoute(server, runChange, '/tasks/:taskId', {
      config: { access: { task: 'owner' }, apiKey: 'sync' },
      operationId: 'deleteTask',
      summary: 'Delete a task',
      description:
        'For its owners. Effective immediately. Also revokes its signed URLs, where the file storage allows it.',
      headers: IfMatch,
      refusals: [412],
      removal: ({ task, headers }) => ({ edit: taskRemoval(task.id, headers['if-match']) }),
    });
  };
}

function toSettingsReply({ id, ...others }: Task, yourRole: TaskRole | null): Static<typeof TaskSettings> {
  return { taskId: id, yourRole, ...taggedReply(taskFields, others) };
}
