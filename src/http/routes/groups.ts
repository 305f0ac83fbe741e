import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../clock.ts';
import { LecternError } from '../../errors.ts';
import type { GroupWithRole } from '../../groups/groups.ts';
import { parseLine } from '../../tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import { findAccounts } from '../find-accounts.ts';
import { PageQuery, pageOf, readPage } from '../page.ts';
import {
  Email,
  Emails,
  Empty,
  GroupParams,
  GroupRoleName,
  Id,
  object,
  orNull,
  problems,
  Time,
  Title,
} from '../schemas.ts';

const GroupShape = object({
  groupId: Id,
  name: Type.String(),
  yourRole: orNull(GroupRoleName),
  createdAt: Time,
  updatedAt: Time,
});
const GroupBody = object({ name: Title });

const Member = object({
  userId: Id,
  email: Email,
  name: Type.String(),
  role: GroupRoleName,
  createdAt: Time,
});

const Assignment = object({
  taskId: Id,
  title: Type.String(),
  opensAt: Time,
  closesAt: orNull(Time),
  createdAt: Time,
});

const AssignmentParams = object({ groupId: Id, taskId: Id });

export function groupRoutes({ access, accounts, groups }: ApiParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/groups',
      {
        schema: {
          tags: ['groups'],
          summary: 'The groups that you are in (admins: all)',
          querystring: PageQuery,
          response: { 200: pageOf(GroupShape), ...problems(400, 401) },
        },
      },
      async ({ principal, query }) => {
        const all = principal.role === 'admin';
        const page = await readPage(
          query,
          (window) => groups.listFor(principal.id, { all, ...window }),
          (group) => group.id,
        );
        return { ...page, items: page.items.map(showGroup) };
      },
    );
    server.post(
      '/groups',
      {
        schema: {
          tags: ['groups'],
          summary: 'Create a group; you become its staff',
          body: GroupBody,
          response: { 201: GroupShape, ...problems(400, 401, 403) },
        },
      },
      async ({ principal, body }, reply) => {
        if (principal.role === 'student') {
          throw new LecternError('forbidden', 'Teachers and admins create groups.');
        }
        const group = await groups.create(parseLine(body.name, 'name'), principal.id);
        return reply.code(201).send(showGroup({ ...group, role: 'staff' }));
      },
    );
    server.get(
      '/groups/:groupId',
      {
        schema: {
          tags: ['groups'],
          summary: 'A group',
          params: GroupParams,
          response: { 200: GroupShape, ...problems(401, 404) },
        },
      },
      async ({ principal, params: { groupId } }) =>
        showGroup(await access.authorizeGroup(principal, groupId, 'member')),
    );
    server.patch(
      '/groups/:groupId',
      {
        schema: {
          tags: ['groups'],
          summary: 'Rename a group',
          params: GroupParams,
          body: GroupBody,
          response: { 200: GroupShape, ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { groupId }, body }) => {
        const { role } = await access.authorizeGroup(principal, groupId, 'staff');
        return showGroup({ ...(await groups.rename(groupId, parseLine(body.name, 'name'))), role });
      },
    );
    server.delete(
      '/groups/:groupId',
      {
        schema: {
          tags: ['groups'],
          summary: 'Delete a group; its tasks close for its members at once',
          params: GroupParams,
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { groupId } }, reply) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        await groups.remove(groupId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/groups/:groupId/members',
      {
        schema: {
          tags: ['groups'],
          summary: 'Members and staff of a group',
          params: GroupParams,
          querystring: PageQuery,
          response: { 200: pageOf(Member), ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { groupId }, query }) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        const page = await readPage(
          query,
          (window) => groups.members(groupId, window),
          (member) => member.userId,
        );
        return {
          ...page,
          items: page.items.map((item) => ({ ...item, createdAt: isoTime(item.createdAt) })),
        };
      },
    );
    server.post(
      '/groups/:groupId/members',
      {
        schema: {
          tags: ['groups'],
          summary: 'Add people by e-mail address, or change their role',
          description: 'Addresses without an account are given back as `unknown`; the others are added.',
          params: GroupParams,
          body: object({
            emails: Emails,
            role: Type.Optional(GroupRoleName),
          }),
          response: {
            200: object({
              members: Type.Array(
                object({ userId: Id, email: Email, name: Type.String(), role: GroupRoleName }),
              ),
              unknown: Type.Array(Type.String()),
            }),
            ...problems(400, 401, 403, 404),
          },
        },
      },
      async ({ principal, params: { groupId }, body: { emails, role = 'member' } }) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        const { found, unknown } = await findAccounts(accounts, emails);
        await groups.putMembers(
          groupId,
          found.map((person) => person.userId),
          role,
        );
        return { members: found.map((person) => ({ ...person, role })), unknown };
      },
    );
    server.delete(
      '/groups/:groupId/members/:userId',
      {
        schema: {
          tags: ['groups'],
          summary: 'Remove somebody; holds from the next request on',
          params: object({ groupId: Id, userId: Id }),
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { groupId, userId } }, reply) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        await groups.removeMember(groupId, userId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/groups/:groupId/tasks',
      {
        schema: {
          tags: ['groups'],
          summary: 'The tasks of a group with their windows, for its staff',
          params: GroupParams,
          querystring: PageQuery,
          response: { 200: pageOf(Assignment), ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { groupId }, query }) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        const page = await readPage(
          query,
          (window) => groups.assignments(groupId, window),
          (assignment) => assignment.taskId,
        );
        return {
          ...page,
          items: page.items.map(({ taskId, title, opensAt, closesAt, createdAt }) => ({
            taskId,
            title,
            opensAt: isoTime(opensAt),
            closesAt: isoTimeOrNull(closesAt),
            createdAt: isoTime(createdAt),
          })),
        };
      },
    );
    server.put(
      '/groups/:groupId/tasks/:taskId',
      {
        schema: {
          tags: ['groups'],
          summary: 'Assign a task to a group, or move its window',
          description: 'Needs staff on the group, and `manager` or `owner` on the task.',
          params: AssignmentParams,
          body: object({ opensAt: Time, closesAt: Type.Optional(orNull(Time)) }),
          response: {
            200: object({ groupId: Id, taskId: Id, opensAt: Time, closesAt: orNull(Time) }),
            ...problems(400, 401, 403, 404),
          },
        },
      },
      async ({ principal, params: { groupId, taskId }, body }) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        await access.authorizeChange(principal, taskId, 'manager');
        const window = {
          opensAt: parseIsoTime(body.opensAt),
          closesAt: body.closesAt == null ? null : parseIsoTime(body.closesAt),
        };
        await groups.assign(groupId, taskId, window);
        return {
          groupId,
          taskId,
          opensAt: isoTime(window.opensAt),
          closesAt: isoTimeOrNull(window.closesAt),
        };
      },
    );
    server.delete(
      '/groups/:groupId/tasks/:taskId',
      {
        schema: {
          tags: ['groups'],
          summary: 'Take a task away from a group',
          params: AssignmentParams,
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { groupId, taskId } }, reply) => {
        await access.authorizeGroup(principal, groupId, 'staff');
        await groups.unassign(groupId, taskId);
        return reply.code(204).send(null);
      },
    );
  };
}

function showGroup(group: GroupWithRole): Static<typeof GroupShape> {
  return {
    groupId: group.id,
    name: group.name,
    yourRole: group.role,
    createdAt: isoTime(group.createdAt),
    updatedAt: isoTime(group.updatedAt),
  };
}
