import { type Static, Type } from 'typebox';
import { assignmentTag } from '../../groups/group-tasks.ts';
import { type GroupWithRole, groupTag } from '../../groups/groups.ts';
import { parseLine } from '../../text-line.ts';
import { addByEmail, additionReply } from '../add-people.ts';
import { AddedTasks, addTasks, TasksToAdd } from '../add-tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { fromIsoTimes, toIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, pageQuery, readPage } from '../page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../people-page.ts';
import {
  Emails,
  Empty,
  etag,
  externalIdReply,
  GroupRoleName,
  Id,
  IfMatch,
  listBodyBytes,
  Mine,
  object,
  orNull,
  Person,
  problems,
  shape,
  Time,
  Title,
} from '../schemas.ts';

const GroupShape = shape('Group', {
  groupId: Id,
  ...externalIdReply,
  name: Type.String(),
  yourRole: orNull(GroupRoleName),
  createdAt: Time,
  updatedAt: Time,
  ...etag,
});
const GroupBody = shape('GroupSettings', { name: Title });

const Member = shape('GroupMember', {
  ...Person.properties,
  role: GroupRoleName,
  createdAt: Time,
});

const MembersQuery = peopleQuery('MemberSort', ['role'], 'role: staff first.');
const MemberParams = object({ userId: Id });

const Assignment = shape('Assignment', {
  taskId: Id,
  title: Type.String(),
  opensAt: Time,
  closesAt: orNull(Time),
  createdAt: Time,
  ...etag,
});

