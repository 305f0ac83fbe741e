import { type RawBuilder, sql } from 'kysely';
import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../../api/page.ts';
import { ErrorCodeName } from '../../api/problem-replies.ts';
import { externalIdsOf, Id, Person, Time } from '../../api/schemas.ts';
import { object, shape } from '../../api/shapes.ts';
import type { Core } from '../../core/open-core.ts';
import { formatPosition, type Page, parsePosition } from '../../database/paging.ts';
import { addressesOf } from '../../database/people-list.ts';
import { type Asker, isVisibleTo } from '../../domain/access/visible-people.ts';
import { participations } from '../../domain/contests/participation.ts';
import { isoTime } from '../../lib/clock.ts';
import { recentMs } from './record-refusals.ts';

const RefusalShape = shape('ContestRefusal', {
  ...Person.properties,
  taskId: Id,
  ...externalIdsOf('task'),
  code: ErrorCodeName,
  firstAt: Time,
  at: Type.String({ format: 'date-time', description: 'The last time.' }),
  count: Type.Integer({ minimum: 1 }),
});

/** What people of a contest were refused lately, for its staff. */
export function refusalRoutes({ database: { kysely }, clock }: Pick<Core, 'database' | 'clock'>): ApiRoutes {
  /** Recent refusals of tasks of a contest. @param whose a condition on `user` */
  const recent = (contestId: string, whose: RawBuilder<boolean>) =>
    kysely
      .selectFrom('refusals')
      .innerJoin('user', 'user.id', 'refusals.userId')
      .where('refusals.taskId', 'in', (eb) =>
        eb.selectFrom('contestTasks').select('taskId').where('contestId', '=', contestId),
      )
      .where('refusals.at', '>=', clock.nowMs() - recentMs)
      .where(whose);

  const takesPart = (contestId: string, asker: Asker) =>
    sql<boolean>`("user".id in (select "userId" from ${participations} as taking
      where taking."contestId" = ${contestId}) and ${isVisibleTo(asker)})`;

  async function list(contestId: string, asker: Asker, { after, limit }: Page) {
    const last = after === undefined ? undefined : parsePosition(after);
    const rows = await recent(contestId, takesPart(contestId, asker))
      .innerJoin('tasks', 'tasks.id', 'refusals.taskId')
      .where(
        last ? sql<boolean>`(refusals.at, refusals.id) < (${last.atMs}, ${last.id})` : sql<boolean>`true`,
      )
      .select(['user.id as userId', 'user.externalId', ...addressesOf(), 'user.name'])
      .select(['refusals.taskId', 'tasks.externalId as taskExternalId', 'code', 'firstAt', 'at', 'count'])
      .select('refusals.id')
      .orderBy('refusals.at', 'desc')
      .orderBy('refusals.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id, ...row }) => ({ ...row, position: formatPosition({ atMs: row.at, id }) }));
  }

  async function countOthers(contestId: string, asker: Asker): Promise<number> {
    const { others } = await recent(contestId, sql`not ${takesPart(contestId, asker)}`)
      .select(({ fn }) => fn.count<number>('user.id').distinct().as('others'))
      .executeTakeFirstOrThrow();
    return Number(others);
  }

  return (server) => {
    server.get(
      '/contests/:contestId/refusals',
      {
        config: { access: { contest: 'staff' }, cost: 'report' },
        schema: {
          operationId: 'listContestRefusals',
          summary: 'List what participants were refused in the last 15 minutes, latest first',
          description:
            'For the staff of the contest: who got no link of a task, or got an error with it, and why, on all instances, up to a few ' +
            'seconds ago. A repeated refusal is counted, for each person, task and `code`. Unknown are refusals before sign-in, those in ' +
            'a batch, those of an overloaded server, and what nginx or an object store answered.',
          querystring: object(pageQuery),
          response: {
            200: pageOf(RefusalShape, {
              others: Type.Integer({
                minimum: 0,
                description:
                  'Number of further people who were refused its tasks: they do not take part, or you may not see them.',
              }),
              since: Time,
            }),
          },
        },
      },
      async ({ principal, contest, query }) => {
        const page = await readPage(query, (window) => list(contest.id, principal, window), 'position');
        const since = isoTime(clock.nowMs() - recentMs);
        const others = await countOthers(contest.id, principal);
        return { ...mapPage(page, toReply), others, since };
      },
    );
  };
}

function toReply<Row extends { readonly position: string; readonly firstAt: number; readonly at: number }>({
  position: _,
  ...row
}: Row) {
  return { ...row, firstAt: isoTime(row.firstAt), at: isoTime(row.at) };
}
