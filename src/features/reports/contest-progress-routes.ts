import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { type CsvList, csvFile, formatQuery, listAsCsv, pageOrCsv } from '../../api/csv-list.ts';
import { replySchemas } from '../../api/fields.ts';
import { toIsoTimes } from '../../api/iso-times.ts';
import { mapPage } from '../../api/page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../../api/people-page.ts';
import { ContestGroup } from '../../api/routes/contest-people.ts';
import { externalIdsOf, Id, Person, ServerTime, Time, timeForm } from '../../api/schemas.ts';
import { object, orNull, shape, wordOf } from '../../api/shapes.ts';
import type { Core } from '../../core/open-core.ts';
import type { Page } from '../../database/paging.ts';
import { participantFields } from '../../domain/contests/contest.ts';
import { maxContestTasks } from '../../domain/contests/contest-tasks.ts';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../lib/clock.ts';
import { type ContestPerson, type ContestProgress, maxGroupsListed } from './contest-progress.ts';
import { progressStates } from './read-progress.ts';

const Participation = shape('Participation', {
  own: Type.Boolean({ description: 'Whether they were added individually, which gives them own times.' }),
  groups: Type.Array(ContestGroup, {
    maxItems: maxGroupsListed,
    description: 'Groups of the contest that they are members of.',
  }),
});

const ContestPersonShape = shape('ContestPerson', {
  ...Person.properties,
  through: Participation,
  ...replySchemas(participantFields),
  startsAt: Time,
  endsAt: orNull(Time),
  tasks: Type.Array(
    object({
      taskId: Id,
      ...externalIdsOf('task'),
      state: wordOf(progressStates),
      at: orNull(
        Type.String({
          format: 'date-time',
          description: 'When they first did so: the first download, or else the first link.',
        }),
      ),
    }),
    { maxItems: maxContestTasks, description: 'All tasks of the contest, in order.' },
  ),
});

/** The states of the tasks follow, a column for each. */
const columns = [
  'userId',
  'email',
  'name',
  'own',
  'groups',
  'delaySeconds',
  'extraSeconds',
  'startsAt',
  'endsAt',
] as const;

const columnOf = (label: string) => `task ${label}`;

/** @param labels of the tasks, in their order */
const peopleInCsv = (labels: ReadonlyArray<string>): CsvList<ContestPerson> => ({
  columns: [...columns, ...labels.map(columnOf)],
  rowOf: ({ through, tasks, ...person }) => ({
    ...toIsoTimes(person),
    own: through.own,
    groups: through.groups.map(({ name }) => name).join('; '),
    ...Object.fromEntries(labels.map((label, at) => [columnOf(label), tasks[at]?.state ?? null])),
  }),
  rowsPerRead: 200,
});

/** Who takes part in a contest, and what they have read, for its staff. */
export function contestProgressRoutes(
  contestProgress: ContestProgress,
  { clock }: Pick<Core, 'clock'>,
): ApiRoutes {
  return (server) => {
    server.get(
      '/contests/:contestId/people',
      {
        config: { access: { contest: 'staff' }, cost: 'report' },
        schema: {
          operationId: 'listContestPeople',
          summary: 'List everyone who takes part in a contest, and what they have read',
          description:
            'For its staff. Lists each person once, with their own times: those added individually, and members of its groups. ' +
            'Omits people you may not see. Counts links since the task opened in the contest. To follow a contest, read all pages, ' +
            'then repeatedly those with `changedSince`; if `total` is not what you expect, people were added or removed: read all ' +
            'pages again.',
          querystring: object({
            ...peopleQuery('PersonSort').properties,
            groupId: Type.Optional(Id),
            changedSince: Type.Optional(
              Type.String({
                ...timeForm,
                description:
                  'Only people with a new link, a new download or changed times since then, and in the half minute before. ' +
                  'Send the `serverTime` of the first page of your last list.',
              }),
            ),
            ...formatQuery,
          }),
          response: {
            200: pageOrCsv(
              object(
                {
                  ...peoplePageOf(ContestPersonShape).properties,
                  total: Type.Integer({
                    minimum: 0,
                    description: 'Number of people on all pages of the list without `changedSince`.',
                  }),
                  serverTime: ServerTime,
                },
                { title: 'ContestPersonPage' },
              ),
            ),
          },
        },
      },
      async ({ principal, contest, query: { format, groupId, changedSince: since, ...query } }, reply) => {
        const serverTime = isoTime(clock.nowMs());
        const changedSince = since === undefined ? undefined : parseIsoTime(since);
        const filter = { contest, asker: principal, groupId, changedSince };
        if (format === 'csv') {
          const { text, sort } = query;
          const read = async (page: Page) => {
            const { people } = await contestProgress.people({ ...filter, text, sort, ...page });
            const last = people.length < page.limit ? undefined : people.at(-1);
            return { items: people.map(({ person }) => person), next: last?.position };
          };
          const list = peopleInCsv(await contestProgress.labels(contest));
          return csvFile(reply, 'people.csv', listAsCsv(list, read));
        }
        const page = await readPeople(query, (window) => contestProgress.people({ ...filter, ...window }));
        return { ...mapPage(page, toReply), serverTime };
      },
    );
  };
}

function toReply({ tasks, ...person }: ContestPerson) {
  const withTimes = tasks.map(({ at, ...task }) => ({ ...task, at: isoTimeOrNull(at) }));
  return { ...toIsoTimes(person), tasks: withTimes };
}