export function groupRoutes({ access, accounts, groups }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/groups',
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: 'listGroups',
          tags: ['groups'],
          summary: 'The groups that you are in (admins: all)',
          querystring: object({ ...pageQuery, mine: Mine, yourRole: Type.Optional(GroupRoleName) }),
          response: { 200: pageOf(GroupShape) },
        },
      },
      async ({ principal, query }) => {
        const all = principal.role === 'admin' && !query.mine;
        const page = await readPage(
          query,
          (window) => groups.listFor(principal.id, { all, role: query.yourRole, ...window }),
          (group) => group.id,
        );
        return mapPage(page, toGroupReply);
      },
    );
    server.post(
      '/groups',
      {
        config: { access: 'teacher', apiKey: 'sync', limit: { what: 'costly' }, idempotent: true },
        schema: {
          operationId: 'createGroup',
          tags: ['groups'],
          summary: 'Create a group; you become its staff',
          body: GroupBody,
          response: { 201: GroupShape },
        },
      },
      async ({ principal, body }, reply) => {
        const group = await groups.create(parseLine(body.name, 'name'), principal.id);
        return reply.code(201).send(toGroupReply({ ...group, role: 'staff' }));
      },
    );
    server.get(
      '/groups/:groupId',
      {
        config: { access: { group: 'member' } },
        schema: {
          operationId: 'getGroup',
          summary: 'A group',
          response: { 200: GroupShape },
        },
      },
      async ({ group }) => toGroupReply(group),
    );
    server.patch(
      '/groups/:groupId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'updateGroup',
          summary: 'Rename a group',
          headers: IfMatch,
          body: GroupBody,
          response: { 200: GroupShape, ...problems(412) },
        },
      },
      async ({ group: { id, role }, headers, body }) => {
        const group = await groups.rename(id, parseLine(body.name, 'name'), headers['if-match']);
        return toGroupReply({ ...group, role });
      },
    );
    server.delete(
      '/groups/:groupId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'deleteGroup',
          summary: 'Delete a group; its tasks close for its members immediately',
          headers: IfMatch,
          response: { 204: Empty, ...problems(412) },
        },
      },
      async ({ group, headers }, reply) => {
        await groups.remove(group.id, headers['if-match']);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/groups/:groupId/members',
      {
        config: { access: { group: 'staff' } },
        schema: {
          operationId: 'listGroupMembers',
          summary: 'Members and staff of a group',
          querystring: MembersQuery,
          response: { 200: peoplePageOf(Member) },
        },
      },
      async ({ group, query }) => {
        const page = await readPeople(query, (window) => groups.members(group.id, window));
        return mapPage(page, toIsoTimes);
      },
    );
    server.post(
      '/groups/:groupId/members',
      {
        bodyLimit: listBodyBytes,
        config: { access: { group: 'staff' }, apiKey: 'sync', limit: lookUpLimit },
        schema: {
          operationId: 'addGroupMembers',
          summary: 'Add people by e-mail address',
          description:
            'Lowers the role of nobody. Members who are added as staff become staff, and count as `added`.',
          body: object({
            emails: Emails,
            role: Type.Optional(GroupRoleName),
          }),
          response: {
            200: object({ members: Type.Array(Member), ...additionReply }),
          },
        },
      },
      async ({ group, body: { emails, role = 'member' } }) => {
        const { people, counts } = await addByEmail(accounts, emails, (userIds) =>
          groups.putMembers(group.id, userIds, role),
        );
        return { members: people.map((member) => toIsoTimes(member)), ...counts };
      },
    );
    server.patch(
      '/groups/:groupId/members/:userId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'updateGroupMember',
          summary: 'Change the role of a person; a group must keep a staff member',
          params: MemberParams,
          body: object({ role: GroupRoleName }),
          response: { 200: Member, ...problems(409) },
        },
      },
      async ({ group, params: { userId }, body: { role } }) =>
        toIsoTimes(await groups.changeRole(group.id, userId, role)),
    );
    server.delete(
      '/groups/:groupId/members/:userId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'removeGroupMember',
          summary: 'Remove a person, effective immediately; a group must keep a staff member',
          params: MemberParams,
          response: { 204: Empty, ...problems(409) },
        },
      },
      async ({ group, params: { userId } }, reply) => {
        await groups.removeMember(group.id, userId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/groups/:groupId/tasks',
      {
        config: { access: { group: 'staff' } },
        schema: {
          operationId: 'listGroupTasks',
          summary: 'The tasks of a group with their windows, for its staff',
          querystring: PageQuery,
          response: { 200: pageOf(Assignment) },
        },
      },
      async ({ group, query }) => {
        const page = await readPage(
          query,
          (window) => groups.assignments(group.id, window),
          (assignment) => assignment.taskId,
        );
        return mapPage(page, (assignment) => ({
          ...toIsoTimes(assignment),
          etag: assignmentTag(assignment),
        }));
      },
    );
    server.post(
      '/groups/:groupId/tasks',
      {
        bodyLimit: listBodyBytes,
        config: { access: { group: 'staff' }, apiKey: 'sync', limit: { what: 'costly' } },
        schema: {
          operationId: 'addGroupTasks',
          summary: 'Assign several tasks to a group, with one window',
          description:
            'Needs staff on the group, and `manager` or `owner` on every task: all or none. Tasks that the group has ' +
            'already keep their windows.',
          body: object({ taskIds: TasksToAdd, opensAt: Time, closesAt: Type.Optional(orNull(Time)) }),
          response: { 200: AddedTasks },
        },
      },
      async ({ principal, group, body: { taskIds, opensAt, closesAt = null } }) => {
        const window = fromIsoTimes({ opensAt, closesAt });
        return addTasks(access, principal, taskIds, (ids) => groups.addTasks(group.id, ids, window));
      },
    );
    server.put(
      '/groups/:groupId/tasks/:taskId',
      {
        config: { access: { group: 'staff', task: 'manager' }, apiKey: 'sync' },
        schema: {
          operationId: 'setGroupTask',
          summary: 'Assign a task to a group, or move its window',
          description: 'Needs staff on the group, and `manager` or `owner` on the task.',
          headers: IfMatch,
          body: object({ opensAt: Time, closesAt: Type.Optional(orNull(Time)) }),
          response: {
            200: object({ groupId: Id, taskId: Id, opensAt: Time, closesAt: orNull(Time), ...etag }),
            ...problems(412),
          },
        },
      },
      async ({ group, task, headers, body: { opensAt, closesAt = null } }) => {
        const window = fromIsoTimes({ opensAt, closesAt });
        await groups.assign(group.id, task.id, window, headers['if-match']);
        const ids = { groupId: group.id, taskId: task.id };
        return { ...ids, ...toIsoTimes(window), etag: assignmentTag(window) };
      },
    );
    server.delete(
      '/groups/:groupId/tasks/:taskId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'removeGroupTask',
          summary: 'Remove a task from a group',
          params: object({ taskId: Id }),
          response: { 204: Empty },
        },
      },
      async ({ group, params: { taskId } }, reply) => {
        await groups.unassign(group.id, taskId);
        return reply.code(204).send(null);
      },
    );
  };
}

function toGroupReply({ id, role, ...others }: GroupWithRole): Static<typeof GroupShape> {
  return { groupId: id, yourRole: role, ...toIsoTimes(others), etag: groupTag(others) };
}
