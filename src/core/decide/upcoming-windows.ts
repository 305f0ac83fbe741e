import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import {
  type FoundPage,
  fillPage,
  formatPosition,
  type Page,
  type Position,
  parsePosition,
} from '../../database/paging.ts';
import { never, noText, type Sql } from '../../database/sql.ts';
import type { Clock } from '../../lib/clock.ts';
import { type AccessPath, type Ground, type GroundRule, storedPaths } from './access-paths.ts';
import { type Container, containerKinds } from './containers.ts';
import { stateOf } from './decide.ts';
import { openingOf } from './ground-rows.ts';
import { allAre, contestTasks, idsIn, type PathTable, reader, rowsIn, task } from './path-tables.ts';

/** When tasks of a group or contest will open for a reader. It reveals neither which tasks open then nor how many. */
export interface UpcomingWindow extends Container {
  /** Unix milliseconds. */
  readonly opensAt: number;
}

/** A reader's upcoming windows, earliest first; `after` is a position. A page may be shorter than its limit (see `fillPage`). */
export type UpcomingWindows = (userId: string, page: Page) => Promise<FoundPage<UpcomingWindow>>;

export function createUpcomingWindows({ database, clock }: UpcomingWindowsParts): UpcomingWindows {
  const read = database.prepareRead<UpcomingWindowParams, Candidate>((kysely, param) =>
    upcomingWindowsQuery({
      userId: param('userId'),
      nowMs: param('nowMs'),
      limit: param('limit'),
      atMs: param('atMs'),
      id: param('id'),
    }).compile(kysely),
  );
  return async (userId, page) => {
    const nowMs = clock.nowMs();
    return fillPage(
      page,
      async ({ after, limit }) => {
        const position = after === undefined ? beforeAll : parsePosition(after);
        return read({ userId, nowMs, limit, ...position });
      },
      ({ opensAt, id }) => formatPosition({ atMs: opensAt, id }),
      ({ closesAt, ...window }) =>
        stateOf({ ...window, closesAt }, nowMs) === 'upcoming' ? window : undefined,
    );
  };
}

interface UpcomingWindowsParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** A possible window, and when the last one that begins then ends. */
type Candidate = UpcomingWindow & Pick<Ground, 'closesAt'>;

const beforeAll: Position = { atMs: 0, id: '' };

/** Parameters of the query: who asks, when, and for which page. */
export interface UpcomingWindowParams extends Position {
  readonly userId: string;
  readonly nowMs: number;
  readonly limit: number;
}

/** The only statement; exported to test its plan. */
export function upcomingWindowsQuery(params: UpcomingWindowParams): RawBuilder<Candidate> {
  const { atMs, id, limit } = params;
  const windows = storedPaths.flatMap((path) => windowsOf(path, params));
  return sql<Candidate>`
    select upcoming.kind, upcoming.through as id, coalesce(groups."externalId", contests."externalId") as "externalId",
      coalesce(groups.name, contests.name) as name, upcoming."opensAt", upcoming."closesAt"
    from (select kind, through, "opensAt", max(coalesce("closesAt", ${sql.lit(Number.MAX_SAFE_INTEGER)})) as "closesAt"
      from (${sql.join(windows, sql` union all `)}) as found group by kind, through, "opensAt") as upcoming
      left join groups on upcoming.kind = 'group' and groups.id = upcoming.through
      left join contests on upcoming.kind = 'contest' and contests.id = upcoming.through
    where (upcoming."opensAt", upcoming.through) > (${atMs}, ${id})
    order by upcoming."opensAt", upcoming.through limit ${limit}`;
}

/**
 * The upcoming windows of a path that the reader may know of, one per task. Before a contest starts, there is only its start, even without
 * tasks, so that the list reveals no task.
 */
function windowsOf(path: AccessPath, { userId, nowMs }: UpcomingWindowParams): ReadonlyArray<Sql> {
  const { tables, where, through = noText, startsAt } = path;
  // Readers with other grounds may not know of the group or contest.
  const kind = containerKinds.find((each) => path.grounds.some((rule) => rule.kind === each));
  const rule = path.grounds.find((each) => each.kind === kind);
  if (kind === undefined || rule === undefined) return [];
  const upcoming = (
    { opensAt, closesAt }: Pick<GroundRule, 'opensAt' | 'closesAt'>,
    read: ReadonlyArray<PathTable>,
    ...conditions: ReadonlyArray<Sql | undefined>
  ) =>
    rowsIn(
      sql`cast(${sql.lit(kind)} as text) as kind, ${through} as through, ${opensAt} as "opensAt", ${closesAt} as "closesAt"`,
      [reader, ...read],
      [
        ...allAre(idsIn([reader, ...read], 'userId'), sql`${userId}`),
        where,
        ...conditions,
        sql`${opensAt} > ${nowMs}`,
      ],
    );
  const ofTask = allAre(idsIn(tables, 'taskId'), sql`task.id`);
  const hasStarted = startsAt && sql`${startsAt} <= ${nowMs}`;
  const window = { ...rule, opensAt: openingOf(rule) };
  const windows = upcoming(window, [...tables, task], ...ofTask, rule.when, hasStarted);
  if (!startsAt) return [windows];
  const withoutTasks = tables.filter((table) => table !== contestTasks);
  return [windows, upcoming({ opensAt: startsAt, closesAt: never }, withoutTasks)];
}
