import { type Static, Type } from 'typebox';
import { type Group, type GroupMember, memberFields, memberRemoval } from '../../domain/groups/groups.ts';
import { addByEmail, additionReply } from '../add-people.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { dryRunCost, removalSchema, replyToRemoval } from '../dry-run.ts';
import { draftSchemas, replySchemas } from '../fields.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { toIsoTimes } from '../iso-times.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../people-page.ts';
import { problems } from '../problem-replies.ts';
import { Emails, firstIssued, GroupRoleName, Id, listBodyBytes, Person, Time } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Member = shape('GroupMember', {
  ...Person.properties,
  ...replySchemas(memberFields),
  ...firstIssued,
  createdAt: Time,
});

const MembersQuery = peopleQuery('MemberSort', ['role'], 'role: staff first.');
const MemberParams = object({ userId: Id });

/** The members and staff of a group. */
export function groupMemberRoutes({ accounts, groups, issuedUrls, runChange }: ApiParts): ApiRoutes {
  async function toReplies({ id }: Pick<Group, 'id'>, members: ReadonlyArray<GroupMember>) {
    const found = await issuedUrls.withFirstIssued({ kind: 'group', id }, members);
    return found.map((member) => toIsoTimes(member));
  }
  const toReply = async (group: Pick<Group, 'id'>, member: GroupMember) =>
    (await toReplies(group, [member]))[0] as Static<typeof Member>;

  return (server) => {
    server.get(
      '/groups/:groupId/members',
      {
        config: { access: { group: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listGroupMembers',
          summary: 'List the members and staff of a group',
          description: 'For its staff.',
          querystring: MembersQuery,
          response: { 200: peoplePageOf(Member) },
        },
      },
      async ({ group, query }) => {
        const page = await readPeople(query, (window) => groups.members(group.id, window));
        return { ...page, items: await toReplies(group, page.items) };
      },
    );
    server.post(
      '/groups/:groupId/members',
      {
        bodyLimit: listBodyBytes,
        config: { access: { group: 'staff' }, apiKey: 'sync', limit: lookUpLimit, cost: 'change' },
        schema: {
          operationId: 'addGroupMembers',
          summary: 'Add people to a group by e-mail address',
          description:
            'For its staff. Members added as staff become staff and count as `added`; staff added as members stay staff.',
          body: object({ emails: Emails, ...draftSchemas(memberFields) }),
          response: {
            200: object({ members: Type.Array(Member), ...additionReply }),
          },
        },
      },
      async ({ group, body: { emails, ...draft } }) => {
        const { role } = memberFields.complete(draft);
        const { people, ...counts } = await addByEmail(accounts, emails, (userIds) =>
          groups.putMembers(group.id, userIds, role),
        );
        return { members: await toReplies(group, people), ...counts };
      },
    );
    server.get(
      '/groups/:groupId/members/:userId',
      {
        config: { access: { group: 'staff' }, cost: 'light' },
        schema: {
          operationId: 'getGroupMember',
          summary: 'Get a member of a group',
          description: 'For its staff.',
          params: MemberParams,
          response: { 200: Member },
        },
      },
      async ({ group, params: { userId } }) => toReply(group, await groups.member(group.id, userId)),
    );
    server.patch(
      '/groups/:groupId/members/:userId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'updateGroupMember',
          summary: 'Change the role of a person in a group',
          description:
            "For its staff. People who become staff no longer take part in the group's contests. Returns 409 `last-staff` for the last staff member.",
          params: MemberParams,
          body: object({ role: GroupRoleName }),
          response: { 200: Member, ...problems(409) },
        },
      },
      async ({ group, params: { userId }, body: { role } }) =>
        toReply(group, await groups.changeRole(group.id, userId, role)),
    );
    server.delete(
      '/groups/:groupId/members/:userId',
      {
        config: { access: { group: 'staff' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'removeGroupMember',
          summary: 'Remove a person from a group',
          description:
            'For its staff. Effective immediately. Returns 409 `last-staff` for the last staff member.',
          params: MemberParams,
          ...removalSchema(409),
        },
      },
      async ({ principal, group, params: { userId }, query }, reply) => {
        const options = { ...query, asker: principal, groupId: group.id, leaving: userId };
        return replyToRemoval(reply, await runChange(memberRemoval(group.id, userId), options));
      },
    );
  };
}
