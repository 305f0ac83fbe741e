import { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../clock.ts';
import type { ReaderFilter, TaskReader } from '../../urls/task-readers.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import { GroundName, object, orNull, Person, shape, Time } from '../schemas.ts';
import { taskReadersAsCsv } from '../task-readers-csv.ts';

const Reader = shape('TaskReader', {
  ...Person.properties,
  grounds: Type.Array(
    object({
      kind: GroundName,
      through: orNull(Type.String({ description: 'Id of the group or contest.' })),
    }),
    { description: 'Those that are open, the one that holds longest first.' },
  ),
  validUntil: orNull(Time),
  openedAt: orNull(
    Type.String({
      format: 'date-time',
      description: 'When they first got a URL of the task, as far as records are kept; null: not yet.',
    }),
  ),
});

const Counts = shape('TaskReaderCounts', {
  at: Time,
  everyone: Type.Boolean({
    description: 'Whether everybody with an account can read it. Who has no other ground is not counted.',
  }),
  readers: Type.Integer(),
  opened: Type.Integer({ description: 'How many of the readers have got a URL of the task.' }),
});

const at = { at: Type.Optional(Time) };
const whoIsListed =
  'Listed are people with a ground of their own: a role, a group, a contest. Those who can read it only because ' +
  'everybody with an account can, or because a platform grants it, are not. Only admins are told of admins.';

/** Who can read a task, and who of them has opened it. */
export function taskReaderRoutes({ taskReaders, clock }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/tasks/:taskId/readers',
      {
        config: { access: { task: 'manager' }, limit: { what: 'costly' } },
        schema: {
          operationId: 'listTaskReaders',
          summary:
            'Who can read a task at a given time and why, and whether they opened it; for its managers',
          description: `${whoIsListed} With \`format=csv\` it is all of them as RFC 4180.`,
          querystring: object({
            ...pageQuery,
            ...at,
            opened: Type.Optional(
              Type.Boolean({ description: 'Only those who have opened it, or only those who have not.' }),
            ),
            format: Type.Optional(
              Type.Unsafe<'json' | 'csv'>({
                type: 'string',
                enum: ['json', 'csv'],
                description: '`csv` has no pages: `limit` and `cursor` are for JSON.',
              }),
            ),
          }),
          response: {
            200: {
              description: 'A page, or all as CSV.',
              content: {
                'application/json': { schema: pageOf(Reader) },
                'text/csv': { schema: Type.String() },
              },
            },
          },
        },
      },
      async ({ principal, task, query }, reply) => {
        const filter: ReaderFilter = {
          taskId: task.id,
          atMs: query.at === undefined ? clock.nowMs() : parseIsoTime(query.at),
          withAdmins: principal.role === 'admin',
          opened: query.opened,
        };
        if (query.format === 'csv') {
          reply.type('text/csv; charset=utf-8; header=present');
          reply.header('content-disposition', 'attachment; filename="readers.csv"');
          return Readable.from(taskReadersAsCsv((page) => taskReaders.list({ ...filter, ...page }))) as never;
        }
        const page = await readPage(
          query,
          (window) => taskReaders.list({ ...filter, ...window }),
          ({ userId }) => userId,
        );
        return mapPage(page, toReply) as never;
      },
    );
    server.get(
      '/tasks/:taskId/readers/counts',
      {
        config: { access: { task: 'manager' }, limit: { what: 'costly' } },
        schema: {
          operationId: 'countTaskReaders',
          summary: 'Count who can read a task at a given time, and who has opened it',
          description: whoIsListed,
          querystring: object(at),
          response: { 200: Counts },
        },
      },
      async ({ principal, task, query }) => {
        const atMs = query.at === undefined ? clock.nowMs() : parseIsoTime(query.at);
        const withAdmins = principal.role === 'admin';
        return { at: isoTime(atMs), ...(await taskReaders.count({ taskId: task.id, atMs, withAdmins })) };
      },
    );
  };
}

function toReply({ grounds, validUntil, openedAt, ...person }: TaskReader): Static<typeof Reader> {
  return {
    ...person,
    grounds: [...grounds],
    validUntil: isoTimeOrNull(validUntil),
    openedAt: isoTimeOrNull(openedAt),
  };
}
