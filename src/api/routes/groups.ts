import { type Static, Type } from 'typebox';
import { type GroupWithRole, groupFields, groupRemoval } from '../../domain/groups/groups.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { removalRoute } from '../removal-route.ts';
import {
  etag,
  externalIdQuery,
  externalIdReply,
  GroupRoleName,
  Id,
  IfMatch,
  Mine,
  Time,
} from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const GroupShape = shape('Group', {
  groupId: Id,
  ...externalIdReply,
  ...replySchemas(groupFields),
  yourRole: orNull(GroupRoleName),
  createdAt: Time,
  updatedAt: Time,
  ...etag,
});
const GroupBody = shape('GroupSettings', draftSchemas(groupFields));

/** Groups, without their people and tasks. */
export function groupRoutes({ groups, runChange }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/groups',
      {
        config: { access: 'signed-in', cost: 'page' },
        schema: {
          operationId: 'listGroups',
          tags: ['groups'],
          summary: 'List your groups',
          description: 'Those that you belong to. Admins get all, unless `mine` is `true`.',
          querystring: object({
            ...pageQuery,
            mine: Mine,
            yourRole: Type.Optional(GroupRoleName),
            ...externalIdQuery,
          }),
          response: { 200: pageOf(GroupShape) },
        },
      },
      async ({ principal, query }) => {
        const all = principal.role === 'admin' && !query.mine;
        const page = await readPage(
          query,
          (window) =>
            groups.listFor(principal.id, {
              all,
              role: query.yourRole,
              externalId: query.externalId,
              ...window,
            }),
          'id',
        );
        return mapPage(page, toGroupReply);
      },
    );
    server.post(
      '/groups',
      {
        config: { access: 'teacher', apiKey: 'sync', idempotent: true, cost: 'creation' },
        schema: {
          operationId: 'createGroup',
          tags: ['groups'],
          summary: 'Create a group; you become its staff',
          description: 'For teachers and admins. Members and tasks are added afterwards.',
          body: GroupBody,
          response: { 201: GroupShape },
        },
      },
      async ({ principal, body }, reply) => {
        const group = await groups.create(body, principal.id);
        return reply.code(201).send(toGroupReply({ ...group, role: 'staff' }));
      },
    );
    server.get(
      '/groups/:groupId',
      {
        config: { access: { group: 'member' }, cost: 'light' },
        schema: {
          operationId: 'getGroup',
          summary: 'Get a group',
          description: 'For members and staff.',
          response: { 200: GroupShape },
        },
      },
      async ({ group }) => toGroupReply(group),
    );
    server.patch(
      '/groups/:groupId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'updateGroup',
          summary: 'Rename a group',
          description: 'For its staff.',
          headers: IfMatch,
          body: GroupBody,
          response: { 200: GroupShape, ...problems(412) },
        },
      },
      async ({ group: { id, role }, headers, body }) => {
        const group = await groups.change(id, body, headers['if-match']);
        return toGroupReply({ ...group, role });
      },
    );
    removalRoute(server, runChange, '/groups/:groupId', {
      config: { access: { group: 'staff' }, apiKey: 'sync' },
      operationId: 'deleteGroup',
      summary: 'Delete a group; its tasks close for its members immediately',
      description:
        'For its staff. Revokes signed URLs that were issued through it. The tasks themselves stay.',
      headers: IfMatch,
      refusals: [412],
      removal: ({ group, headers }) => ({ edit: groupRemoval(group.id, headers['if-match']) }),
    });
  };
}

function toGroupReply({ id, role, ...others }: GroupWithRole): Static<typeof GroupShape> {
  return { groupId: id, yourRole: role, ...taggedReply(groupFields, others) };
}
