import { type TSchema, Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { losesAccess } from '../../api/dry-run.ts';
import { draftSchemas, replySchemas } from '../../api/fields.ts';
import { fromIsoTimes, toIsoTimes } from '../../api/iso-times.ts';
import { problems } from '../../api/problem-replies.ts';
import {
  ContestParams,
  Email,
  etag,
  externalIdReply,
  GroupParams,
  Id,
  listBodyBytes,
  object,
  oneOf,
  orNull,
  shape,
} from '../../api/schemas.ts';
import { contestTaskFields, participantFields } from '../../domain/contests/contest.ts';
import { maxContestTasks } from '../../domain/contests/contest-tasks.ts';
import { memberFields } from '../../domain/groups/groups.ts';
import { listOutcomes, maxShown, type PutList } from './list-changes.ts';
import { putContestTasks } from './put-contest-tasks.ts';
import { putMembers, putParticipants } from './put-people.ts';
import { again, named, putConfig, putSchema, type SyncParts } from './put-requests.ts';

const maxListed = 10_000;

/** A hundred bytes a person are plenty, of 10,000. */
const longListBytes = 5 * 1024 * 1024;

const Count = Type.Integer({ minimum: 0 });
const listReply = <P extends Record<string, TSchema>>(item: P) => ({
  ...etag,
  added: Count,
  changed: Count,
  removed: Count,
  unchanged: Count,
  changes: Type.Array(
    object({
      outcome: oneOf('ListOutcome', listOutcomes, 'What changes.'),
      ...item,
    }),
    { maxItems: maxShown, description: `The first ${maxShown}.` },
  ),
});
const person = { userId: Id, ...externalIdReply, email: orNull(Email), name: Type.String() };
const PutMembers = shape('PutMembers', listReply({ ...person, ...replySchemas(memberFields) }));
const PutParticipants = shape(
  'PutParticipants',
  listReply({ ...person, ...replySchemas(participantFields) }),
);
const PutContestTasks = shape('PutContestTasks', {
  ...listReply({ taskId: Id, ...externalIdReply, ...replySchemas(contestTaskFields) }),
  ...losesAccess,
});
/** The list says the positions. */
const { position: _position, ...TaskToPlace } = draftSchemas(contestTaskFields);

const whole = `The whole list: who is not in it is removed. At most ${maxListed} rows; one wrong row changes nothing. ${again}`;

/** Whole lists as a platform has them: who is in a group, and who and what in a contest. */
export function putListRoutes(parts: SyncParts): ApiRoutes {
  const { runChange } = parts;
  return (server) => {
    server.put(
      '/groups/:groupId/members',
      {
        bodyLimit: longListBytes,
        config: putConfig,
        schema: {
          ...putSchema,
          operationId: 'putGroupMembers',
          summary: 'Who is in a group',
          description: whole,
          params: GroupParams,
          body: object({
            members: Type.Array(object({ ...named, ...draftSchemas(memberFields) }), {
              maxItems: maxListed,
            }),
          }),
          response: { 200: PutMembers, ...problems(404, 412) },
        },
      },
      async ({ params, query, headers, body: { members } }) => {
        const options = { ...query, ifMatch: headers['if-match'] };
        return toListReply(await putMembers(parts, params.groupId, members, options));
      },
    );
    server.put(
      '/contests/:contestId/participants',
      {
        bodyLimit: longListBytes,
        config: putConfig,
        schema: {
          ...putSchema,
          operationId: 'putContestParticipants',
          summary: 'Participants of a contest who were added individually, with their own times',
          description: whole,
          params: ContestParams,
          body: object({
            participants: Type.Array(object({ ...named, ...draftSchemas(participantFields) }), {
              maxItems: maxListed,
            }),
          }),
          response: { 200: PutParticipants, ...problems(404, 412) },
        },
      },
      async ({ params, query, headers, body: { participants } }) => {
        const options = { ...query, ifMatch: headers['if-match'] };
        return toListReply(await putParticipants(parts, params.contestId, participants, options));
      },
    );
    server.put(
      '/contests/:contestId/tasks',
      {
        bodyLimit: listBodyBytes,
        config: putConfig,
        schema: {
          ...putSchema,
          operationId: 'putContestTasks',
          summary: 'The tasks of a contest, in their order',
          description: `The whole list: what is not in it is taken out. ${again}`,
          params: ContestParams,
          body: object({
            tasks: Type.Array(object({ taskId: Id, ...TaskToPlace }), { maxItems: maxContestTasks }),
          }),
          response: { 200: PutContestTasks, ...problems(404, 412) },
        },
      },
      async ({ principal, params, query, headers, body: { tasks } }) => {
        const wanted = tasks.map((task) => fromIsoTimes(task));
        const edit = putContestTasks(params.contestId, wanted, { ifMatch: headers['if-match'] });
        const { result, ...lost } = await runChange(edit, { ...query, asker: principal });
        return { ...toListReply(result), ...lost };
      },
    );
  };
}

const toListReply = <Item extends object>({ tag, shown, ...counts }: PutList<Item>) => ({
  etag: tag,
  ...counts,
  changes: shown.map(([outcome, item]) => ({ outcome, ...toIsoTimes(item) })),
});
