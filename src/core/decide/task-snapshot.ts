import { type Kysely, type RawBuilder, sql } from 'kysely';
import { batchReads } from '../../database/batched-read.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import {
  type Authenticate,
  type CallerRow,
  type Credential,
  type Credentials,
  callerQuery,
} from '../../domain/accounts/authenticate.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { SessionHeaders } from '../../domain/accounts/session-token.ts';
import {
  type DetailRow,
  detailOfRows,
  detailQuery,
  type TaskDetail,
  type TaskDetails,
} from '../../domain/tasks/task-detail.ts';
import type { IpAddress } from '../../lib/client-address.ts';
import type { Ground } from './access-paths.ts';
import { type GrantsParam, grantsParam } from './granted-path.ts';
import { type GroundRow, groundRowsOfPaths, groundsOfRows } from './ground-rows.ts';
import { type Grounds, pathsFor } from './grounds.ts';
import { createFindLimited } from './limited-tasks.ts';

/** Who asks for a task, why they may read it, and its details, all from one state of the database. */
export interface TaskSnapshot {
  readonly principal: Principal;
  readonly grounds: ReadonlyArray<Ground>;
  /** Undefined if the task does not exist. Show it only after deciding on the grounds. */
  readonly detail: TaskDetail | undefined;
}

/**
 * Reads everything that one request for a task needs; undefined if `Authenticate` finds no account.
 * @param address of the client, as for `Authenticate`
 */
export type ReadTaskSnapshot = (
  headers: SessionHeaders,
  taskId: string,
  address?: IpAddress,
) => Promise<TaskSnapshot | undefined>;

interface SnapshotParts {
  readonly database: Database;
  readonly credentials: Credentials;
  readonly authenticate: Authenticate;
  readonly grounds: Grounds;
  readonly taskDetails: TaskDetails;
}

/**
 * On PostgreSQL one statement for all requests of a tick of the event loop, because each round trip costs more than the reads. On SQLite
 * three reads of one snapshot.
 */
export function createReadTaskSnapshot(parts: SnapshotParts): ReadTaskSnapshot {
  return parts.database.dialect === 'postgres' ? inOneStatement(parts) : oneAfterTheOther(parts);
}

function oneAfterTheOther({ authenticate, grounds, taskDetails }: SnapshotParts): ReadTaskSnapshot {
  return async (headers, taskId, address) => {
    const principal = await authenticate(headers, address);
    if (!principal) return undefined;
    return {
      principal,
      grounds: await grounds.of(principal, taskId),
      detail: await taskDetails.of(taskId),
    };
  };
}

/** The rows for one request. */
interface SnapshotRows {
  readonly asking: CallerRow;
  readonly grounds: Array<GroundRow>;
  readonly detail: ReadonlyArray<DetailRow>;
}

/** Position of the request in the batch, from 1. */
interface Numbered {
  readonly at: number;
}

/** The rows for all requests of a batch. Several may ask for the same task, whose detail appears once. */
interface SnapshotsRow {
  readonly asking: ReadonlyArray<CallerRow & Numbered>;
  readonly grounds: ReadonlyArray<GroundRow & Numbered>;
  readonly details: ReadonlyArray<DetailRow>;
}

/** One element per request. */
interface SnapshotsParams {
  /** Keys of the credentials. */
  readonly keys: ReadonlyArray<string>;
  readonly taskIds: ReadonlyArray<string>;
  readonly grants: ReadonlyArray<GrantsParam>;
}

/** The text of the statement differs by kind of credential, and with grants. */
interface SnapshotsQuery extends Pick<SnapshotsParams, 'keys' | 'taskIds'> {
  readonly kind: Credential['kind'];
  readonly grants: SnapshotsParams['grants'] | undefined;
}

