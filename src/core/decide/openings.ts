import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { formatPosition, type Page, type Position, parsePosition } from '../../database/paging.ts';
import { allOf, type Sql } from '../../database/sql.ts';
import type { Clock } from '../../lib/clock.ts';
import { startsOfContests, windowsOf } from './access-path-queries.ts';
import { accessPaths } from './access-paths.ts';

/**
 * A future time at which something opens for somebody, and the group or contest that it comes through. It tells neither
 * which tasks open then nor how many.
 */
export interface Opening {
  readonly kind: (typeof openingKinds)[number];
  /** Of the group or contest. */
  readonly id: string;
  readonly name: string;
  /** Unix milliseconds. */
  readonly opensAt: number;
}

/** The grounds whose holders know what they come through. The others would reveal tasks that they cannot know of yet. */
export const openingKinds = ['group', 'contest'] as const;

/** What opens for somebody next, earliest first; `after` is the position of an opening. */
export type Openings = (userId: string, page: Page) => Promise<ReadonlyArray<Opening>>;

export function openingPosition({ opensAt, id }: Opening): string {
  return formatPosition({ atMs: opensAt, id });
}

export function createOpenings({ database, clock }: { database: Database; clock: Clock }): Openings {
  const read = database.prepareRead<OpeningParams, Opening>((kysely, param) =>
    openingsQuery({
      userId: param('userId'),
      nowMs: param('nowMs'),
      limit: param('limit'),
      atMs: param('atMs'),
      id: param('id'),
    }).compile(kysely),
  );
  return async (userId, { after, limit }) => {
    const position = after === undefined ? beforeAll : parsePosition(after);
    return read({ userId, nowMs: clock.nowMs(), limit, ...position });
  };
}

const beforeAll: Position = { atMs: 0, id: '' };

/** The values of the query: who asks, when, and for which page. */
export interface OpeningParams extends Position {
  readonly userId: string;
  readonly nowMs: number;
  readonly limit: number;
}

/** The one statement; exported for the test of its plan. */
export function openingsQuery({ userId, nowMs, atMs, id, limit }: OpeningParams): RawBuilder<Opening> {
  const reader = sql`${userId}`;
  const windows = Object.values(accessPaths).flatMap((path) =>
    path.grounds.flatMap((rule) => {
      const kind = openingKinds.find((each) => each === rule.kind);
      if (!kind) return [];
      // A window without a whole second in it never opens, as `stateOf` has it.
      return upcoming(kind, windowsOf(path, rule, reader, sql`${nowMs}`), nowMs, [
        sql`("closesAt" is null or "closesAt" >= ("opensAt" + 999) / 1000 * 1000 + 1000)`,
      ]);
    }),
  );
  // A contest's start is listed with tasks or without, and nothing else of it before, so that the list reveals no task.
  const starts = startsOfContests(reader).map((rows) => upcoming('contest', rows, nowMs));
  return sql<Opening>`
    select opening.kind, opening.through as id, coalesce(course.name, contest.name) as name, opening."opensAt"
    from (${sql.join([...windows, ...starts], sql` union `)}) as opening
      left join groups as course on opening.kind = 'group' and course.id = opening.through
      left join contests as contest on opening.kind = 'contest' and contest.id = opening.through
    where (opening."opensAt", opening.through) > (${atMs}, ${id})
    order by opening."opensAt", opening.through limit ${limit}`;
}

function upcoming(kind: Opening['kind'], rows: Sql, nowMs: number, conditions: ReadonlyArray<Sql> = []): Sql {
  return sql`select cast(${sql.lit(kind)} as text) as kind, through, "opensAt" from (${rows}) as found
    where ${allOf([sql`"opensAt" > ${nowMs}`, ...conditions])}`;
}
