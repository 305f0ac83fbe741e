import { type TSchema, Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { accessTold } from '../../api/dry-run.ts';
import { draftSchemas, replySchemas } from '../../api/fields.ts';
import { rowsFromIsoTimes, toIsoTimes } from '../../api/iso-times.ts';
import { problems } from '../../api/problem-replies.ts';
import {
  ContestParams,
  Email,
  etag,
  externalIdReply,
  GroupParams,
  Id,
  listBodyBytes,
} from '../../api/schemas.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import { contestTaskFields, participantFields } from '../../domain/contests/contest.ts';
import { maxContestTasks } from '../../domain/contests/contest-tasks.ts';
import { assignmentFields } from '../../domain/groups/group-tasks.ts';
import { memberFields } from '../../domain/groups/groups.ts';
import { listOutcomes, maxShown, type PutList } from './list-changes.ts';
import { putContestGroups, putContestTasks, putGroupTasks, putMembers, putParticipants } from './lists.ts';
import { again, Count, longListBytes, named, putOptions, type SyncParts } from './put-requests.ts';

const maxListed = 10_000;

const listReply = <P extends Record<string, TSchema>>(item: P) => ({
  ...etag,
  added: Count,
  changed: Count,
  removed: Count,
  unchanged: Count,
  changes: Type.Array(
    object({
      outcome: oneOf('ListOutcome', listOutcomes, 'What happens to the row.'),
      ...item,
    }),
    { maxItems: maxShown, description: `The first ${maxShown} changes.` },
  ),
});
const rowsOf = <P extends Record<string, TSchema>>(maxItems: number, row: P) =>
  Type.Array(object(row), { maxItems });
const person = { userId: Id, ...externalIdReply, email: orNull(Email), name: Type.String() };
const PutMembers = shape('PutMembers', listReply({ ...person, ...replySchemas(memberFields) }));
const PutParticipants = shape(
  'PutParticipants',
  listReply({ ...person, ...replySchemas(participantFields) }),
);
const PutContestTasks = shape('PutContestTasks', {
  ...listReply({ taskId: Id, ...externalIdReply, ...replySchemas(contestTaskFields) }),
  ...accessTold,
});
const PutGroupTasks = shape('PutGroupTasks', {
  ...listReply({ taskId: Id, ...externalIdReply, ...replySchemas(assignmentFields) }),
  ...accessTold,
});
const PutContestGroups = shape('PutContestGroups', {
  ...listReply({ groupId: Id, ...externalIdReply }),
  ...accessTold,
});
/** The order of the list gives the positions. */
const { position: _position, ...TaskToPlace } = draftSchemas(contestTaskFields);

/** Low enough for one transaction. */
const [maxGroupTasks, maxContestGroups] = [1000, 100];

const wholeOfThings = `Send the whole list: what is not in it is removed. If a row has an error, nothing changes. ${again}`;
const whole = `Send the whole list, at most ${maxListed} rows: people who are not in it are removed. If a row has an error, nothing changes. ${again}`;

/** Replaces whole lists for a platform: people and tasks of groups; people, tasks and groups of contests. */
export function putListRoutes(parts: SyncParts): ApiRoutes {
  const { runChange } = parts;
  return (server) => {
    server.put(
      '/groups/:groupId/members',
      putOptions(longListBytes, {
        operationId: 'putGroupMembers',
        summary: 'Replace the members and staff of a group',
        description: whole,
        params: GroupParams,
        body: object({ members: rowsOf(maxListed, { ...named, ...draftSchemas(memberFields) }) }),
        response: { 200: PutMembers, ...problems(404, 412) },
      }),
      async ({ params, query, headers, body: { members } }) => {
        const options = { ...query, ifMatch: headers['if-match'] };
        return toListReply(await putMembers(parts, params.groupId, members, options));
      },
    );
    server.put(
      '/contests/:contestId/participants',
      putOptions(longListBytes, {
        operationId: 'putContestParticipants',
        summary: 'Replace the individually added participants of a contest, and their own times',
        description: whole,
        params: ContestParams,
        body: object({ participants: rowsOf(maxListed, { ...named, ...draftSchemas(participantFields) }) }),
        response: { 200: PutParticipants, ...problems(404, 412) },
      }),
      async ({ params, query, headers, body: { participants } }) => {
        const options = { ...query, ifMatch: headers['if-match'] };
        return toListReply(await putParticipants(parts, params.contestId, participants, options));
      },
    );
    server.put(
      '/contests/:contestId/tasks',
      putOptions(listBodyBytes, {
        operationId: 'putContestTasks',
        summary: 'Replace the tasks of a contest, in order',
        description: wholeOfThings,
        params: ContestParams,
        body: object({ tasks: rowsOf(maxContestTasks, { taskId: Id, ...TaskToPlace }) }),
        response: { 200: PutContestTasks, ...problems(404, 412) },
      }),
      async ({ principal, params, query, headers, body: { tasks } }) => {
        const wanted = rowsFromIsoTimes(tasks);
        const edit = putContestTasks(params.contestId, wanted, { ifMatch: headers['if-match'] });
        const { result, ...told } = await runChange(edit, { ...query, asker: principal });
        return { ...toListReply(result), ...told };
      },
    );
    server.put(
      '/contests/:contestId/groups',
      putOptions(listBodyBytes, {
        operationId: 'putContestGroups',
        summary: 'Replace the groups whose members take part in a contest',
        description: wholeOfThings,
        params: ContestParams,
        body: object({ groups: rowsOf(maxContestGroups, { groupId: Id }) }),
        response: { 200: PutContestGroups, ...problems(404, 412) },
      }),
      async ({ principal, params: { contestId }, query, headers, body: { groups } }) => {
        const edit = putContestGroups(contestId, groups, { ifMatch: headers['if-match'] });
        const { result, ...told } = await runChange(edit, { ...query, asker: principal, contestId });
        return { ...toListReply(result), ...told };
      },
    );
    server.put(
      '/groups/:groupId/tasks',
      putOptions(longListBytes, {
        operationId: 'putGroupTasks',
        summary: 'Replace the tasks of a group, each with its window',
        description: wholeOfThings,
        params: GroupParams,
        body: object({ tasks: rowsOf(maxGroupTasks, { taskId: Id, ...draftSchemas(assignmentFields) }) }),
        response: { 200: PutGroupTasks, ...problems(404, 412) },
      }),
      async ({ principal, params, query, headers, body: { tasks } }) => {
        const edit = putGroupTasks(params.groupId, rowsFromIsoTimes(tasks), { ifMatch: headers['if-match'] });
        const { result, ...told } = await runChange(edit, { ...query, asker: principal });
        return { ...toListReply(result), ...told };
      },
    );
  };
}

const toListReply = <Item extends object>({ tag, shown, ...counts }: PutList<Item>) => ({
  etag: tag,
  ...counts,
  changes: shown.map(([outcome, item]) => ({ outcome, ...toIsoTimes(item) })),
});
