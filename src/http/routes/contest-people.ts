import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { ApiParts } from '../api-parts.ts';
import { findAccounts } from '../find-accounts.ts';
import { PageQuery, pageOf, readPage } from '../page.ts';
import { ContestParams, Email, Emails, Empty, Id, object, problems } from '../schemas.ts';

const Person = { userId: Id, email: Email, name: Type.String() };
const maxSeconds = 30 * 24 * 60 * 60;
const seconds = Type.Integer({ minimum: 0, maximum: maxSeconds });
const Times = { delaySeconds: seconds, extraSeconds: seconds };
const PersonParams = object({ contestId: Id, userId: Id });
const Unknown = Type.Array(Type.String(), {
  description: 'Addresses without an account; the others are added.',
});

/** Who takes part in a contest, and who runs it; all of it for its staff. */
export function contestPeopleRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { access, accounts, contestPeople } = parts;

  return async (server) => {
    server.get(
      '/contests/:contestId/participants',
      {
        schema: {
          tags: ['contests'],
          summary: 'Participants with a place of their own; those of its groups are not listed here',
          params: ContestParams,
          querystring: PageQuery,
          response: { 200: pageOf(object({ ...Person, ...Times })), ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId }, query }) => {
        await access.authorizeContest(principal, contestId, 'staff');
        return readPage(
          query,
          (window) => contestPeople.participants(contestId, window),
          (participant) => participant.userId,
        );
      },
    );
    server.post(
      '/contests/:contestId/participants',
      {
        schema: {
          tags: ['contests'],
          summary: 'Add participants by e-mail address, or change their delay and extra time',
          description:
            'A delay moves the whole window of these people, extra time its end once more. Somebody who takes part ' +
            'through a group gets times of their own the same way.',
          params: ContestParams,
          body: object({
            emails: Emails,
            delaySeconds: Type.Optional(seconds),
            extraSeconds: Type.Optional(seconds),
          }),
          response: {
            200: object({ participants: Type.Array(object({ ...Person, ...Times })), unknown: Unknown }),
            ...problems(400, 401, 403, 404),
          },
        },
      },
      async ({ principal, params: { contestId }, body: { emails, delaySeconds = 0, extraSeconds = 0 } }) => {
        const contest = await access.authorizeContest(principal, contestId, 'staff');
        const times = { delaySeconds, extraSeconds };
        const { found, unknown } = await findAccounts(accounts, emails);
        await contestPeople.putParticipants(
          contest,
          found.map((person) => person.userId),
          times,
        );
        return { participants: found.map((person) => ({ ...person, ...times })), unknown };
      },
    );
    server.delete(
      '/contests/:contestId/participants/:userId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Remove a participant, or the own times of one who comes through a group',
          params: PersonParams,
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId, userId } }, reply) => {
        await access.authorizeContest(principal, contestId, 'staff');
        await contestPeople.removeParticipant(contestId, userId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/contests/:contestId/groups',
      {
        schema: {
          tags: ['contests'],
          summary: 'Groups whose members take part',
          params: ContestParams,
          querystring: PageQuery,
          response: {
            200: pageOf(object({ groupId: Id, name: Type.String() })),
            ...problems(400, 401, 403, 404),
          },
        },
      },
      async ({ principal, params: { contestId }, query }) => {
        await access.authorizeContest(principal, contestId, 'staff');
        const page = await readPage(
          query,
          (window) => contestPeople.groups(contestId, window),
          (group) => group.id,
        );
        return { ...page, items: page.items.map(({ id, name }) => ({ groupId: id, name })) };
      },
    );
    server.put(
      '/contests/:contestId/groups/:groupId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Let the members of a group take part; needs staff on both',
          params: object({ contestId: Id, groupId: Id }),
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId, groupId } }, reply) => {
        await access.authorizeContest(principal, contestId, 'staff');
        await access.authorizeGroup(principal, groupId, 'staff');
        await parts.groups.find(groupId);
        await contestPeople.putGroup(contestId, groupId);
        return reply.code(204).send(null);
      },
    );
    server.delete(
      '/contests/:contestId/groups/:groupId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Take a group out of a contest',
          params: object({ contestId: Id, groupId: Id }),
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId, groupId } }, reply) => {
        await access.authorizeContest(principal, contestId, 'staff');
        await contestPeople.removeGroup(contestId, groupId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/contests/:contestId/staff',
      {
        schema: {
          tags: ['contests'],
          summary: 'Who runs a contest',
          params: ContestParams,
          querystring: PageQuery,
          response: { 200: pageOf(object(Person)), ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId }, query }) => {
        await access.authorizeContest(principal, contestId, 'staff');
        return readPage(
          query,
          (window) => contestPeople.staff(contestId, window),
          (person) => person.userId,
        );
      },
    );
    server.post(
      '/contests/:contestId/staff',
      {
        schema: {
          tags: ['contests'],
          summary: 'Add staff by e-mail address',
          params: ContestParams,
          body: object({ emails: Emails }),
          response: {
            200: object({ staff: Type.Array(object(Person)), unknown: Unknown }),
            ...problems(400, 401, 403, 404),
          },
        },
      },
      async ({ principal, params: { contestId }, body: { emails } }) => {
        await access.authorizeContest(principal, contestId, 'staff');
        const { found, unknown } = await findAccounts(accounts, emails);
        await contestPeople.putStaff(
          contestId,
          found.map((person) => person.userId),
        );
        return { staff: found, unknown };
      },
    );
    server.delete(
      '/contests/:contestId/staff/:userId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Remove somebody from the staff; a contest keeps at least one',
          params: PersonParams,
          response: { 204: Empty, ...problems(401, 403, 404, 409) },
        },
      },
      async ({ principal, params: { contestId, userId } }, reply) => {
        await access.authorizeContest(principal, contestId, 'staff');
        await contestPeople.removeStaff(contestId, userId);
        return reply.code(204).send(null);
      },
    );
  };
}
