import { Type } from 'typebox';
import type { TaskRole } from '../../domain/tasks/task.ts';
import { taskStaffRemoval } from '../../domain/tasks/task-staff.ts';
import { addByEmail, additionReply } from '../add-people.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { dryRunCost, removalSchema, replyToRemoval } from '../dry-run.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { toIsoTimes } from '../iso-times.ts';
import { mapPage } from '../page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../people-page.ts';
import { problems } from '../problem-replies.ts';
import { Emails, Id, listBodyBytes, Person, TaskRoleName, Time } from '../schemas.ts';
import type { ScopedTask } from '../scopes/scopes.ts';
import { object, shape } from '../shapes.ts';

const TaskStaffMember = shape('TaskStaffMember', {
  ...Person.properties,
  role: TaskRoleName,
  createdAt: Time,
});

const TaskStaffQuery = peopleQuery('TaskStaffSort', ['role'], 'role: owners first.');
const PersonParams = object({ userId: Id });

export function taskStaffRoutes({ accounts, runChange, taskStaff }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/tasks/:taskId/staff',
      {
        config: { access: { task: 'reader' }, cost: 'page' },
        schema: {
          operationId: 'listTaskStaff',
          summary: 'List the staff of a task',
          description: 'For its staff.',
          querystring: TaskStaffQuery,
          response: { 200: peoplePageOf(TaskStaffMember) },
        },
      },
      async ({ task, query }) => {
        const page = await readPeople(query, (window) => taskStaff.list(task.id, window));
        return mapPage(page, toIsoTimes);
      },
    );
    server.post(
      '/tasks/:taskId/staff',
      {
        bodyLimit: listBodyBytes,
        config: { access: { task: 'manager' }, apiKey: 'sync', limit: lookUpLimit, cost: 'change' },
        schema: {
          operationId: 'addTaskStaff',
          summary: 'Add staff to a task by e-mail address',
          description:
            'Managers can add readers and editors; owners can add any role. People who are already staff keep their roles.',
          body: object({ emails: Emails, role: TaskRoleName }),
          response: {
            200: object({ staff: Type.Array(TaskStaffMember), ...additionReply }),
          },
        },
      },
      async ({ task, body: { emails, role } }) => {
        assertInReach(task, [role]);
        const { people, ...counts } = await addByEmail(accounts, emails, (userIds) =>
          taskStaff.add(task.id, userIds, role),
        );
        return { staff: people.map((person) => toIsoTimes(person)), ...counts };
      },
    );
    server.get(
      '/tasks/:taskId/staff/:userId',
      {
        config: { access: { task: 'reader' }, cost: 'light' },
        schema: {
          operationId: 'getTaskStaff',
          summary: 'Get a staff member of a task',
          description: 'For its staff.',
          params: PersonParams,
          response: { 200: TaskStaffMember },
        },
      },
      async ({ task, params: { userId } }) => toIsoTimes(await taskStaff.find(task.id, userId)),
    );
    server.patch(
      '/tasks/:taskId/staff/:userId',
      {
        config: { access: { task: 'manager' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'updateTaskStaff',
          summary: 'Change the role of a staff member of a task',
          description:
            'Managers can change readers and editors; owners can change any role. Returns 409 `last-owner` for the last owner.',
          params: PersonParams,
          body: object({ role: TaskRoleName }),
          response: { 200: TaskStaffMember, ...problems(409) },
        },
      },
      async ({ task, params: { userId }, body: { role } }) => {
        const before = await taskStaff.find(task.id, userId);
        assertInReach(task, [role, before.role]);
        return toIsoTimes(await taskStaff.put(task.id, userId, role));
      },
    );
    server.delete(
      '/tasks/:taskId/staff/:userId',
      {
        config: { access: { task: 'manager' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'removeTaskStaff',
          summary: 'Remove a person from the staff of a task',
          description:
            'Managers can remove readers and editors; owners can remove anyone. Returns 409 `last-owner` for the last owner.',
          params: PersonParams,
          ...removalSchema(409),
        },
      },
      async ({ principal, task, params: { userId }, query }, reply) => {
        assertInReach(task, [await taskStaff.roleOf(task.id, userId)]);
        const options = { ...query, asker: principal, taskId: task.id };
        return replyToRemoval(reply, await runChange(taskStaffRemoval(task.id, userId), options));
      },
    );
  };
}

/** Only owners may give or take the roles `manager` and `owner`. */
function assertInReach(task: ScopedTask, touched: ReadonlyArray<TaskRole | undefined>): void {
  if (touched.some((role) => role === 'owner' || role === 'manager')) task.assertRole('owner');
}
