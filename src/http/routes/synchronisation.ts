import type { FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Contest } from '../../contests/contest.ts';
import { maxContestTasks } from '../../contests/contest-tasks.ts';
import type { PutList } from '../../sync/list-changes.ts';
import { outcomes, type Put } from '../../sync/put.ts';
import type { SyncedContestTask } from '../../sync/put-contest-tasks.ts';
import { maxListed } from '../../sync/synchronisation.ts';
import { parseLine } from '../../text-line.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { fromIsoTimes, toIsoTimes } from '../iso-times.ts';
import {
  AfterEndName,
  CollaboratorRoleName,
  ContestParams,
  Email,
  ExternalId,
  externalIdReply,
  GroupParams,
  GroupRoleName,
  Id,
  Language,
  listBodyBytes,
  object,
  oneOf,
  orNull,
  PersonName,
  peopleBodyBytes,
  problems,
  shape,
  TaskParams,
  Time,
  Title,
  VisibilityName,
} from '../schemas.ts';

/** A hundred bytes a person are plenty, of 10,000. */
const longListBytes = 4 * 1024 * 1024;
/** How many of the changes of a list are shown. */
const maxShown = 1000;

const named = {
  externalId: Type.Optional(ExternalId),
  email: Type.Optional(Email),
  userId: Type.Optional(Id),
  name: Type.Optional(PersonName),
};
const Named = shape('NamedPerson', named, {
  description:
    'Somebody by `userId`, else by `externalId`, else by `email`. Whoever has an external id that is not known gets an account.',
});

const PutQuery = object({
  dryRun: Type.Optional(Type.Boolean({ description: 'Shows what would change, and changes nothing.' })),
});
const PutHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({ maxLength: 1000, description: 'The `ETag` of the state that the change is meant for.' }),
  ),
});

const outcome = { outcome: oneOf('PutOutcome', outcomes, 'What the request came to.') };
const times = { createdAt: Time, updatedAt: Time };

const PutTask = shape('PutTask', {
  ...{ taskId: Id, ...externalIdReply, ...outcome },
  ...{ title: Title, primaryLanguage: Language, visibility: VisibilityName },
  ...{ visibleFrom: orNull(Time), embargoUntil: orNull(Time), ...times },
});
const TaskBody = shape('TaskToPut', {
  title: Title,
  primaryLanguage: Type.Optional(Language),
  visibility: Type.Optional(VisibilityName),
  visibleFrom: Type.Optional(orNull(Time)),
  embargoUntil: Type.Optional(orNull(Time)),
  collaborators: Type.Optional(
    Type.Array(object({ ...named, role: Type.Optional(CollaboratorRoleName) }), {
      maxItems: 100,
      description: 'Are added, as owners unless a role is given. Others stay.',
    }),
  ),
});

const staff = Type.Optional(
  Type.Array(Named, { maxItems: 100, description: 'Are added to the staff. Others stay.' }),
);
const PutGroup = shape('PutGroup', {
  groupId: Id,
  ...externalIdReply,
  ...outcome,
  name: Type.String(),
  ...times,
});
const GroupBody = shape('GroupToPut', { name: Title, staff });

const PutContest = shape('PutContest', {
  ...{ contestId: Id, ...externalIdReply, ...outcome, name: Type.String() },
  ...{ startsAt: Time, endsAt: orNull(Time), afterEnd: AfterEndName, ...times },
});
const ContestBody = shape('ContestToPut', {
  name: Title,
  startsAt: Time,
  endsAt: Type.Optional(orNull(Time)),
  afterEnd: Type.Optional(AfterEndName),
  staff,
});

const Count = Type.Integer({ minimum: 0 });
const listReply = (title: string, item: Record<string, TSchema>) =>
  shape(title, {
    added: Count,
    changed: Count,
    removed: Count,
    unchanged: Count,
    changes: Type.Array(
      object({
        outcome: oneOf('ListOutcome', ['added', 'changed', 'removed'], 'What happens to it.'),
        ...item,
      }),
      { maxItems: maxShown, description: `The first ${maxShown}.` },
    ),
  });
