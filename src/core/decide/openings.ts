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
import type { Sql } from '../../database/sql.ts';
import type { Clock } from '../../lib/clock.ts';
import { startsOfContests, windowsOf } from './access-path-queries.ts';
import { accessPaths, type Ground } from './access-paths.ts';
import { stateOf } from './decide.ts';

/**
 * A future time at which something opens for somebody, and the group or contest that it comes through. It tells neither
 * which tasks open then nor how many.
 */
export interface Opening {
  readonly kind: (typeof openingKinds)[number];
  /** Of the group or contest. */
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  /** Unix milliseconds. */
  readonly opensAt: number;
}

/** The grounds whose holders know what they come through. The others would reveal tasks that they cannot know of yet. */
export const openingKinds = ['group', 'contest'] as const;

/**
 * What opens for somebody next, earliest first; `after` is the position of an opening. A page may be shorter than its
 * limit, as `fillPage` says.
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

/** What may open, and when the last of the windows that begin then ends. */
type Candidate = Opening & Pick<Ground, 'closesAt'>;

const beforeAll: Position = { atMs: 0, id: '' };

/** The values of the query: who asks, when, and for which page. */
export interface OpeningParams extends Position {
  readonly userId: string;
  readonly nowMs: number;
  readonly limit: number;
}

/** The one statement; exported for the test of its plan. */
export function openingsQuery({ userId, nowMs, atMs, id, limit }: OpeningParams): RawBuilder<Candidate> {
  const reader = sql`${userId}`;
  const windows = Object.values(accessPaths).flatMap((path) =>
    path.grounds.flatMap((rule) => {
      const kind = openingKinds.find((each) => each === rule.kind);
      return kind ? upcoming(kind, windowsOf(path, rule, reader, sql`${nowMs}`), nowMs) : [];
    }),
  );
  // A contest's start is listed with tasks or without, and nothing else of it before, so that the list reveals no task.
  const starts = startsOfContests(reader).map((rows) => upcoming('contest', rows, nowMs));
  return sql<Candidate>`
    select opening.kind, opening.through as id, coalesce(course."externalId", contest."externalId") as "externalId",
      coalesce(course.name, contest.name) as name, opening."opensAt", opening."closesAt"
    from (select kind, through, "opensAt", max(coalesce("closesAt", ${sql.lit(Number.MAX_SAFE_INTEGER)})) as "closesAt"
      from (${sql.join([...windows, ...starts], sql` union all `)}) as found group by kind, through, "opensAt") as opening
      left join groups as course on opening.kind = 'group' and course.id = opening.through
      left join contests as contest on opening.kind = 'contest' and contest.id = opening.through
    where (opening."opensAt", opening.through) > (${atMs}, ${id})
    order by opening."opensAt", opening.through limit ${limit}`;
}

const upcoming = (kind: Opening['kind'], rows: Sql, nowMs: number): Sql =>
  sql`select cast(${sql.lit(kind)} as text) as kind, through, "opensAt", "closesAt" from (${rows}) as found
    where "opensAt" > ${nowMs}`;
