import type { TaskRole } from '../../domain/tasks/task.ts';
import {
  type TaskStaffMember as ListedMember,
  taskStaffAddition,
  taskStaffPut,
  taskStaffRemoval,
} from '../../domain/tasks/task-staff.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { toIsoTimes } from '../iso-times.ts';
import { peopleQuery } from '../people-page.ts';
import { peopleRoutes } from '../people-routes.ts';
import { Person, TaskRoleName, Time } from '../schemas.ts';
import type { ScopedTask } from '../scopes/scopes.ts';
import { object, shape } from '../shapes.ts';

const TaskStaffMember = shape('TaskStaffMember', {
  ...Person.properties,
  role: TaskRoleName,
  createdAt: Time,
});

export function taskStaffRoutes(parts: ApiParts): ApiRoutes {
  const { taskStaff } = parts;
  return (server) => {
    peopleRoutes(server, parts, {
      path: '/tasks/:taskId/staff',
      readAccess: { task: 'reader' },
      changeAccess: { task: 'manager' },
      person: TaskStaffMember,
      toReplies: async (staff: ReadonlyArray<ListedMember>) => staff.map((person) => toIsoTimes(person)),
      list: {
        operationId: 'listTaskStaff',
        summary: 'List the staff of a task',
        description: 'For its staff.',
        querystring: peopleQuery('TaskStaffSort', ['role'], 'role: owners first.'),
        read: ({ task }, page) => taskStaff.list(task.id, page),
      },
      add: {
        operationId: 'addTaskStaff',
        summary: 'Add staff to a task by e-mail address',
        description:
          'Managers can add readers and editors; owners can add any role. People who are already staff keep their roles.',
        name: 'staff',
        fields: { role: TaskRoleName },
        add({ task }, userIds, { role }) {
          assertInReach(task, [role]);
          return taskStaffAddition(task.id, userIds, role);
        },
      },
      get: {
        operationId: 'getTaskStaff',
        summary: 'Get a staff member of a task',
        description: 'For its staff.',
        find: ({ task }, userId) => taskStaff.find(task.id, userId),
      },
      patch: {
        operationId: 'updateTaskStaff',
        summary: 'Change the role of a staff member of a task',
        description:
          'Managers can change readers and editors; owners can change any role. Returns 409 `last-owner` for the last owner.',
        body: object({ role: TaskRoleName }),
        refusals: [409],
        async change({ task }, userId, { role }) {
          const before = await taskStaff.find(task.id, userId);
          assertInReach(task, [role, before.role]);
          return taskStaffPut(task.id, userId, role);
        },
      },
      remove: {
        operationId: 'removeTaskStaff',
        summary: 'Remove a person from the staff of a task',
        description:
          'Managers can remove readers and editors; owners can remove anyone. Returns 409 `last-owner` for the last owner.',
        refusals: [409],
        async removal({ task }, userId) {
          assertInReach(task, [await taskStaff.roleOf(task.id, userId)]);
          return { edit: taskStaffRemoval(task.id, userId) };
        },
      },
    });
  };
}

/** Only owners may give or take the roles `manager` and `owner`. */
function assertInReach(task: ScopedTask, touched: ReadonlyArray<TaskRole | undefined>): void {
  if (touched.some((role) => role === 'owner' || role === 'manager')) task.assertRole('owner');
}
