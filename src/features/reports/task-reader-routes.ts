import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { type CsvList, csvFile, formatQuery, listAsCsv, pageOrCsv } from '../../api/csv-list.ts';
import { toIsoTimes } from '../../api/iso-times.ts';
import { mapPage, pageOf, pageQuery, readFoundPage } from '../../api/page.ts';
import { externalIdsOf, GroundName, Person, Time } from '../../api/schemas.ts';
import { object, orNull, shape, wordOf } from '../../api/shapes.ts';
import { openedAnswers } from '../../core/issue/url-reads.ts';
import type { Core } from '../../core/open-core.ts';
import type { Page } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { isoTime, parseIsoTime } from '../../lib/clock.ts';
import type { TaskReader, TaskReaders } from './task-readers.ts';

const Reader = shape('TaskReader', {
  ...Person.properties,
  grounds: Type.Array(
    object({
      kind: GroundName,
      through: orNull(Type.String({ description: 'Id of the group or contest.' })),
      ...externalIdsOf('through'),
    }),
    { description: 'What gives access at this time; the one that lasts longest comes first.' },
  ),
  validUntil: orNull(Time),
  gotUrlAt: orNull(
    Type.String({
      format: 'date-time',
      description: 'When they first got a URL of the task, as far as records are kept; null: not yet.',
    }),
  ),
  gotKeyAt: orNull(
    Type.String({
      format: 'date-time',
      description: 'When they first got the key of a sealed PDF of the task; null: not yet.',
    }),
  ),
  opened: wordOf(openedAnswers),
  firstReadAt: orNull(Time),
});

/** One row per reader, with the ground that lasts longest. */
const readersInCsv: CsvList<TaskReader> = {
  columns: [
    'userId',
    'externalId',
    'email',
    'name',
    'ground',
    'through',
    'validUntil',
    'gotUrlAt',
    'gotKeyAt',
    'opened',
    'firstReadAt',
  ],
  rowOf: ({ grounds: [ground], ...reader }) => ({
    ...toIsoTimes(reader),
    ground: ground?.kind ?? null,
    through: ground?.through ?? null,
  }),
  rowsPerRead: 200,
};

const Counts = shape('TaskReaderCounts', {
  at: Time,
  everyone: Type.Boolean({
    description:
      'Whether everyone with an account can read it. People without another ground are not counted in `readers`.',
  }),
  readers: Type.Integer(),
  gotUrl: Type.Integer({
    description: 'Readers who have got a URL of the task, or the key of its sealed PDF.',
  }),
  opened: Type.Integer({ description: 'Readers who downloaded a PDF of the task.' }),
  openedUnknown: Type.Integer({ description: 'Readers of whom no record of downloads tells.' }),
});

const Now = shape('TaskReadersNow', {
  readersNow: Type.Boolean({
    description:
      'True if the task is open now to members of a group or participants of a contest, or if anyone outside its staff got ' +
      'a URL of it within the last hour.',
  }),
});

const at = { at: Type.Optional(Time) };
const whoIsListed =
  'For its managers. Includes people with access through a role, a group or a contest. Omits those who can read it only ' +
  'like everyone with an account, or through a platform. Only admins see admins.';

export function taskReaderRoutes(taskReaders: TaskReaders, { clock }: Pick<Core, 'clock'>): ApiRoutes {
  const filterOf = (asker: Principal, taskId: string, time: string | undefined) => ({
    taskId,
    atMs: time === undefined ? clock.nowMs() : parseIsoTime(time),
    withAdmins: asker.role === 'admin',
    asker,
  });
  return (server) => {
    server.get(
      '/tasks/:taskId/readers',
      {
        config: { access: { task: 'manager' }, limitedKeys: false, cost: 'report' },
        schema: {
          operationId: 'listTaskReaders',
          summary: 'List who can read a task at a given time, why, and who got a URL',
          description: `${whoIsListed} Also omits people you may not see.`,
          querystring: object({
            ...pageQuery,
            ...at,
            gotUrl: Type.Optional(
              Type.Boolean({
                description: '`true`: only people who got a URL; `false`: only people who did not.',
              }),
            ),
            opened: Type.Optional(wordOf(openedAnswers)),
            ...formatQuery,
          }),
          response: { 200: pageOrCsv(pageOf(Reader)) },
        },
      },
      async ({ principal, task, query }, reply) => {
        const { gotUrl, opened } = query;
        const filter = { ...filterOf(principal, task.id, query.at), gotUrl, opened };
        const read = (page: Page) => taskReaders.list({ ...filter, ...page });
        if (query.format === 'csv') return csvFile(reply, 'readers.csv', listAsCsv(readersInCsv, read));
        return mapPage(await readFoundPage(query, read), toIsoTimes);
      },
    );
    server.get(
      '/tasks/:taskId/readers/counts',
      {
        config: { access: { task: 'manager' }, cost: 'report' },
        schema: {
          operationId: 'countTaskReaders',
          summary: 'Count who can read a task at a given time, and who got a URL',
          description: whoIsListed,
          querystring: object(at),
          response: { 200: Counts },
        },
      },
      async ({ principal, task, query }) => {
        const filter = filterOf(principal, task.id, query.at);
        return { at: isoTime(filter.atMs), ...(await taskReaders.count(filter)) };
      },
    );
    server.get(
      '/tasks/:taskId/readers/now',
      {
        config: { access: { task: 'editor' }, cost: 'page' },
        schema: {
          operationId: 'getTaskReadersNow',
          summary: 'Check whether people may be reading a task now',
          description: 'For its editors, to decide whether a change needs a `reason`.',
          response: { 200: Now },
        },
      },
      async ({ task }) => ({ readersNow: await taskReaders.mayBeReadNow(task.id) }),
    );
  };
}
