import { Type } from 'typebox';
import type { PeoplePage } from '../../database/people-list.ts';
import { type Participant as ListedParticipant, participantFields } from '../../domain/contests/contest.ts';
import {
  contestGroupAddition,
  contestGroupRemoval,
  contestStaffAddition,
  contestStaffRemoval,
  participantChange,
  participantRemoval,
  participantsAddition,
  timesSorts,
} from '../../domain/contests/contest-people.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { DryRunQuery, dryRunCost } from '../dry-run.ts';
import { changesSchema, draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { peopleQuery } from '../people-page.ts';
import { peopleRoutes } from '../people-routes.ts';
import { placeOf, removalRoute, Tried } from '../removal-route.ts';
import { Empty, etag, externalIdReply, firstIssued, Id, IfMatch, Person } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Participant = shape('Participant', {
  ...Person.properties,
  ...replySchemas(participantFields),
  ...firstIssued,
  ...etag,
});
export const ContestGroup = shape('ContestGroup', { groupId: Id, ...externalIdReply, name: Type.String() });

/** Participants, groups and staff of a contest, for its staff. */
export function contestPeopleRoutes(parts: ApiParts): ApiRoutes {
  const { contestPeople, issuedUrls, runChange } = parts;
  return (server) => {
    peopleRoutes(server, parts, {
      path: '/contests/:contestId/participants',
      readAccess: { contest: 'staff' },
      changeAccess: { contest: 'staff' },
      person: Participant,
      async toReplies(participants: ReadonlyArray<ListedParticipant>, { contest: { id } }) {
        const found = await issuedUrls.withFirstIssued({ kind: 'contest', id }, participants);
        return found.map((participant) => taggedReply(participantFields, participant));
      },
      list: {
        operationId: 'listContestParticipants',
        summary: 'List participants who were added individually',
        description: 'For its staff. Members of its groups are listed only if they have their own times.',
        querystring: peopleQuery('ParticipantSort', timesSorts, 'delay, extra: longest first.'),
        read: ({ contest }, page) => contestPeople.participants(contest.id, page),
      },
      add: {
        operationId: 'addContestParticipants',
        summary: 'Add participants by e-mail address, with an optional delay and extra time',
        description:
          'A delay moves the whole window of these people, even past the end of the contest; extra time then moves its end ' +
          'further. To give group members their own times, add them here. People who were added before keep their times.',
        name: 'participants',
        fields: draftSchemas(participantFields),
        add: ({ contest }, userIds, times) => participantsAddition(contest.id, userIds, times),
      },
      get: {
        operationId: 'getContestParticipant',
        summary: 'Get a participant and their own times',
        description: 'For its staff. Returns 404 for group members without their own times.',
        find: ({ contest }, userId) => contestPeople.participant(contest.id, userId),
      },
      patch: {
        operationId: 'updateContestParticipant',
        summary: 'Change the delay or extra time of a participant',
        description:
          'For its staff. Omitted fields stay unchanged. URLs that outlive the new times are revoked.',
        headers: IfMatch,
        body: changesSchema('ParticipantChanges', participantFields),
        refusals: [412],
        change: ({ contest, headers }, userId, changes) =>
          participantChange(contest.id, userId, changes, headers['if-match']),
      },
      remove: {
        operationId: 'removeContestParticipant',
        summary: "Remove a participant, or a group member's own times",
        description: 'For its staff. Group members still take part, with the times of the contest.',
        removal: ({ contest }, userId) => ({ edit: participantRemoval(contest.id, userId) }),
      },
    });

    server.get(
      '/contests/:contestId/groups',
      {
        config: { access: { contest: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listContestGroups',
          summary: 'List the groups whose members take part in a contest',
          description: 'For its staff.',
          querystring: PageQuery,
          response: { 200: pageOf(ContestGroup) },
        },
      },
      async ({ contest, query }) => {
        const page = await readPage(query, (window) => contestPeople.groups(contest.id, window), 'id');
        return mapPage(page, ({ id, name }) => ({ groupId: id, name }));
      },
    );
    server.put(
      '/contests/:contestId/groups/:groupId',
      {
        config: { access: { contest: 'staff', group: 'staff' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'addContestGroup',
          summary: 'Add a group to a contest',
          description:
            'For staff of both. Its members take part from now on, including those who join the group later.',
          querystring: DryRunQuery,
          response: { 200: Tried, 204: Empty },
        },
      },
      async (request, reply) => {
        const { contest, group, query } = request;
        const edit = contestGroupAddition(contest.id, group.id);
        const { result: _none, ...told } = await runChange(edit, placeOf(request));
        return query.dryRun ? reply.code(200).send(told) : reply.code(204).send(null);
      },
    );
    removalRoute(server, runChange, '/contests/:contestId/groups/:groupId', {
      config: { access: { contest: 'staff' }, apiKey: 'sync' },
      operationId: 'removeContestGroup',
      summary: 'Remove a group from a contest',
      description: 'For its staff. Members without other access to the tasks lose it immediately.',
      params: object({ groupId: Id }),
      removal: ({ contest, params }) => ({ edit: contestGroupRemoval(contest.id, params.groupId) }),
    });

    peopleRoutes(server, parts, {
      path: '/contests/:contestId/staff',
      readAccess: { contest: 'staff' },
      changeAccess: { contest: 'staff' },
      person: Person,
      toReplies: async (staff) => staff,
      list: {
        operationId: 'listContestStaff',
        summary: 'List the staff of a contest',
        description: 'For its staff.',
        querystring: peopleQuery('PersonSort'),
        read: ({ contest }, page: PeoplePage) => contestPeople.staff(contest.id, page),
      },
      add: {
        operationId: 'addContestStaff',
        summary: 'Add staff to a contest by e-mail address',
        description:
          'For its staff. Addresses without an account are returned as `unknown`; the others are added.',
        name: 'staff',
        fields: {},
        add: ({ contest }, userIds) => contestStaffAddition(contest.id, userIds),
      },
      remove: {
        operationId: 'removeContestStaff',
        summary: 'Remove a person from the staff of a contest',
        description: 'For its staff. Returns 409 `last-staff` for the last one.',
        refusals: [409],
        removal: ({ contest }, userId) => ({ edit: contestStaffRemoval(contest.id, userId) }),
      },
    });
  };
}