/** The only statement; exported to test its plan. */
export function snapshotsQuery(
  kysely: Kysely<Schema>,
  { kind, keys, taskIds, grants }: SnapshotsQuery,
): RawBuilder<SnapshotsRow> {
  const isGranted = grants !== undefined;
  const lists = [keys, taskIds, ...(isGranted ? [grants] : [])].map((list) => sql`cast(${list} as text[])`);
  const names = sql.raw(`key, "taskId", ${isGranted ? 'grants, ' : ''}at`);
  const paths = pathsFor('postgres', isGranted ? sql.ref<GrantsParam>('reader.grants') : undefined);
  const grounds = groundRowsOfPaths<Numbered>(paths, {
    from: { name: 'reader', from: sql`asking as reader` },
    userId: sql.ref('reader.id'),
    taskId: sql.ref('reader.taskId'),
    columns: sql.ref('reader.at'),
    areManyReaders: true,
  });
  // One by one: to find them all in one join, PostgreSQL reads whole tables of a thousand tasks.
  const detail = detailQuery(kysely, sql<boolean>`tasks.id = wanted."taskId"`);
  return sql<SnapshotsRow>`
    with asking as materialized (
      select lookup.*, account.* from unnest(${sql.join(lists)}) with ordinality as lookup (${names})
        cross join lateral (${callerQuery(kysely, kind, sql.ref('lookup.key'))} limit 1) as account)
    select (select coalesce(json_agg(asking), '[]') from asking) as asking,
      (select coalesce(json_agg(ground), '[]') from (${grounds}) as ground) as grounds,
      (select coalesce(json_agg(detail), '[]') from (select distinct "taskId" from asking) as wanted
        cross join lateral ${detail} as detail) as details`;
}

/** Assigns the rows to the requests. */
function byAsker(
  { asking, grounds, details }: SnapshotsRow,
  taskIds: ReadonlyArray<string>,
): ReadonlyArray<SnapshotRows | undefined> {
  const found: Array<SnapshotRows | undefined> = taskIds.map(() => undefined);
  const ofTask = Map.groupBy(details, ({ taskId }) => taskId);
  for (const each of asking) {
    found[each.at - 1] = { asking: each, grounds: [], detail: ofTask.get(taskIds[each.at - 1] ?? '') ?? [] };
  }
  for (const ground of grounds) found[ground.at - 1]?.grounds.push(ground);
  return found;
}

interface Lookup {
  readonly key: string;
  readonly taskId: string;
  readonly grants: GrantsParam;
}

function inOneStatement({ database, credentials }: SnapshotParts): ReadTaskSnapshot {
  const prepare = (kind: Credential['kind'], isGranted = false) => {
    const read = database.prepareRead<SnapshotsParams, SnapshotsRow>((kysely, param) =>
      snapshotsQuery(kysely, {
        kind,
        keys: param('keys'),
        taskIds: param('taskIds'),
        grants: isGranted ? param('grants') : undefined,
      }).compile(kysely),
    );
    return batchReads<Lookup, SnapshotRows | undefined>(async (lookups) => {
      const taskIds = lookups.map(({ taskId }) => taskId);
      const [keys, grants] = [lookups.map(({ key }) => key), lookups.map((lookup) => lookup.grants)];
      const rows = await read({ keys, taskIds, grants });
      return rows.flatMap((row) => byAsker(row, taskIds)); // one row
    });
  };
  const reads = { session: prepare('session'), 'api-key': prepare('api-key'), token: prepare('token') };
  const readGranted = prepare('token', true);
  const findLimited = createFindLimited(database);

  return async (headers, taskId, address) => {
    const found = await credentials.resolve(headers, address, async ({ kind, key, token }) => {
      const grants = token?.grants ?? [];
      const read = grants.length > 0 ? readGranted : reads[kind];
      const rows = await read({ key, taskId, grants: grantsParam(grants) });
      return { caller: rows?.asking, rows };
    });
    const rows = found?.read.rows;
    if (!rows) return undefined;
    const { principal } = found;
    const { limits } = principal;
    const isBeyond = limits !== undefined && !(await findLimited(limits, [taskId])).has(taskId);
    const grounds = isBeyond ? [] : groundsOfRows(rows.grounds);
    return { principal, grounds, detail: detailOfRows(rows.detail) };
  };
}
