import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Page } from '../../database/paging.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import { sharedWindow } from '../../domain/contests/contest-window.ts';
import type { Opening } from './openings.ts';

/** A group or contest that a ground comes through. */
export type Place = Pick<Opening, 'kind' | 'id' | 'externalId' | 'name'>;

/** The groups and contests with these ids, by id, in one query; those that are deleted are left out. */
export type Places = (ids: ReadonlyArray<string>) => Promise<ReadonlyMap<string, Place>>;

export function createPlaces(database: Database): Places {
  const { dialect } = database;
  const read = database.prepareRead<{ ids: Texts }, Place>((kysely, param) => {
    const wanted = sql`(select value from ${textsOf(dialect, param('ids'), 'wanted')})`;
    return sql<Place>`
      select cast('group' as text) as kind, id, "externalId", name from groups where id in ${wanted} and "deletedAt" is null
      union all
      select cast('contest' as text), id, "externalId", name from contests where id in ${wanted} and "deletedAt" is null`.compile(
      kysely,
    );
  });
  return async (ids) => {
    if (ids.length === 0) return new Map();
    const places = await read({ ids: textsParam(dialect, new Set(ids)) });
    return new Map(places.map((place) => [place.id, place]));
  };
}

/** Where a task stands, and its window there, without embargoes and without anybody's own times. */
export interface Placement extends Opening {
  /** Unix milliseconds; null: never. */
  readonly closesAt: number | null;
  /** In a contest; null in a group. */
  readonly label: string | null;
}

/** The groups and contests that have a task, by their ids; `after` is one of these. */
export type Placements = (taskId: string, page: Page) => Promise<ReadonlyArray<Placement>>;

export function createPlacements({ kysely }: Database): Placements {
  return async (taskId, { after = '', limit }) => {
    const { rows } = await sql<Placement>`
      select * from (
        select cast('group' as text) as kind, course.id, course."externalId", course.name, cast(null as text) as label,
          assignment."opensAt", assignment."closesAt"
        from "groupTasks" as assignment join groups as course on course.id = assignment."groupId"
        where assignment."taskId" = ${taskId} and course."deletedAt" is null
        union all
        select cast('contest' as text), contest.id, contest."externalId", contest.name, "contestTask".label,
          ${sharedWindow.opensAt}, ${sharedWindow.closesAt}
        from "contestTasks" as "contestTask" join contests as contest on contest.id = "contestTask"."contestId"
        where "contestTask"."taskId" = ${taskId} and contest."deletedAt" is null
      ) as placement
      where id > ${after} order by id limit ${limit}`.execute(kysely);
    return rows;
  };
}
