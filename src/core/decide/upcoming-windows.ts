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
import { never, type Sql } from '../../database/sql.ts';
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

export function createUpcomingWindows({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): UpcomingWindows {
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
export function upcomingWindowsQuery({
  userId,
  nowMs,
  atMs,
  id,
  limit,
}: UpcomingWindowParams): RawBuilder<Candidate> {
  const windows = storedPaths.flatMap((path) =>
    path.grounds.flatMap((rule) => {
      // Readers with other grounds may not know of the group or contest yet.
      const kind = containerKinds.find((each) => each === rule.kind);
      return kind ? upcoming(kind, windowsOf(path, rule, userId, nowMs), nowMs) : [];
    }),
  );
  const starts = storedPaths.flatMap((path) => {
    const rows = startOf(path, userId);
    return rows ? upcoming('contest', rows, nowMs) : [];
  });
  return sql<Candidate>`
    select upcoming.kind, upcoming.through as id, coalesce(groups."externalId", contests."externalId") as "externalId",
      coalesce(groups.name, contests.name) as name, upcoming."opensAt", upcoming."closesAt"
    from (select kind, through, "opensAt", max(coalesce("closesAt", ${sql.lit(Number.MAX_SAFE_INTEGER)})) as "closesAt"
      from (${sql.join([...windows, ...starts], sql` union all `)}) as found group by kind, through, "opensAt") as upcoming
      left join groups on upcoming.kind = 'group' and groups.id = upcoming.through
      left join contests on upcoming.kind = 'contest' and contests.id = upcoming.through
    where (upcoming."opensAt", upcoming.through) > (${atMs}, ${id})
    order by upcoming."opensAt", upcoming.through limit ${limit}`;
}

const upcoming = (kind: UpcomingWindow['kind'], rows: Sql, nowMs: number): Sql =>
  sql`select cast(${sql.lit(kind)} as text) as kind, through, "opensAt", "closesAt" from (${rows}) as found
    where "opensAt" > ${nowMs}`;

/** The windows that a reader may know of, one per task on the path. Omits contests that have not started for the reader. */
function windowsOf(path: AccessPath, rule: GroundRule, userId: string, nowMs: number): Sql {
  const { through = never, startsAt } = path;
  return rowsOfReader(
    sql`${through} as through, ${openingOf(rule)} as "opensAt", ${rule.closesAt} as "closesAt"`,
    [...path.tables, task],
    userId,
    [
      ...idsIn(path.tables, 'taskId').map((id) => sql`${id} = task.id`),
      ...[path.where, rule.when, startsAt && sql`${startsAt} <= ${nowMs}`],
    ],
  );
}

/**
 * When the contests of a path start for a reader. Before that, only the start is listed, even of a contest without tasks, so that the list
 * reveals no task.
 */
function startOf({ tables, where, startsAt }: AccessPath, userId: string): Sql | undefined {
  const withoutTasks = tables.filter((table) => table !== contestTasks);
  const columns = sql`contests.id as through, ${startsAt} as "opensAt", ${never} as "closesAt"`;
  return startsAt && rowsOfReader(columns, withoutTasks, userId, [where]);
}

function rowsOfReader(
  columns: Sql,
  tables: ReadonlyArray<PathTable>,
  userId: string,
  conditions: ReadonlyArray<Sql | undefined>,
): Sql {
  const all = [reader, ...tables];
  return rowsIn(columns, all, [...allAre(idsIn(all, 'userId'), sql`${userId}`), ...conditions]);
}
