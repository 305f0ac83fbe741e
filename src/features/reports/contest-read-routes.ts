import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { type CsvList, csvFile, formatQuery, listAsCsv, pageOrCsv } from '../../api/csv-list.ts';
import { toIsoTimes } from '../../api/iso-times.ts';
import { mapPage } from '../../api/page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../../api/people-page.ts';
import { externalIdsOf, Id, Person, Time } from '../../api/schemas.ts';
import { object, orNull, shape, wordOf } from '../../api/shapes.ts';
import { openedAnswers, wholeFileAnswers } from '../../core/issue/url-reads.ts';
import type { Page } from '../../database/paging.ts';
import { maxContestTasks } from '../../domain/contests/contest-tasks.ts';
import { type ContestReads, maxAddresses, type ParticipantReads } from './contest-reads.ts';

const Counts = shape('ContestReads', {
  participants: Type.Integer({ description: 'People who take part.' }),
  tasks: Type.Array(
    object({
      taskId: Id,
      ...externalIdsOf('task'),
      gotUrl: Type.Integer({
        description: 'Participants who got a URL since the task opened in the contest.',
      }),
      opened: Type.Integer({ description: 'Those of them who downloaded the PDF.' }),
      openedUnknown: Type.Integer({ description: 'Those of whom no record of downloads tells.' }),
    }),
    { maxItems: maxContestTasks, description: 'Tasks of which a participant got a URL.' },
  ),
});

const Reads = shape('ParticipantReads', {
  ...Person.properties,
  opened: wordOf(openedAnswers),
  wholeFile: wordOf(wholeFileAnswers),
  gotUrlAt: orNull(Time),
  firstReadAt: orNull(Time),
  lastReadAt: orNull(Time),
  requests: Type.Integer(),
  bytes: Type.Integer(),
  addresses: Type.Array(Type.String(), {
    maxItems: maxAddresses,
    description: 'IP addresses of their downloads, the first ones first.',
  }),
});

const readsInCsv: CsvList<ParticipantReads> = {
  columns: [
    'userId',
    'email',
    'name',
    'opened',
    'wholeFile',
    'gotUrlAt',
    'firstReadAt',
    'lastReadAt',
    'requests',
    'bytes',
    'addresses',
  ],
  rowOf: toReply,
  rowsPerRead: 200,
};

/** Who of the participants has opened the tasks of a contest, for its staff. */
export function contestReadRoutes(contestReads: ContestReads): ApiRoutes {
  return (server) => {
    server.get(
      '/contests/:contestId/reads',
      {
        config: { access: { contest: 'staff' }, cost: 'report' },
        schema: {
          operationId: 'countContestReads',
          summary: 'Count for each task how many participants have opened it',
          description:
            'For its staff. Participants who are neither in `opened` nor in `openedUnknown` have not opened the task.',
          response: { 200: Counts },
        },
      },
      async ({ contest }) => contestReads.counts(contest.id),
    );
    server.get(
      '/contests/:contestId/tasks/:taskId/reads',
      {
        config: { access: { contest: 'staff' }, cost: 'report' },
        schema: {
          operationId: 'listContestTaskReads',
          summary: 'List the participants of a contest, with who has opened a task, when and from where',
          description:
            'For its staff. Omits people you may not see. Counts URLs since the task opened in the contest.',
          querystring: object({
            ...peopleQuery('PersonSort').properties,
            opened: Type.Optional(wordOf(openedAnswers)),
            ...formatQuery,
          }),
          params: object({ contestId: Id, taskId: Id }),
          response: { 200: pageOrCsv(peoplePageOf(Reads)) },
        },
      },
      async ({ principal, contest, params, query: { opened, format, ...query } }, reply) => {
        const filter = { contestId: contest.id, taskId: params.taskId, opened, asker: principal };
        if (format === 'csv') {
          const read = async (page: Page) => {
            const { people } = await contestReads.participants({ ...query, ...filter, ...page });
            const last = people.length < page.limit ? undefined : people.at(-1);
            return { items: people.map(({ person }) => person), next: last?.position };
          };
          return csvFile(reply, 'reads.csv', listAsCsv(readsInCsv, read));
        }
        const page = await readPeople(query, (window) => contestReads.participants({ ...filter, ...window }));
        return mapPage(page, toReply);
      },
    );
  };
}

function toReply({ firstIssuedAt: gotUrlAt, ...reads }: ParticipantReads) {
  return toIsoTimes({ ...reads, gotUrlAt });
}
