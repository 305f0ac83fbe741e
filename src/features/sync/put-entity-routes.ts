import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { accessTold, putOutcome, putStatus } from '../../api/dry-run.ts';
import { draftSchemas, fromRequest, replySchemas, toReply } from '../../api/fields.ts';
import { problems } from '../../api/problem-replies.ts';
import {
  ContestParams,
  etag,
  externalIdReply,
  GroupParams,
  Id,
  peopleBodyBytes,
  TaskParams,
  TaskRoleName,
  Time,
  Title,
} from '../../api/schemas.ts';
import { object, shape } from '../../api/shapes.ts';
import { contestFields } from '../../domain/contests/contest.ts';
import { groupFields } from '../../domain/groups/groups.ts';
import { taskFields } from '../../domain/tasks/task.ts';
import type { Fields, FieldTable, ValuesOf } from '../../lib/fields.ts';
import { type Put, putContest, putGroup, putTask } from './put-entity.ts';
import { again, Named, named, putOptions, type SyncParts } from './put-requests.ts';

const times = { createdAt: Time, updatedAt: Time, ...etag };

const PutTask = shape('PutTask', {
  taskId: Id,
  ...externalIdReply,
  ...putOutcome,
  ...replySchemas(taskFields),
  title: Title,
  ...times,
  ...accessTold,
});
const wholeStaff =
  'The whole staff: people who are not in it are removed. Omitted, the staff stay as they are. Programs always stay';
const TaskBody = shape('TaskToPut', {
  ...draftSchemas(taskFields),
  staff: Type.Optional(
    Type.Array(object({ ...named, role: Type.Optional(TaskRoleName) }), {
      maxItems: 100,
      description: `${wholeStaff}, as owners unless a role is given.`,
    }),
  ),
});

const staff = Type.Optional(Type.Array(Named, { maxItems: 100, description: `${wholeStaff}.` }));
const PutGroup = shape('PutGroup', {
  groupId: Id,
  ...externalIdReply,
  ...putOutcome,
  ...replySchemas(groupFields),
  ...times,
  ...accessTold,
});
const GroupBody = shape('GroupToPut', { ...draftSchemas(groupFields), staff });

const PutContest = shape('PutContest', {
  contestId: Id,
  ...externalIdReply,
  ...putOutcome,
  ...replySchemas(contestFields),
  ...times,
  ...accessTold,
});
const ContestBody = shape('ContestToPut', {
  ...draftSchemas(contestFields),
  staff,
});

/** Creates and changes tasks for a platform, by `ext:` and the platform's ids, or by Lectern's. */
export function putTaskRoutes({ runChange }: SyncParts): ApiRoutes {
  return (server) => {
    server.put(
      '/tasks/:taskId',
      putOptions(peopleBodyBytes, {
        operationId: 'putTask',
        summary: 'Create or change a task by its external id',
        description: `The key and \`staff\` own a new task. ${again}`,
        params: TaskParams,
        body: TaskBody,
        response: { 200: PutTask, 201: PutTask, ...problems(404, 409, 412) },
      }),
      async ({ principal, params, query, headers, body: { staff, ...task } }, reply) => {
        const options = { reference: params.taskId, by: principal, ifMatch: headers['if-match'] };
        const edit = putTask(fromRequest(taskFields, task), staff, options);
        const { result: put, ...told } = await runChange(edit, { ...query, asker: principal });
        reply.code(putStatus(put.outcome === 'created', query));
        return { taskId: put.entity.id, ...putReply(taskFields, put), ...told };
      },
    );
  };
}

/** The same for groups and contests. */
export function putContainerRoutes({ runChange }: SyncParts): ApiRoutes {
  return (server) => {
    server.put(
      '/groups/:groupId',
      putOptions(peopleBodyBytes, {
        operationId: 'putGroup',
        summary: 'Create or change a group by its external id',
        description: again,
        params: GroupParams,
        body: GroupBody,
        response: { 200: PutGroup, 201: PutGroup, ...problems(404, 412) },
      }),
      async ({ principal, params, query, headers, body: { staff, ...group } }, reply) => {
        const options = { reference: params.groupId, by: principal, ifMatch: headers['if-match'] };
        const edit = putGroup(group, staff, options);
        const { result: put, ...told } = await runChange(edit, { ...query, asker: principal });
        reply.code(putStatus(put.outcome === 'created', query));
        return { groupId: put.entity.id, ...putReply(groupFields, put), ...told };
      },
    );
    server.put(
      '/contests/:contestId',
      putOptions(peopleBodyBytes, {
        operationId: 'putContest',
        summary: 'Create or change a contest by its external id',
        description: again,
        params: ContestParams,
        body: ContestBody,
        response: { 200: PutContest, 201: PutContest, ...problems(404, 412) },
      }),
      async ({ principal, params, query, headers, body: { staff, ...contest } }, reply) => {
        const options = { reference: params.contestId, by: principal, ifMatch: headers['if-match'] };
        const edit = putContest(fromRequest(contestFields, contest), staff, options);
        const { result: put, ...told } = await runChange(edit, { ...query, asker: principal });
        reply.code(putStatus(put.outcome === 'created', query));
        return { contestId: put.entity.id, ...putReply(contestFields, put), ...told };
      },
    );
  };
}

const putReply = <Table extends FieldTable, Entity extends ValuesOf<Table>>(
  fields: Fields<Table>,
  { entity, outcome, tag }: Put<Entity>,
) => ({
  ...toReply(fields, entity),
  outcome,
  etag: tag,
});