const person = { userId: Id, ...externalIdReply, email: orNull(Email), name: Type.String() };
const seconds = Type.Integer({ minimum: 0, maximum: 30 * 24 * 3600 });
const PutMembers = listReply('PutMembers', { ...person, role: GroupRoleName });
const PutParticipants = listReply('PutParticipants', {
  ...person,
  delaySeconds: Type.Integer(),
  extraSeconds: Type.Integer(),
});
const Placed = { taskId: Id, label: Type.String({ minLength: 1, maxLength: 20 }) };
const PutContestTasks = listReply('PutContestTasks', {
  ...Placed,
  position: Type.Integer(),
  opensAt: orNull(Time),
  closesAt: orNull(Time),
});

const config = { access: 'admin', apiKey: 'sync', limit: { what: 'costly' } } as const;
const common = { tags: ['platforms'], querystring: PutQuery, headers: PutHeaders };
const again = 'Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.';
const whole = `The whole list: who is not in it is removed. At most ${maxListed} rows, all or none. ${again}`;

/** What a platform has, put as a whole: by `ext:` and its own ids, or by ours. */
export function synchronisationRoutes({ synchronisation }: ApiParts): ApiRoutes {
  return (server) => {
    server.put(
      '/tasks/:taskId',
      {
        bodyLimit: peopleBodyBytes,
        config,
        schema: {
          ...common,
          operationId: 'putTask',
          summary: 'Create or change a task by its external id',
          description: `What is not given stays as it is. A new task belongs to the key and to its collaborators. ${again}`,
          params: TaskParams,
          body: TaskBody,
          response: { 200: PutTask, 201: PutTask, ...problems(404, 409, 412) },
        },
      },
      async ({ principal, params, query, headers, body: { collaborators = [], ...task } }, reply) => {
        const put = await synchronisation.task(
          fromIsoTimes(task),
          collaborators,
          optionsOf(params.taskId, principal.id, query, headers),
        );
        const { id, ...entity } = put.entity;
        return answer(reply, put).send({ taskId: id, ...toIsoTimes(entity), outcome: put.outcome });
      },
    );
    server.put(
      '/groups/:groupId',
      {
        bodyLimit: peopleBodyBytes,
        config,
        schema: {
          ...common,
          operationId: 'putGroup',
          summary: 'Create or change a group by its external id',
          description: again,
          params: GroupParams,
          body: GroupBody,
          response: { 200: PutGroup, 201: PutGroup, ...problems(404, 412) },
        },
      },
      async ({ principal, params, query, headers, body: { staff: people = [], ...group } }, reply) => {
        const put = await synchronisation.group(
          group,
          people,
          optionsOf(params.groupId, principal.id, query, headers),
        );
        const { id, ...entity } = put.entity;
        return answer(reply, put).send({ groupId: id, ...toIsoTimes(entity), outcome: put.outcome });
      },
    );
    server.put(
      '/contests/:contestId',
      {
        bodyLimit: peopleBodyBytes,
        config,
        schema: {
          ...common,
          operationId: 'putContest',
          summary: 'Create or change a contest by its external id',
          description: `What is not given stays as it is. ${again}`,
          params: ContestParams,
          body: ContestBody,
          response: { 200: PutContest, 201: PutContest, ...problems(404, 412) },
        },
      },
      async ({ principal, params, query, headers, body: { staff: people = [], ...contest } }, reply) => {
        const put: Put<Contest> = await synchronisation.contest(
          fromIsoTimes(contest),
          people,
          optionsOf(params.contestId, principal.id, query, headers),
        );
        const { id, ...entity } = put.entity;
        return answer(reply, put).send({ contestId: id, ...toIsoTimes(entity), outcome: put.outcome });
      },
    );
    server.put(
      '/groups/:groupId/members',
      {
        bodyLimit: longListBytes,
        config,
        schema: {
          ...common,
          operationId: 'putGroupMembers',
          summary: 'Who is in a group',
          description: whole,
          params: GroupParams,
          body: object({
            members: Type.Array(object({ ...named, role: Type.Optional(GroupRoleName) }), {
              maxItems: maxListed,
            }),
          }),
          response: { 200: PutMembers, ...problems(404, 412) },
        },
      },
      async ({ params, query, headers, body: { members } }, reply) => {
        const put = await synchronisation.members(params.groupId, members, listOptionsOf(query, headers));
        return reply.header('etag', put.tag).send(toListReply(put));
      },
    );
    server.put(
      '/contests/:contestId/participants',
      {
        bodyLimit: longListBytes,
        config,
        schema: {
          ...common,
          operationId: 'putContestParticipants',
          summary: 'Who takes part in a contest by themselves, with their own times',
          description: whole,
          params: ContestParams,
          body: object({
            participants: Type.Array(
              object({
                ...named,
                delaySeconds: Type.Optional(seconds),
                extraSeconds: Type.Optional(seconds),
              }),
              { maxItems: maxListed },
            ),
          }),
          response: { 200: PutParticipants, ...problems(404, 412) },
        },
      },
      async ({ params, query, headers, body: { participants } }, reply) => {
        const options = listOptionsOf(query, headers);
        const put = await synchronisation.participants(params.contestId, participants, options);
        return reply.header('etag', put.tag).send(toListReply(put));
      },
    );
    server.put(
      '/contests/:contestId/tasks',
      {
        bodyLimit: listBodyBytes,
        config,
        schema: {
          ...common,
          operationId: 'putContestTasks',
          summary: 'The tasks of a contest, in their order',
          description: `The whole list: what is not in it is taken out. ${again}`,
          params: ContestParams,
          body: object({
            tasks: Type.Array(
              object({
                ...Placed,
                opensAt: Type.Optional(orNull(Time)),
                closesAt: Type.Optional(orNull(Time)),
              }),
              { maxItems: maxContestTasks },
            ),
          }),
          response: { 200: PutContestTasks, ...problems(404, 412) },
        },
      },
      async ({ params, query, headers, body: { tasks } }, reply) => {
        const wanted = tasks.map(({ taskId, label, opensAt = null, closesAt = null }) => ({
          taskId,
          label: parseLine(label, 'label'),
          ...fromIsoTimes({ opensAt, closesAt }),
        }));
        const options = listOptionsOf(query, headers);
        const put: PutList<SyncedContestTask> = await synchronisation.contestTasks(
          params.contestId,
          wanted,
          options,
        );
        return reply.header('etag', put.tag).send(toListReply(put));
      },
    );
  };
}

type Query = { dryRun?: boolean };
type Headers = { 'if-match'?: string | undefined };

const listOptionsOf = ({ dryRun = false }: Query, { 'if-match': ifMatch }: Headers) => ({ dryRun, ifMatch });
const optionsOf = (reference: string, by: string, query: Query, headers: Headers) => ({
  reference,
  by,
  ...listOptionsOf(query, headers),
});

const answer = (reply: FastifyReply, { outcome: found, tag }: Put<object>) =>
  reply.code(found === 'created' ? 201 : 200).header('etag', tag) as never as { send(body: unknown): never };

function toListReply<Item extends object>({ added, changed, removed, unchanged }: PutList<Item>) {
  const shown = [
    ...added.map((item) => ({ outcome: 'added' as const, ...toIsoTimes(item) })),
    ...changed.map((item) => ({ outcome: 'changed' as const, ...toIsoTimes(item) })),
    ...removed.map((item) => ({ outcome: 'removed' as const, ...toIsoTimes(item) })),
  ];
  return {
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    unchanged,
    changes: shown.slice(0, maxShown),
  } as never;
}
