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
import { stateOf } from './decide.ts';
import { opensAtAfterEmbargo } from './ground-rows.ts';
import { allAre, contestTasks, idsIn, type PathTable, reader, rowsIn, task } from './path-tables.ts';

/** A future opening for a reader, and its group or contest. It reveals neither which tasks open then nor how many. */
export interface Opening {
  readonly kind: (typeof openingKinds)[number];
  /** Id of the group or contest. */
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  /** Unix milliseconds. */
  readonly opensAt: number;
}

/** Grounds whose holders know the group or contest. Others would reveal tasks that readers may not know of yet. */
export const openingKinds = ['group', 'contest'] as const;

/**
 * A reader's next openings, earliest first; `after` is the position of an opening. A page may be shorter than its limit (see `fillPage`).
 */
export type Openings = (userId: string, page: Page) => Promise<FoundPage<Opening>>;

export function createOpenings({ database, clock }: { database: Database; clock: Clock }): Openings {
  const read = database.prepareRead<OpeningParams, Candidate>((kysely, param) =>
    openingsQuery({
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
      ({ closesAt, ...opening }) =>
        stateOf({ ...opening, closesAt }, nowMs) === 'upcoming' ? opening : undefined,
    );
  };
}

/** A possible opening, and when the last window that begins then ends. */
type Candidate = Opening & Pick<Ground, 'closesAt'>;

const beforeAll: Position = { atMs: 0, id: '' };

/** Parameters of the query: who asks, when, and for which page. */
export interface OpeningParams extends Position {
  readonly userId: string;
  readonly nowMs: number;
  readonly limit: number;
}

/** The only statement; exported to test its plan. */
export function openingsQuery({ userId, nowMs, atMs, id, limit }: OpeningParams): RawBuilder<Candidate> {
  const windows = storedPaths.flatMap((path) =>
    path.grounds.flatMap((rule) => {
      const kind = openingKinds.find((each) => each === rule.kind);
      return kind ? upcoming(kind, windowsOf(path, rule, userId, nowMs), nowMs) : [];
    }),
  );
  const starts = storedPaths.flatMap((path) => {
    const rows = startOf(path, userId);
    return rows ? upcoming('contest', rows, nowMs) : [];
  });
  return sql<Candidate>`
    select opening.kind, opening.through as id, coalesce(groups."externalId", contests."externalId") as "externalId",
      coalesce(groups.name, contests.name) as name, opening."opensAt", opening."closesAt"
    from (select kind, through, "opensAt", max(coalesce("closesAt", ${sql.lit(Number.MAX_SAFE_INTEGER)})) as "closesAt"
      from (${sql.join([...windows, ...starts], sql` union all `)}) as found group by kind, through, "opensAt") as opening
      left join groups on opening.kind = 'group' and groups.id = opening.through
      left join contests on opening.kind = 'contest' and contests.id = opening.through
    where (opening."opensAt", opening.through) > (${atMs}, ${id})
    order by opening."opensAt", opening.through limit ${limit}`;
}

const upcoming = (kind: Opening['kind'], rows: Sql, nowMs: number): Sql =>
  sql`select cast(${sql.lit(kind)} as text) as kind, through, "opensAt", "closesAt" from (${rows}) as found
    where "opensAt" > ${nowMs}`;

/** The windows that a reader may know of, one per task on the path. Omits contests that have not started for the reader. */
function windowsOf(path: AccessPath, rule: GroundRule, userId: string, nowMs: number): Sql {
  const { through = never, startsAt } = path;
  return rowsOfReader(
    sql`${through} as through, ${opensAtAfterEmbargo(rule)} as "opensAt", ${rule.closesAt} as "closesAt"`,
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
