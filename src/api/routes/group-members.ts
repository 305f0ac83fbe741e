import {
  type GroupMember,
  memberChange,
  memberFields,
  memberRemoval,
  membersAddition,
} from '../../domain/groups/groups.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { draftSchemas, replySchemas } from '../fields.ts';
import { toIsoTimes } from '../iso-times.ts';
import { peopleQuery } from '../people-page.ts';
import { peopleRoutes } from '../people-routes.ts';
import { firstIssued, GroupRoleName, Person, Time } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Member = shape('GroupMember', {
  ...Person.properties,
  ...replySchemas(memberFields),
  ...firstIssued,
  createdAt: Time,
});

/** The members and staff of a group. */
export function groupMemberRoutes(parts: ApiParts): ApiRoutes {
  const { groups, issuedUrls } = parts;
  return (server) => {
    peopleRoutes(server, parts, {
      path: '/groups/:groupId/members',
      readAccess: { group: 'staff' },
      changeAccess: { group: 'staff' },
      person: Member,
      async toReplies(members: ReadonlyArray<GroupMember>, { group: { id } }) {
        const found = await issuedUrls.withFirstIssued({ kind: 'group', id }, members);
        return found.map((member) => toIsoTimes(member));
      },
      list: {
        operationId: 'listGroupMembers',
        summary: 'List the members and staff of a group',
        description: 'For its staff.',
        querystring: peopleQuery('MemberSort', ['role'], 'role: staff first.'),
        read: ({ group }, page) => groups.members(group.id, page),
      },
      add: {
        operationId: 'addGroupMembers',
        summary: 'Add people to a group by e-mail address',
        description:
          'For its staff. Members added as staff become staff and count as `added`; staff added as members stay staff.',
        name: 'members',
        fields: draftSchemas(memberFields),
        add: ({ group }, userIds, draft) =>
          membersAddition(group.id, userIds, memberFields.complete(draft).role),
      },
      get: {
        operationId: 'getGroupMember',
        summary: 'Get a member of a group',
        description: 'For its staff.',
        find: ({ group }, userId) => groups.member(group.id, userId),
      },
      patch: {
        operationId: 'updateGroupMember',
        summary: 'Change the role of a person in a group',
        description:
          "For its staff. People who become staff no longer take part in the group's contests. Returns 409 `last-staff` for the last staff member.",
        body: object({ role: GroupRoleName }),
        refusals: [409],
        change: ({ group }, userId, { role }) => memberChange(group.id, userId, role),
      },
      remove: {
        operationId: 'removeGroupMember',
        summary: 'Remove a person from a group',
        description:
          'For its staff. Effective immediately. Returns 409 `last-staff` for the last staff member.',
        refusals: [409],
        removal: ({ group }, userId) => ({ edit: memberRemoval(group.id, userId) }),
      },
    });
  };
}
