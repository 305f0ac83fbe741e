import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Authenticate, principalOf, type SessionRow, sessionQuery } from '../accounts/authenticate.ts';
import type { Principal } from '../accounts/principal.ts';
import { type SessionHeaders, sessionTokenHash } from '../accounts/session-token.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import {
  type DetailRow,
  detailOfRows,
  detailQuery,
  type TaskDetail,
  type TaskDetails,
} from '../tasks/task-detail.ts';
import { type GroundRow, groundsOfRows } from './access-path-queries.ts';
import type { Ground } from './access-paths.ts';
import { type Grounds, groundsQuery } from './grounds.ts';

/** Who asks for a task, why they may read it, and what it says: all as one state of the database has it. */
export interface TaskSnapshot {
  readonly principal: Principal;
  readonly grounds: ReadonlyArray<Ground>;
  /** Undefined for a task that is not there. Nobody may see it before the grounds are decided upon. */
  readonly detail: TaskDetail | undefined;
}

/** Reads all that one request for a task needs; undefined without a live session of an enabled account. */
export type ReadTaskSnapshot = (headers: SessionHeaders, taskId: string) => Promise<TaskSnapshot | undefined>;

interface SnapshotParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly cookieName: string;
  readonly authenticate: Authenticate;
  readonly grounds: Grounds;
  readonly taskDetails: TaskDetails;
}

/**
 * On PostgreSQL one statement, as every round trip costs more than what it reads. On SQLite three reads of one
 * snapshot, as there a session that is known saves looking it up for each ground.
 */
export function createReadTaskSnapshot(parts: SnapshotParts): ReadTaskSnapshot {
  return parts.database.dialect === 'postgres' ? inOneStatement(parts) : oneAfterTheOther(parts);
}

function oneAfterTheOther({ authenticate, grounds, taskDetails }: SnapshotParts): ReadTaskSnapshot {
  return async (headers, taskId) => {
    const principal = await authenticate(headers);
    if (!principal) return undefined;
    return {
      principal,
      grounds: await grounds.of(principal.id, taskId),
      detail: await taskDetails.of(taskId),
    };
  };
}

interface SnapshotRow {
  readonly session: SessionRow | null;
  readonly grounds: ReadonlyArray<GroundRow>;
  readonly detail: ReadonlyArray<DetailRow>;
}

/** The one statement; exported for the test of its plan. */
export function snapshotQuery(
  kysely: Kysely<Schema>,
  tokenHash: string,
  taskId: string,
): RawBuilder<SnapshotRow> {
  const grounds = groundsQuery(sql`(select id from asking)`, sql`${taskId}`);
  return sql<SnapshotRow>`
    with asking as materialized ${sessionQuery(kysely, tokenHash)}
    select (select to_json(asking) from asking) as session,
      (select coalesce(json_agg(ground), '[]') from (${grounds}) as ground) as grounds,
      (select coalesce(json_agg(detail), '[]') from ${detailQuery(kysely, sql`tasks.id = ${taskId}`)} as detail) as detail`;
}

function inOneStatement({ database, clock, cookieName }: SnapshotParts): ReadTaskSnapshot {
  const read = database.prepareRead<{ tokenHash: string; taskId: string }, SnapshotRow>((kysely, param) =>
    snapshotQuery(kysely, param('tokenHash'), param('taskId')).compile(kysely),
  );

  return async (headers, taskId) => {
    const tokenHash = sessionTokenHash(headers, cookieName);
    if (tokenHash === undefined) return undefined;
    const [row] = await read({ tokenHash, taskId });
    const principal = principalOf(row?.session, clock.nowMs());
    if (!row || !principal) return undefined;
    return { principal, grounds: groundsOfRows(row.grounds), detail: detailOfRows(row.detail) };
  };
}
