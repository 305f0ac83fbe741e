import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Page } from '../../database/paging.ts';
import { sharedWindow } from '../../domain/contests/contest-window.ts';
import type { Opening } from './openings.ts';

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
        select cast('group' as text) as kind, course.id, course.name, cast(null as text) as label,
          assignment."opensAt", assignment."closesAt"
        from "groupTasks" as assignment join groups as course on course.id = assignment."groupId"
        where assignment."taskId" = ${taskId} and course."deletedAt" is null
        union all
        select cast('contest' as text), contest.id, contest.name, "contestTask".label,
          ${sharedWindow.opensAt}, ${sharedWindow.closesAt}
        from "contestTasks" as "contestTask" join contests as contest on contest.id = "contestTask"."contestId"
        where "contestTask"."taskId" = ${taskId} and contest."deletedAt" is null
      ) as placement
      where id > ${after} order by id limit ${limit}`.execute(kysely);
    return rows;
  };
}
