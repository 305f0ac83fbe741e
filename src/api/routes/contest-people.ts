import { type Static, Type } from 'typebox';
import type { PeoplePage } from '../../database/people-list.ts';
import { type Participant as ListedParticipant, participantFields } from '../../domain/contests/contest.ts';
import { contestGroupRemoval, participantRemoval, timesSorts } from '../../domain/contests/contest-people.ts';
import { addByEmail, additionReply } from '../add-people.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { DryRunQuery, dryRunLimit, removalReplies, replyToRemoval } from '../dry-run.ts';
import { changesSchema, draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../people-page.ts';
import { problems } from '../problem-replies.ts';
import { Emails, Empty, etag, externalIdReply, Id, IfMatch, listBodyBytes, Person } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Participant = shape('Participant', {
  ...Person.properties,
  ...replySchemas(participantFields),
  ...etag,
});
const ContestGroup = shape('ContestGroup', { groupId: Id, ...externalIdReply, name: Type.String() });
const ParticipantsQuery = peopleQuery('ParticipantSort', timesSorts, 'delay, extra: the longest first.');
const StaffQuery = peopleQuery('PersonSort');
const PersonParams = object({ userId: Id });
const TimesPatch = changesSchema('ParticipantChanges', participantFields);

/** Who takes part in a contest, and who runs it; all of it for its staff. */
export function contestPeopleRoutes({ accounts, contestPeople, runChange }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/contests/:contestId/participants',
      {
        config: { access: { contest: 'staff' } },
        schema: {
          operationId: 'listContestParticipants',
          summary:
            'Participants added individually; members of groups are listed only if they have their own times',
          description: 'For its staff. `text` finds a part of the name or the address.',
          querystring: ParticipantsQuery,
          response: { 200: peoplePageOf(Participant) },
        },
      },
      async ({ contest, query }) => {
        const page = await readPeople(query, (window) => contestPeople.participants(contest.id, window));
        return mapPage(page, toParticipantReply);
      },
    );
    server.post(
      '/contests/:contestId/participants',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', limit: lookUpLimit },
        schema: {
          operationId: 'addContestParticipants',
          summary: 'Add participants by e-mail address, with a delay and extra time if they have any',
          description:
            'A delay moves the whole window of these people, also beyond the end of the contest, and extra time its end once ' +
            'more. Somebody who takes part through a group gets times of their own the same way. Whoever has been added before keeps their times.',
          body: object({ emails: Emails, ...draftSchemas(participantFields) }),
          response: {
            200: object({ participants: Type.Array(Participant), ...additionReply }),
          },
        },
      },
      async ({ contest, body: { emails, ...times } }) => {
        const { people, ...counts } = await addByEmail(accounts, emails, (userIds) =>
          contestPeople.putParticipants(contest, userIds, times),
        );
        return { participants: people.map(toParticipantReply), ...counts };
      },
    );
    server.get(
      '/contests/:contestId/participants/:userId',
      {
        config: { access: { contest: 'staff' } },
        schema: {
          operationId: 'getContestParticipant',
          summary: 'A participant with their own times',
          description:
            'For its staff. Answers 404 for somebody who takes part through a group and has no times of their own.',
          params: PersonParams,
          response: { 200: Participant },
        },
      },
      async ({ contest, params: { userId } }) =>
        toParticipantReply(await contestPeople.participant(contest.id, userId)),
    );
    server.patch(
      '/contests/:contestId/participants/:userId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'updateContestParticipant',
          summary: 'Change the delay or extra time of a participant with their own times',
          description:
            'For its staff. Fields that are left out stay as they are. URLs that outlive the new times are revoked.',
          params: PersonParams,
          headers: IfMatch,
          body: TimesPatch,
          response: { 200: Participant, ...problems(412) },
        },
      },
      async ({ contest, params: { userId }, headers, body }) =>
        toParticipantReply(await contestPeople.changeTimes(contest.id, userId, body, headers['if-match'])),
    );
    server.delete(
      '/contests/:contestId/participants/:userId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync', limit: dryRunLimit },
        schema: {
          operationId: 'removeContestParticipant',
          summary: 'Remove a participant, or the own times of a group member',
          description:
            'For its staff. Somebody who takes part through a group stays, with the times of the contest.',
          querystring: DryRunQuery,
          params: PersonParams,
          response: removalReplies,
        },
      },
      async ({ principal, contest, params: { userId }, query }, reply) => {
        const options = { ...query, asker: principal, contestId: contest.id };
        return replyToRemoval(reply, await runChange(participantRemoval(contest.id, userId), options));
      },
    );

    server.get(
      '/contests/:contestId/groups',
      {
        config: { access: { contest: 'staff' } },
        schema: {
          operationId: 'listContestGroups',
          summary: 'Groups whose members take part',
          description: 'For its staff.',
          querystring: PageQuery,
          response: {
            200: pageOf(ContestGroup),
          },
        },
      },
      async ({ contest, query }) => {
        const page = await readPage(
          query,
          (window) => contestPeople.groups(contest.id, window),
          (group) => group.id,
        );
        return mapPage(page, ({ id, name }) => ({ groupId: id, name }));
      },
    );
    server.put(
      '/contests/:contestId/groups/:groupId',
      {
        config: { access: { contest: 'staff', group: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'addContestGroup',
          summary: 'Add a group to a contest; needs staff on both',
          description: 'Its members take part from now on, and so does everybody who joins the group later.',
          response: { 204: Empty },
        },
      },
      async ({ contest, group }, reply) => {
        await contestPeople.putGroup(contest.id, group.id);
        return reply.code(204).send(null);
      },
    );
    server.delete(
      '/contests/:contestId/groups/:groupId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync', limit: dryRunLimit },
        schema: {
          operationId: 'removeContestGroup',
          summary: 'Remove a group from a contest',
          description:
            'For its staff. Members who can read the tasks in no other way lose access immediately.',
          querystring: DryRunQuery,
          params: object({ groupId: Id }),
          response: removalReplies,
        },
      },
      async ({ principal, contest, params: { groupId }, query }, reply) => {
        const options = { ...query, asker: principal, contestId: contest.id };
        return replyToRemoval(reply, await runChange(contestGroupRemoval(contest.id, groupId), options));
      },
    );

    server.get(
      '/contests/:contestId/staff',
      {
        config: { access: { contest: 'staff' } },
        schema: {
          operationId: 'listContestStaff',
          summary: 'Who runs a contest',
          description: 'For its staff. `text` finds a part of the name or the address.',
          querystring: StaffQuery,
          response: { 200: peoplePageOf(Person) },
        },
      },
      ({ contest, query }) => readPeople(query, (page: PeoplePage) => contestPeople.staff(contest.id, page)),
    );
    server.post(
      '/contests/:contestId/staff',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', limit: lookUpLimit },
        schema: {
          operationId: 'addContestStaff',
          summary: 'Add staff by e-mail address',
          description:
            'For its staff. Addresses without an account are returned as `unknown`; the others are added.',
          body: object({ emails: Emails }),
          response: {
            200: object({ staff: Type.Array(Person), ...additionReply }),
          },
        },
      },
      async ({ contest, body: { emails } }) => {
        const { people, ...counts } = await addByEmail(accounts, emails, (userIds) =>
          contestPeople.putStaff(contest.id, userIds),
        );
        return { staff: people, ...counts };
      },
    );
    server.delete(
      '/contests/:contestId/staff/:userId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'removeContestStaff',
          summary: 'Remove a person from the staff; a contest must keep a staff member',
          description: 'For its staff. Answers 409 `last-staff` for the last one.',
          params: PersonParams,
          response: { 204: Empty, ...problems(409) },
        },
      },
      async ({ contest, params: { userId } }, reply) => {
        await contestPeople.removeStaff(contest.id, userId);
        return reply.code(204).send(null);
      },
    );
  };
}

function toParticipantReply(participant: ListedParticipant): Static<typeof Participant> {
  return taggedReply(participantFields, participant);
}
