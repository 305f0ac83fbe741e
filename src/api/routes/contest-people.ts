import { type Static, Type } from 'typebox';
import type { PeoplePage } from '../../database/people-list.ts';
import {
  type Contest,
  type Participant as ListedParticipant,
  participantFields,
} from '../../domain/contests/contest.ts';
import {
  contestGroupRemoval,
  contestStaffRemoval,
  participantRemoval,
  timesSorts,
} from '../../domain/contests/contest-people.ts';
import { addByEmail, additionReply } from '../add-people.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { dryRunCost, removalSchema, replyToRemoval } from '../dry-run.ts';
import { changesSchema, draftSchemas, replySchemas, taggedReply } from '../fields.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../people-page.ts';
import { problems } from '../problem-replies.ts';
import {
  Emails,
  Empty,
  etag,
  externalIdReply,
  firstIssued,
  Id,
  IfMatch,
  listBodyBytes,
  Person,
} from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Participant = shape('Participant', {
  ...Person.properties,
  ...replySchemas(participantFields),
  ...firstIssued,
  ...etag,
});
const ContestGroup = shape('ContestGroup', { groupId: Id, ...externalIdReply, name: Type.String() });
const ParticipantsQuery = peopleQuery('ParticipantSort', timesSorts, 'delay, extra: longest first.');
const StaffQuery = peopleQuery('PersonSort');
const PersonParams = object({ userId: Id });
const TimesPatch = changesSchema('ParticipantChanges', participantFields);

/** Participants, groups and staff of a contest, for its staff. */
export function contestPeopleRoutes({ accounts, contestPeople, issuedUrls, runChange }: ApiParts): ApiRoutes {
  async function toReplies(
    { id }: Pick<Contest, 'id'>,
    participants: ReadonlyArray<ListedParticipant>,
  ): Promise<Array<Static<typeof Participant>>> {
    const found = await issuedUrls.withFirstIssued({ kind: 'contest', id }, participants);
    return found.map((participant) => taggedReply(participantFields, participant));
  }
  const toReply = async (contest: Pick<Contest, 'id'>, participant: ListedParticipant) =>
    (await toReplies(contest, [participant]))[0] as Static<typeof Participant>;

  return (server) => {
    server.get(
      '/contests/:contestId/participants',
      {
        config: { access: { contest: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listContestParticipants',
          summary: 'List participants who were added individually',
          description: 'For its staff. Members of its groups are listed only if they have their own times.',
          querystring: ParticipantsQuery,
          response: { 200: peoplePageOf(Participant) },
        },
      },
      async ({ contest, query }) => {
        const page = await readPeople(query, (window) => contestPeople.participants(contest.id, window));
        return { ...page, items: await toReplies(contest, page.items) };
      },
    );
    server.post(
      '/contests/:contestId/participants',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', limit: lookUpLimit, cost: 'change' },
        schema: {
          operationId: 'addContestParticipants',
          summary: 'Add participants by e-mail address, with an optional delay and extra time',
          description:
            'A delay moves the whole window of these people, even past the end of the contest; extra time then moves its end ' +
            'further. To give group members their own times, add them here. People who were added before keep their times.',
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
        return { participants: await toReplies(contest, people), ...counts };
      },
    );
    server.get(
      '/contests/:contestId/participants/:userId',
      {
        config: { access: { contest: 'staff' }, cost: 'light' },
        schema: {
          operationId: 'getContestParticipant',
          summary: 'Get a participant and their own times',
          description: 'For its staff. Returns 404 for group members without their own times.',
          params: PersonParams,
          response: { 200: Participant },
        },
      },
      async ({ contest, params: { userId } }) =>
        toReply(contest, await contestPeople.participant(contest.id, userId)),
    );
    server.patch(
      '/contests/:contestId/participants/:userId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'updateContestParticipant',
          summary: 'Change the delay or extra time of a participant',
          description:
            'For its staff. Omitted fields stay unchanged. URLs that outlive the new times are revoked.',
          params: PersonParams,
          headers: IfMatch,
          body: TimesPatch,
          response: { 200: Participant, ...problems(412) },
        },
      },
      async ({ contest, params: { userId }, headers, body }) =>
        toReply(contest, await contestPeople.changeTimes(contest.id, userId, body, headers['if-match'])),
    );
    server.delete(
      '/contests/:contestId/participants/:userId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'removeContestParticipant',
          summary: "Remove a participant, or a group member's own times",
          description: 'For its staff. Group members still take part, with the times of the contest.',
          params: PersonParams,
          ...removalSchema(),
        },
      },
      async ({ principal, contest, params: { userId }, query }, reply) => {
        const options = { ...query, asker: principal, contestId: contest.id, leaving: userId };
        return replyToRemoval(reply, await runChange(participantRemoval(contest.id, userId), options));
      },
    );

    server.get(
      '/contests/:contestId/groups',
      {
        config: { access: { contest: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listContestGroups',
          summary: 'List the groups whose members take part in a contest',
          description: 'For its staff.',
          querystring: PageQuery,
          response: {
            200: pageOf(ContestGroup),
          },
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
        config: { access: { contest: 'staff', group: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'addContestGroup',
          summary: 'Add a group to a contest',
          description:
            'For staff of both. Its members take part from now on, including those who join the group later.',
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
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'removeContestGroup',
          summary: 'Remove a group from a contest',
          description: 'For its staff. Members without other access to the tasks lose it immediately.',
          params: object({ groupId: Id }),
          ...removalSchema(),
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
        config: { access: { contest: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'listContestStaff',
          summary: 'List the staff of a contest',
          description: 'For its staff.',
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
        config: { access: { contest: 'staff' }, apiKey: 'sync', limit: lookUpLimit, cost: 'change' },
        schema: {
          operationId: 'addContestStaff',
          summary: 'Add staff to a contest by e-mail address',
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
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'removeContestStaff',
          summary: 'Remove a person from the staff of a contest',
          description: 'For its staff. Returns 409 `last-staff` for the last one.',
          params: PersonParams,
          ...removalSchema(409),
        },
      },
      async ({ principal, contest, params: { userId }, query }, reply) => {
        const options = { ...query, asker: principal, contestId: contest.id };
        return replyToRemoval(reply, await runChange(contestStaffRemoval(contest.id, userId), options));
      },
    );
  };
}
